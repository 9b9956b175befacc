/* The map: walking it by arrow keys, tracing a chain, the panel beside it. Without this script
   every box is a link to ?objective=ID and the server draws the trace. */
"use strict";
(() => {
  const root = document.querySelector("[data-map]");
  if (!root) return;
  const panel = document.getElementById("objective-panel");
  const live = document.querySelector("[data-map-say]");
  const presenting = document.documentElement.dataset.view === "present";
  const narrow = () => window.matchMedia("(width < 1000px)").matches;
  const svg = () => root.querySelector("svg.map");
  const boxes = () => [...root.querySelectorAll(".box")];
  const box = (id) => root.querySelector(`.box[data-id="${CSS.escape(id)}"]`);
  const say = (text) => { live.textContent = ""; requestAnimationFrame(() => { live.textContent = text; }); };
  const chosen = () => new URL(location.href).searchParams.get("objective");
  let current = null; // the box that the Tab key reaches
  let asked = null; // the request for the panel under way
  let opener = null; // where the focus goes when the panel closes

  /* ---- lines that are wider here than the server thought ---- */
  function fitLines() {
    for (const each of boxes()) {
      const ground = each.querySelector(".box-ground");
      const room = Number(ground.getAttribute("width")) - 14;
      for (const text of each.querySelectorAll("text")) {
        if (text.getComputedTextLength() > room) {
          text.setAttribute("textLength", room);
          text.setAttribute("lengthAdjust", "spacingAndGlyphs");
        }
      }
    }
  }

  /* ---- one stop for the Tab key, arrow keys for the rest ---- */
  function reach(each) {
    current?.setAttribute("tabindex", "-1");
    current = each;
    current?.setAttribute("tabindex", "0");
  }
  function ready() {
    const all = boxes();
    for (const each of all) each.setAttribute("tabindex", "-1");
    current = null;
    reach(box(chosen() || "") || all[0]);
    if (all.length && all[0].checkVisibility?.() !== false) fitLines();
    const scroll = root.querySelector(".map-scroll");
    if (scroll && chosen() && current && !scroll.scrollLeft) {
      const at = current.getBoundingClientRect(), frame = scroll.getBoundingClientRect();
      if (at.right > frame.right) scroll.scrollLeft = at.left - frame.left - (frame.width - at.width) / 2;
    }
  }
  function focus(each) {
    if (!each) return;
    reach(each);
    each.focus();
    each.scrollIntoView({ block: "nearest", inline: "nearest" });
  }
  /* Left and right go along a row; up and down to the box of the next row whose middle is nearest. */
  function place(each) {
    const [x, y, width] = ["x", "y", "width"].map((name) => Number(each.querySelector(".box-ground").getAttribute(name)));
    return { each, x, y, middle: x + width / 2 };
  }
  function neighbour(from, way) {
    const at = place(from), all = boxes().map(place);
    const ahead = all.filter({
      left: (to) => to.y === at.y && to.x < at.x, right: (to) => to.y === at.y && to.x > at.x,
      up: (to) => to.y < at.y, down: (to) => to.y > at.y,
    }[way]);
    const far = (to) => [Math.abs(to.y - at.y), Math.abs(to.middle - at.middle), to.x];
    const nearer = (a, b) => { const [one, other] = [far(a), far(b)], i = one.findIndex((value, j) => value !== other[j]); return i < 0 ? 0 : one[i] - other[i]; };
    return ahead.sort(nearer)[0]?.each;
  }
  const STEPS = { ArrowLeft: "left", ArrowRight: "right", ArrowUp: "up", ArrowDown: "down" };
  root.addEventListener("keydown", (event) => {
    const from = event.target.closest?.(".box");
    if (!from || event.altKey || event.ctrlKey || event.metaKey || event.defaultPrevented) return;
    const way = STEPS[event.key];
    if (way) {
      event.preventDefault();
      const next = neighbour(from, way);
      focus(next);
      if (next && presenting && chosen()) choose(next.dataset.id, { replace: true });
    } else if (event.key === " ") {
      event.preventDefault();
      from.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true }));
    }
  });
  document.addEventListener("keydown", (event) => {
    if (presenting && STEPS[event.key] && event.target === document.body && current) {
      event.preventDefault();
      focus(current);
    }
  });
  root.addEventListener("focusin", (event) => {
    const each = event.target.closest(".box");
    if (each) reach(each);
  });

  /* ---- the chain through an objective; a cycle is walked once ---- */
  function reached(start, steps) {
    const found = new Set(), waiting = [start];
    while (waiting.length) {
      for (const key of steps.get(waiting.pop()) || []) {
        if (!found.has(key)) { found.add(key); waiting.push(key); }
      }
    }
    return found;
  }
  function light(id) {
    const map = svg();
    if (!map) return;
    const start = id && box(id) ? id : null;
    map.toggleAttribute("data-traced", Boolean(start));
    const links = [...map.querySelectorAll(".link")];
    if (!start) {
      for (const each of [...boxes(), ...links]) delete each.dataset.state;
      return;
    }
    const ahead = new Map(), behind = new Map();
    const add = (steps, from, to) => steps.set(from, [...(steps.get(from) || []), to]);
    for (const { dataset } of links) { add(ahead, dataset.cause, dataset.effect); add(behind, dataset.effect, dataset.cause); }
    const causes = reached(start, behind), effects = reached(start, ahead);
    const up = new Set([...causes, start]), down = new Set([...effects, start]);
    for (const each of boxes()) {
      const key = each.dataset.id, cause = causes.has(key), effect = effects.has(key);
      each.dataset.state = key === start ? "chosen" : cause && effect ? "both" : cause ? "cause" : effect ? "effect" : "apart";
    }
    for (const { dataset } of links) {
      const lit = (up.has(dataset.cause) && up.has(dataset.effect)) || (down.has(dataset.cause) && down.has(dataset.effect));
      dataset.state = lit ? "lit" : "apart";
    }
  }

  /* ---- choosing: trace at once, panel when it arrives ---- */
  const address = (id) => {
    const url = new URL(location.href);
    if (id) url.searchParams.set("objective", id); else url.searchParams.delete("objective");
    return url.pathname + url.search;
  };
  async function choose(id, { replace = false, silent = false } = {}) {
    if (!panel.contains(document.activeElement)) opener = document.activeElement;
    light(id);
    reach(box(id) || current);
    if (id !== chosen()) history[replace ? "replaceState" : "pushState"]({}, "", address(id));
    asked?.abort();
    asked = new AbortController();
    try {
      const answer = await fetch(root.dataset.panelUrl.replace("/0/", `/${id}/`), { headers: { "HX-Request": "true" }, signal: asked.signal });
      if (answer.redirected) { location.reload(); return; }
      if (!answer.ok) throw new Error(String(answer.status));
      show(await answer.text(), silent);
    } catch (error) {
      if (error.name !== "AbortError") window.allied?.say(document.documentElement.dataset.failed);
    }
  }
  function show(html, silent) {
    panel.innerHTML = html;
    panel.hidden = false;
    panel.scrollTop = 0;
    window.htmx?.process(panel);
    if (!silent) say([panel.querySelector("h2"), ...panel.querySelectorAll("[data-told] > *")].map((each) => each?.textContent.replace(/\s+/g, " ").trim()).join(". "));
    if (narrow()) panel.querySelector("h2")?.focus({ preventScroll: true });
    else box(chosen() || "")?.scrollIntoView({ block: "nearest", inline: "center" });
  }
  function close() {
    asked?.abort();
    light(null);
    panel.hidden = true;
    panel.replaceChildren();
    if (chosen()) history.pushState({}, "", address(null));
    const back = opener?.isConnected && opener.checkVisibility?.() !== false ? opener : current;
    if (!document.activeElement || document.activeElement === document.body) back?.focus({ preventScroll: true });
  }
  const plain = (event) => !(event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || event.defaultPrevented);
  const named = ({ dataset, href }) => dataset.choose || dataset.id || new URL(href).searchParams.get("objective");
  document.addEventListener("click", (event) => {
    if (!plain(event) || !(event.target instanceof Element)) return;
    const link = event.target.closest("[data-choose]") || (!root.classList.contains("is-editing") && event.target.closest("[data-map] .box"));
    if (link) { event.preventDefault(); choose(named(link)); return; }
    if (event.target.closest("[data-map-close]")) { event.preventDefault(); close(); }
  });
  window.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || panel.hidden || event.defaultPrevented || document.querySelector("dialog[open], details.menu[open]")) return;
    event.preventDefault();
    event.stopPropagation();
    close();
  }, true);
  window.addEventListener("popstate", () => {
    const id = chosen();
    if (id) choose(id, { replace: true }); else if (!panel.hidden) close();
  });

  /* ---- a new drawing from the server, with focus and trace kept ---- */
  async function refresh(focused) {
    const answer = await fetch(location.pathname + location.search, { headers: { "HX-Request": "true" } });
    if (answer.redirected || !answer.ok) { location.reload(); return; }
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const at = root.querySelector(".map-scroll"), left = at?.scrollLeft, top = window.scrollY;
    for (const id of ["map-sheet", "map-rows", "map-answer", "map-agreed"]) {
      const fresh = page.getElementById(id);
      if (fresh) document.getElementById(id)?.replaceWith(document.adoptNode(fresh));
    }
    const scroll = root.querySelector(".map-scroll");
    if (scroll && left) scroll.scrollLeft = left;
    window.scrollTo({ top });
    ready();
    document.dispatchEvent(new CustomEvent("map:drawn"));
    const again = focused && root.querySelector(focused);
    if (again?.matches(".box")) focus(again); else again?.focus();
  }

  root.addEventListener("change", (event) => {
    if (event.target.name === "map-shape") ready();
  });
  ready();
  if (chosen() && current?.dataset.id === chosen() && !narrow()) current.scrollIntoView({ block: "nearest", inline: "center" });
  window.alliedMap = { root, box, boxes, neighbour, focus, say, refresh, choose, close, light };
})();
