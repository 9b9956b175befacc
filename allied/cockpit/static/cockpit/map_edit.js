/* Editing the map: by mouse, by touch and by keyboard. Every change is one POST; the server answers
   with what it did and how to undo it, and the drawing is fetched anew. All words come from the page. */
"use strict";
(() => {
  const map = window.alliedMap, root = map?.root, tools = document.querySelector("[data-map-tools]");
  if (!root || !tools) return;
  const $ = (selector, within = document) => within.querySelector(selector);
  const urls = JSON.parse(tools.dataset.urls);
  const fault = $("[data-map-fault]"), linkNote = $("[data-linking]", tools), changedNote = $("[data-changed]", tools);
  const THRESHOLD = 6; // px that a pointer moves before it drags
  const POLL = 20000; // ms
  let data = {}, selected = null, linking = null, drag = null, redo = null, busy = Promise.resolve();

  const words = (element, ...parts) => parts.reduce((text, part) => text.replace("%s", () => part), element.dataset.words);
  const url = (name, id) => urls[name].replace("/0/", `/${id}/`);
  const layer = () => $("svg.map .boxes", root); // boxes and whatever is drawn over them share its coordinates
  const objective = (id) => data.objectives[id];
  const selector = (id) => `.box[data-id="${CSS.escape(String(id))}"]`;
  const inText = (target) => target.closest?.("input, textarea, select, [contenteditable], dialog");

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
        redo = undo ? told.undo_url : null;
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
    const known = last && !last.own && last.version !== data.version;
    await map.refresh(near?.dataset?.id && selector(near.dataset.id));
    const text = known ? parts(fault.dataset.lost, last.who, last.said) : fault.dataset.lostUnknown;
    complain(text, near?.dataset?.id ? $(selector(near.dataset.id), root) : null);
  }
  const parts = (text, ...values) => values.reduce((sum, value) => sum.replace("%s", () => value), text);
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
    data = script ? JSON.parse(script.textContent) : data;
    for (const row of root.querySelectorAll(".map-table [data-choose]")) data.objectives[new URL(row.href).searchParams.get("objective")].title = row.textContent;
    changedNote.hidden = true;
    const undo = $("[data-act=undo]", tools);
    undo.disabled = !data.undo;
    $("[data-undo-said]", tools).textContent = data.undo ? data.undo.said : "";
    const links = [...root.querySelectorAll(".link")];
    links.forEach((link, index) => editable(link, index));
    for (const box of map.boxes()) box.classList.toggle("is-pinned", Boolean(objective(box.dataset.id)?.pinned));
    if (linking && !$(selector(linking), root)) stopLinking();
    else if (linking) $(selector(linking), root).classList.add("is-cause");
    const still = selected && (selected.id ? $(selector(selected.id), root) : $(`.link[data-link="${selected.link}"]`, root));
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
    selected = id ? { id } : link ? { link } : null;
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

  /* ---- acts ---- */
  const acts = {
    add() { openAdd(); },
    undo() { if (data.undo) change(data.undo.url, {}, { undo: true, focus: selected?.id && selector(selected.id) }); },
    show() { map.refresh(selected?.id && selector(selected.id)); },
    cancel() { stopLinking(); },
    rename() { openRename(selected.id); },
    theme() { openThemes(selected.id); },
    link() { startLinking(selected.id); },
    open() { map.choose(selected.id); },
    left() { shift(selected.id, -1); },
    right() { shift(selected.id, 1); },
    up() { raise(selected.id, -1); },
    down() { raise(selected.id, 1); },
    unpin() { move(selected.id, { pin: null }); },
    remove() {
      const id = selected.id, box = map.box(id);
      const next = ["right", "left", "up", "down"].map((way) => map.neighbour(box, way)).find(Boolean)?.dataset.id;
      change(url("remove", id), { version: objective(id).version }, { near: box, focus: next && selector(next) });
    },
    unlink() { change(url("unlink", selected.link), {}, { near: $(`.link[data-link="${selected.link}"]`, root), focus: selector(linkOf(selected.link).dataset.cause) }); },
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
    const at = data.bands.findIndex((band) => band.id === objective(id).band), band = data.bands[at + by];
    if (band) move(id, { perspective: band.id });
  }
  function draw(cause, effect) {
    stopLinking();
    change(urls.link, { cause, effect }, { near: map.box(effect), focus: selector(cause) });
  }
  function startLinking(id) {
    stopLinking();
    linking = id;
    root.classList.add("is-linking");
    map.box(id).classList.add("is-cause");
    linkNote.hidden = false;
    $("[data-words]", linkNote).textContent = words($("[data-words]", linkNote), objective(id).title);
    map.say($("[data-words]", linkNote).textContent);
    map.focus(map.box(id));
  }
  function stopLinking() {
    linking = null;
    root.classList.remove("is-linking");
    for (const each of root.querySelectorAll(".is-cause")) each.classList.remove("is-cause");
    linkNote.hidden = true;
  }

  /* ---- dialogs, beside their place ---- */
  function openAt(dialog, rect) {
    dialog.showModal();
    if (!rect || window.innerWidth < 600) { dialog.style.margin = ""; dialog.style.left = dialog.style.top = ""; return; }
    const own = dialog.getBoundingClientRect();
    dialog.style.margin = "0";
    dialog.style.left = `${clamp(rect.left, 8, window.innerWidth - own.width - 8)}px`;
    dialog.style.top = `${clamp(rect.top, 8, window.innerHeight - own.height - 8)}px`;
  }
  function options(select, rows, chosen) {
    select.replaceChildren(...rows.map((row) => {
      const option = new Option(row.name, row.id, false, row.id === chosen);
      option.dir = "auto";
      return option;
    }));
  }
  let added = {};
  function openAdd(band, place, rect) {
    if (!data.themes.length) { complain(fault.dataset.noTheme); return; }
    const dialog = $("#map-add"), form = $("form", dialog), near = selected?.id && objective(selected.id);
    added = place;
    form.reset();
    tell(dialog, "");
    options(form.elements.perspective, data.bands, band ?? near?.band ?? data.bands.at(-1)?.id);
    options(form.elements.theme, data.themes, near?.theme ?? data.themes[0].id);
    openAt(dialog, rect);
    form.elements.title.focus();
  }
  function openRename(id) {
    const dialog = $("#map-rename"), form = $("form", dialog);
    dialog.dataset.id = id;
    dialog.dataset.version = objective(id).version;
    tell(dialog, "");
    form.elements.title.value = objective(id).title;
    openAt(dialog, map.box(id).getBoundingClientRect());
    form.elements.title.select();
  }
  function openThemes(id) {
    const dialog = $("#map-theme"), now = objective(id).theme;
    dialog.dataset.id = id;
    tell(dialog, "");
    $("ul", dialog).replaceChildren(...data.themes.map((theme) => {
      const item = document.createElement("li"), button = document.createElement("button"), dot = document.createElement("span");
      item.className = `theme-${theme.colour}`;
      dot.className = "theme-dot";
      button.type = "button";
      button.dataset.theme = theme.id;
      button.dir = "auto";
      button.setAttribute("aria-pressed", String(theme.id === now));
      button.append(dot, theme.name);
      item.append(button);
      return item;
    }));
    openAt(dialog, map.box(id).getBoundingClientRect());
    $("[aria-pressed=true]", dialog)?.focus();
  }
  /* What is wrong stands below the field that caused it; below the first where no field did. */
  function tell(dialog, text, field) {
    const said = $(".fault", dialog), control = (field && $(`[name="${CSS.escape(field)}"]`, dialog)) || $("input", dialog);
    said.textContent = text;
    for (const each of dialog.querySelectorAll("[aria-invalid]")) { each.removeAttribute("aria-invalid"); each.removeAttribute("aria-describedby"); }
    if (!text || !control) return;
    control.closest(".field").append(said);
    control.setAttribute("aria-invalid", "true");
    control.setAttribute("aria-describedby", said.id);
    control.focus();
  }
  $("#map-add form").addEventListener("submit", (event) => {
    event.preventDefault();
    const dialog = $("#map-add"), { title, perspective, theme } = event.target.elements;
    const pin = added && Number(perspective.value) === added.band ? added.pin : undefined;
    done(dialog, urls.add, { title: title.value, perspective: perspective.value, theme: theme.value, pin }, "new");
  });
  $("#map-rename form").addEventListener("submit", (event) => {
    event.preventDefault();
    const { id, version: seen } = $("#map-rename").dataset;
    done($("#map-rename"), url("edit", id), { title: event.target.elements.title.value, version: seen }, selector(id));
  });
  $("#map-theme").addEventListener("click", (event) => {
    const button = event.target.closest("[data-theme]"), { id } = $("#map-theme").dataset;
    if (button) done($("#map-theme"), url("move", id), { theme: button.dataset.theme, version: objective(id).version }, selector(id));
  });
  $("#map-theme").addEventListener("keydown", (event) => {
    const buttons = [...$("#map-theme").querySelectorAll("[data-theme]")], at = buttons.indexOf(document.activeElement);
    const by = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    if (by && at >= 0) { event.preventDefault(); buttons[(at + by + buttons.length) % buttons.length].focus(); }
  });
  /* Sends what a dialog holds. It closes once that is saved; until then what was typed stays. */
  async function done(dialog, address, values, focus) {
    if (dialog.dataset.sending) return;
    dialog.dataset.sending = "true";
    try {
      const told = await send(address, values);
      redo = null;
      dialog.close();
      await map.refresh(focus === "new" ? selector(told.id) : focus);
      map.say(told.said);
    } catch (error) {
      if (error.status === 409) {
        const last = await version();
        await map.refresh();
        if (dialog.dataset.version) dialog.dataset.version = objective(dialog.dataset.id)?.version ?? dialog.dataset.version;
        if (!dialog.open) dialog.showModal();
        tell(dialog, last && !last.own ? `${last.who}: ${last.said}. ${error.message}` : error.message);
      } else tell(dialog, error.message, error.field);
    } finally { delete dialog.dataset.sending; }
  }

  /* ---- keys ---- */
  window.addEventListener("keydown", (event) => {
    if (event.isComposing || inText(event.target)) return;
    const mod = event.ctrlKey || event.metaKey, key = event.key.toLowerCase();
    if (mod && !event.altKey && key === "z" && !event.shiftKey) { stop(event); acts.undo(); return; }
    if (mod && !event.altKey && (key === "y" || (key === "z" && event.shiftKey))) { stop(event); if (redo) change(redo, {}); return; }
    if (event.key === "Escape" && (linking || drag || !fault.hidden)) { stop(event); cancelDrag(); stopLinking(); quiet(); return; }
    const box = event.target.closest?.(".box"), link = event.target.closest?.(".link"), band = event.target.closest?.(".band");
    if (mod) return;
    if (band && (event.key === "Enter" || event.key === " ")) { stop(event); openAdd(Number(band.dataset.band), null, band.getBoundingClientRect()); }
    if (link) keyOnLink(event, link);
    if (box) keyOnBox(event, box.dataset.id);
  }, true);
  const stop = (event) => { event.preventDefault(); event.stopPropagation(); };
  function keyOnBox(event, id) {
    if (event.altKey) {
      const act = { ArrowLeft: "left", ArrowRight: "right", ArrowUp: "up", ArrowDown: "down" }[event.key];
      if (act) { stop(event); acts[act](); }
      return;
    }
    if (event.key === "Enter" || event.key === " ") {
      stop(event);
      if (linking && linking !== id) draw(linking, id); else if (!linking) map.choose(id);
      return;
    }
    const act = { F2: "rename", t: "theme", l: "link", Delete: "remove", Backspace: "remove", p: "unpin" }[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!act || event.shiftKey || (act === "unpin" && !objective(id).pinned)) return;
    stop(event);
    if (act !== "link" && linking) stopLinking();
    acts[act]();
  }
  function keyOnLink(event, link) {
    if (event.key === "Delete" || event.key === "Backspace") { stop(event); acts.unlink(); return; }
    const by = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    if (!by || event.altKey) return;
    stop(event);
    const links = [...root.querySelectorAll(".link")], next = links[(links.indexOf(link) + by + links.length) % links.length];
    link.setAttribute("tabindex", "-1");
    next.setAttribute("tabindex", "0");
    next.focus();
  }

  /* ---- pointer: select, rename, add, drag a box, drag a link from its handle ---- */
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
  root.addEventListener("pointerover", (event) => {
    const box = event.pointerType === "mouse" && !drag && event.target.closest(".box");
    if (box) showHandle(box);
  });
  root.addEventListener("dragstart", (event) => { if (event.target.closest?.("svg.map")) event.preventDefault(); });
  root.addEventListener("pointerdown", (event) => {
    if (event.button || !event.isPrimary) return;
    const handle = event.target.closest(".link-handle"), box = event.target.closest(".box");
    if (!handle && !box) return;
    if (linking && box) return;
    drag = { id: handle ? handle.dataset.from : box.dataset.id, kind: handle ? "link" : "box", x: event.clientX, y: event.clientY, pointer: event.pointerId, on: false };
    if (handle) { event.preventDefault(); beginDrag(event); }
  });
  window.addEventListener("pointermove", (event) => {
    if (!drag || event.pointerId !== drag.pointer) return;
    if (!drag.on && Math.hypot(event.clientX - drag.x, event.clientY - drag.y) < THRESHOLD) return;
    if (!drag.on) beginDrag(event);
    if (drag.kind === "box") dragBox(event); else dragLink(event);
    scrollAlong(event);
  });
  window.addEventListener("pointerup", (event) => {
    if (!drag || event.pointerId !== drag.pointer) return;
    const ended = drag;
    const over = ended.on && overBox(event);
    cancelDrag();
    if (!ended.on) return;
    justDragged = event.timeStamp;
    if (ended.kind === "link") { if (over && over.dataset.id !== ended.id) draw(ended.id, over.dataset.id); return; }
    if (ended.band && ended.moved) {
      const places = { pin: ended.pin };
      if (ended.band !== objective(ended.id).band) places.perspective = ended.band;
      move(ended.id, places);
    }
  });
  window.addEventListener("pointercancel", () => cancelDrag());
  let justDragged = -1000;
  function beginDrag(event) {
    drag.on = true;
    quiet();
    const box = map.box(drag.id);
    select(box);
    try { root.setPointerCapture(event.pointerId); } catch { /* a made-up pointer of a test */ }
    root.classList.add("is-dragging");
    drag.layer = shape("g", { class: "drag-layer", "aria-hidden": "true" });
    if (drag.kind === "box") {
      drag.ghost = box.cloneNode(true);
      drag.ghost.removeAttribute("href");
      drag.ghost.classList.add("ghost");
      drag.mark = shape("line", { class: "drop-mark" });
      drag.layer.append(drag.mark, drag.ghost);
      box.classList.add("is-moving");
      drag.from = point({ clientX: drag.x, clientY: drag.y });
    } else {
      drag.line = shape("path", { class: "drag-line" });
      drag.layer.append(drag.line);
    }
    layer().append(drag.layer);
  }
  function dragBox(event) {
    const at = point(event), band = bandAt(at.y);
    drag.ghost.setAttribute("transform", `translate(${at.x - drag.from.x} ${at.y - drag.from.y})`);
    for (const each of root.querySelectorAll(".band")) each.classList.toggle("is-target", each === band);
    drag.band = null;
    drag.mark.setAttribute("visibility", band ? "visible" : "hidden");
    if (!band) return;
    drag.band = Number(band.dataset.band);
    const x = middle(map.box(drag.id)) + at.x - drag.from.x;
    const { pin, others, slot } = pinAt(drag.band, x, drag.id);
    drag.pin = pin;
    const own = inBand(drag.band), before = own.findIndex((box) => box.dataset.id === drag.id);
    drag.moved = before !== slot || !objective(drag.id).pinned && before >= 0 && Math.abs(at.x - drag.from.x) > 24 || before < 0;
    const left = others[slot - 1], right = others[slot], half = Number($(".box-ground", map.box(drag.id)).getAttribute("width")) / 2 + 10;
    const mark = left && right ? (middle(left) + middle(right)) / 2 : right ? middle(right) - half : left ? middle(left) + half : x;
    for (const [name, value] of Object.entries({ x1: mark, x2: mark, y1: Number(band.dataset.y) + 8, y2: Number(band.dataset.y) + Number(band.dataset.height) - 8 })) drag.mark.setAttribute(name, value);
  }
  function dragLink(event) {
    const at = point(event), box = map.box(drag.id), x = middle(box), y = Number($(".box-ground", box).getAttribute("y"));
    const over = overBox(event);
    for (const each of map.boxes()) each.classList.toggle("is-target", each === over && each !== box);
    const bend = Math.max(30, Math.abs(at.y - y) / 2);
    drag.line.setAttribute("d", `M${x} ${y}C${x} ${y - bend}, ${at.x} ${at.y + bend}, ${at.x} ${at.y}`);
  }
  const overBox = (event) => document.elementsFromPoint(event.clientX, event.clientY).map((each) => each.closest?.(".box:not(.ghost)")).find(Boolean);
  function scrollAlong(event) {
    const scroll = $(".map-scroll", root), at = scroll.getBoundingClientRect();
    if (event.clientX > at.right - 40) scroll.scrollLeft += 12;
    if (event.clientX < at.left + 40) scroll.scrollLeft -= 12;
    if (event.clientY > window.innerHeight - 40) window.scrollBy(0, 12);
    if (event.clientY < 90) window.scrollBy(0, -12);
  }
  function cancelDrag() {
    if (drag?.on) {
      drag.layer.remove();
      root.classList.remove("is-dragging");
      for (const each of root.querySelectorAll(".is-target, .is-moving")) each.classList.remove("is-target", "is-moving");
    }
    drag = null;
  }
  root.addEventListener("click", (event) => {
    const box = event.target.closest("svg .box"), link = event.target.closest(".link"), band = event.target.closest(".band");
    if (box) event.preventDefault();
    if (event.timeStamp - justDragged < 400) return;
    if (box && linking) { if (linking !== box.dataset.id) draw(linking, box.dataset.id); return; }
    if (box) { map.focus(box); return; }
    if (link) { link.focus(); return; }
    if (band && event.pointerType === "touch") addAt(event, band);
  });
  root.addEventListener("dblclick", (event) => {
    const box = event.target.closest("svg .box"), band = event.target.closest(".band");
    if (box && !linking) { event.preventDefault(); openRename(box.dataset.id); } else if (band) addAt(event, band);
  });
  function addAt(event, band) {
    const id = Number(band.dataset.band);
    openAdd(id, { band: id, pin: pinAt(id, point(event).x).pin }, new DOMRect(event.clientX, event.clientY, 0, 0));
  }

  /* ---- somebody else may be editing too ---- */
  async function look() {
    if (document.hidden || drag || $("dialog[open]")) return;
    const last = await version();
    if (!last || last.version === data.version || last.own) return;
    const text = $("[data-words]", changedNote);
    text.textContent = words(text, last.who, last.said);
    changedNote.hidden = false;
  }
  setInterval(look, POLL);
  document.addEventListener("visibilitychange", look);
  document.addEventListener("map:drawn", read);
  read();
})();
