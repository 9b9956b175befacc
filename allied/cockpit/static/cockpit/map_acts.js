/* What can be done to the map: each change is one POST; the server answers with what it did and how
   to undo it, and the drawing is fetched anew. How a person does it, by mouse, touch and keyboard, is
   in map_edit.js. All words come from the page. */
"use strict";
(() => {
  const map = window.alliedMap, root = map?.root, tools = document.querySelector("[data-map-tools]");
  if (!root || !tools) return;
  const $ = (selector, within = document) => within.querySelector(selector);
  const urls = JSON.parse(tools.dataset.urls);
  const fault = $("[data-map-fault]"), linkNote = $("[data-linking]", tools), changedNote = $("[data-changed]", tools);
  const state = { data: {}, selected: null, linking: null, redo: null };
  const POLL = 20000; // ms
  let busy = Promise.resolve();

  const parts = (text, ...values) => values.reduce((sum, value) => sum.replace("%s", () => value), text);
  const words = (element, ...values) => parts(element.dataset.words, ...values);
  const url = (name, id) => urls[name].replace("/0/", `/${id}/`);
  const layer = () => $("svg.map .boxes", root); // boxes and whatever is drawn over them share its coordinates
  const objective = (id) => state.data.objectives[id];
  const selector = (id) => `.box[data-id="${CSS.escape(String(id))}"]`;

  /* ---- talking to the server: one change after the other ---- */
  async function send(address, values) {
    const body = new URLSearchParams();
    for (const [name, value] of Object.entries(values)) if (value !== undefined) body.set(name, value === null ? "" : String(value));
    const headers = { Accept: "application/json", "X-CSRFToken": window.allied.csrf() };
    const answer = await fetch(address, { method: "POST", headers, body });
    if (answer.redirected) { location.reload(); await new Promise(() => {}); }
    const told = await answer.json().catch(() => null);
    if (!answer.ok || !told) throw Object.assign(new Error(told?.error || document.documentElement.dataset.failed), { status: answer.status, field: told?.field });
    return told;
  }
  function change(address, values, { focus, near, undo = false, failed } = {}) {
    const run = async () => {
      quiet();
      try {
        const told = await send(address, values);
        state.redo = undo ? told.undo_url : null;
        const there = focus === "new" ? selector(told.id) : focus;
        await map.refresh(there);
        if (told.said) map.say(told.said);
        return told;
      } catch (error) {
        if (error.status === 409) await lost(near);
        else if (failed) failed(error.message);
        else complain(error.message, near);
        return null;
      }
    };
    busy = busy.then(run, run);
    return busy;
  }
  async function lost(near) {
    const last = await version();
    const known = last && !last.own && last.version !== state.data.version;
    await map.refresh(near?.dataset?.id && selector(near.dataset.id));
    const text = known ? parts(fault.dataset.lost, last.who, last.said) : fault.dataset.lostUnknown;
    complain(text, near?.dataset?.id ? $(selector(near.dataset.id), root) : null);
  }
  async function version() {
    try {
      const answer = await fetch(urls.version, { headers: { Accept: "application/json" } });
      return answer.ok && !answer.redirected ? await answer.json() : null;
    } catch { return null; }
  }

  /* ---- what went wrong stands beside the place ---- */
  function complain(text, near) {
    fault.textContent = text;
    fault.hidden = false;
    const at = near?.isConnected ? near.getBoundingClientRect() : tools.getBoundingClientRect();
    const width = Math.min(340, window.innerWidth - 16);
    fault.style.maxInlineSize = `${width}px`;
    fault.style.left = `${clamp(at.left, 8, window.innerWidth - width - 8) + window.scrollX}px`;
    fault.style.top = `${at.bottom + 8 + window.scrollY}px`;
  }
  const quiet = () => { fault.hidden = true; };
  const clamp = (value, least, most) => Math.max(least, Math.min(most, value));

  /* ---- after each drawing ---- */
  function read() {
    const script = document.getElementById("map-edit-data");
    state.data = script ? JSON.parse(script.textContent) : state.data;
    for (const row of root.querySelectorAll(".map-table [data-choose]")) state.data.objectives[new URL(row.href).searchParams.get("objective")].title = row.textContent;
    changedNote.hidden = true;
    const undo = $("[data-act=undo]", tools);
    undo.disabled = !state.data.undo;
    $("[data-undo-said]", tools).textContent = state.data.undo ? state.data.undo.said : "";
    const links = [...root.querySelectorAll(".link")];
    links.forEach((link, index) => editable(link, index));
    for (const box of map.boxes()) box.classList.toggle("is-pinned", Boolean(objective(box.dataset.id)?.pinned));
    if (state.linking && !$(selector(state.linking), root)) stopLinking();
    else if (state.linking) $(selector(state.linking), root).classList.add("is-cause");
    const still = state.selected && (state.selected.id ? $(selector(state.selected.id), root) : $(`.link[data-link="${state.selected.link}"]`, root));
    select(still || null);
  }

  /* A link that can be reached by a key and hit by a finger. */
  function editable(link, index) {
    const { cause, effect } = link.dataset, reach = $(".link-line", link).cloneNode();
    link.setAttribute("tabindex", index ? "-1" : "0");
    link.setAttribute("role", "button");
    link.setAttribute("aria-label", parts(tools.dataset.linkWords, objective(cause).title, objective(effect).title));
    reach.setAttribute("class", "link-reach");
    link.prepend(reach);
  }

  /* ---- what is selected: a box or a link ---- */
  function select(element) {
    for (const each of root.querySelectorAll(".is-selected")) each.classList.remove("is-selected");
    const id = element?.dataset.id, link = element?.dataset.link;
    state.selected = id ? { id } : link ? { link } : null;
    element?.classList.add("is-selected");
    for (const bar of tools.querySelectorAll("[data-selected]")) {
      const shown = bar.dataset.selected === (id ? "box" : link ? "link" : "");
      bar.hidden = !shown;
      if (shown && (id || link)) $("[data-name]", bar).textContent = id ? objective(id).title : element.getAttribute("aria-label");
    }
    if (id) $("[data-act=unpin]", tools).disabled = !objective(id).pinned;
    showHandle(id ? element : null);
  }
  root.addEventListener("focusin", (event) => {
    const element = event.target.closest(".box, .link");
    if (element) select(element);
  });

  /* ---- places: bands, and slots in a band ---- */
  function middle(box) {
    const ground = $(".box-ground", box);
    return Number(ground.getAttribute("x")) + Number(ground.getAttribute("width")) / 2;
  }
  const inBand = (band, except) => map.boxes()
    .filter((box) => objective(box.dataset.id)?.band === band && box.dataset.id !== except)
    .sort((a, b) => middle(a) - middle(b));
  function point(event) {
    const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(layer().getScreenCTM().inverse());
    return { x: at.x, y: at.y };
  }
  const bandAt = (y) => [...root.querySelectorAll(".band")].find(({ dataset }) => y >= Number(dataset.y) && y < Number(dataset.y) + Number(dataset.height));
  function pinAt(band, x, except) {
    const others = inBand(band, except), slot = others.filter((box) => middle(box) < x).length;
    return { pin: (slot + 0.5) / (others.length + 1), others, slot };
  }

  /* ---- acts; those that ask first are added by map_edit.js ---- */
  const acts = {
    undo() { if (state.data.undo) change(state.data.undo.url, {}, { undo: true, focus: state.selected?.id && selector(state.selected.id) }); },
    show() { map.refresh(state.selected?.id && selector(state.selected.id)); },
    cancel() { stopLinking(); },
    link() { startLinking(state.selected.id); },
    open() { map.choose(state.selected.id); },
    left() { shift(state.selected.id, -1); },
    right() { shift(state.selected.id, 1); },
    up() { raise(state.selected.id, -1); },
    down() { raise(state.selected.id, 1); },
    unpin() { move(state.selected.id, { pin: null }); },
    remove() {
      const id = state.selected.id, box = map.box(id);
      const next = ["right", "left", "up", "down"].map((way) => map.neighbour(box, way)).find(Boolean)?.dataset.id;
      change(url("remove", id), { version: objective(id).version }, { near: box, focus: next && selector(next) });
    },
    unlink() { change(url("unlink", state.selected.link), {}, { near: $(`.link[data-link="${state.selected.link}"]`, root), focus: selector(linkOf(state.selected.link).dataset.cause) }); },
  };
  const linkOf = (id) => $(`.link[data-link="${CSS.escape(id)}"]`, root);
  tools.addEventListener("click", (event) => {
    const act = event.target.closest("[data-act]")?.dataset.act;
    if (act) { event.preventDefault(); acts[act](); }
  });
  function move(id, places) {
    return change(url("move", id), { version: objective(id).version, ...places }, { focus: selector(id), near: map.box(id) });
  }
  function shift(id, by) {
    const band = objective(id).band, row = inBand(band), at = row.findIndex((box) => box.dataset.id === id);
    const slot = clamp(at + by, 0, row.length - 1);
    if (slot !== at) move(id, { pin: (slot + 0.5) / row.length });
  }
  function raise(id, by) {
    const at = state.data.bands.findIndex((band) => band.id === objective(id).band), band = state.data.bands[at + by];
    if (band) move(id, { perspective: band.id });
  }
  function draw(cause, effect) {
    stopLinking();
    change(urls.link, { cause, effect }, { near: map.box(effect), focus: selector(cause) });
  }
  function startLinking(id) {
    stopLinking();
    state.linking = id;
    root.classList.add("is-linking");
    map.box(id).classList.add("is-cause");
    linkNote.hidden = false;
    $("[data-words]", linkNote).textContent = words($("[data-words]", linkNote), objective(id).title);
    map.say($("[data-words]", linkNote).textContent);
    map.focus(map.box(id));
  }
  function stopLinking() {
    state.linking = null;
    root.classList.remove("is-linking");
    for (const each of root.querySelectorAll(".is-cause")) each.classList.remove("is-cause");
    linkNote.hidden = true;
  }

  /* ---- the handle from which a link is drawn ---- */
  const NS = "http://www.w3.org/2000/svg";
  function shape(name, attributes) {
    const made = document.createElementNS(NS, name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    return made;
  }
  function showHandle(box) {
    for (const old of root.querySelectorAll(".link-handle")) old.remove();
    if (!box) return;
    const ground = $(".box-ground", box), x = middle(box), y = Number(ground.getAttribute("y"));
    const handle = shape("g", { class: "link-handle", "data-from": box.dataset.id, "aria-hidden": "true" });
    handle.append(shape("circle", { cx: x, cy: y, r: 16, class: "reach" }), shape("circle", { cx: x, cy: y, r: 6, class: "dot" }));
    layer().append(handle);
  }

  /* ---- somebody else may be editing too ---- */
  async function look() {
    if (document.hidden || root.classList.contains("is-dragging") || $("dialog[open]")) return;
    const last = await version();
    if (!last || last.version === state.data.version || last.own) return;
    const text = $("[data-words]", changedNote);
    text.textContent = words(text, last.who, last.said);
    changedNote.hidden = false;
  }
  setInterval(look, POLL);
  document.addEventListener("visibilitychange", look);

  map.editing = {
    $, state, acts, fault, urls, url, selector, objective, words, clamp, send, change, version, complain, quiet,
    select, showHandle, shape, layer, middle, inBand, point, pinAt, bandAt, move, draw, stopLinking,
  };
  document.addEventListener("map:drawn", read);
  read();
})();
