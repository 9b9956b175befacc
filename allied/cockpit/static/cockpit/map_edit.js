/* How the map is edited: dialogs beside their place, keys, mouse and touch. What they do is in
   map_acts.js. */
"use strict";
(() => {
  const map = window.alliedMap, root = map?.root;
  if (!map?.editing) return;
  const {
    $, state, acts, fault, urls, url, selector, objective, words, clamp, send, change, version, complain, quiet,
    select, showHandle, shape, layer, middle, inBand, point, pinAt, bandAt, move, draw, stopLinking,
  } = map.editing;
  const THRESHOLD = 6; // px that a pointer moves before it drags
  let drag = null;

  const inText = (target) => target.closest?.("input, textarea, select, [contenteditable], dialog");
  Object.assign(acts, {
    add() { openAdd(); },
    rename() { openRename(state.selected.id); },
    theme() { openThemes(state.selected.id); },
  });

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
    if (!state.data.themes.length) { complain(fault.dataset.noTheme); return; }
    const dialog = $("#map-add"), form = $("form", dialog), near = state.selected?.id && objective(state.selected.id);
    added = place;
    form.reset();
    tell(dialog, "");
    options(form.elements.perspective, state.data.bands, band ?? near?.band ?? state.data.bands.at(-1)?.id);
    options(form.elements.theme, state.data.themes, near?.theme ?? state.data.themes[0].id);
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
      state.redo = null;
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
    if (mod && !event.altKey && (key === "y" || (key === "z" && event.shiftKey))) { stop(event); if (state.redo) change(state.redo, {}); return; }
    if (event.key === "Escape" && (state.linking || drag || !fault.hidden)) { stop(event); cancelDrag(); stopLinking(); quiet(); return; }
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
      if (state.linking && state.linking !== id) draw(state.linking, id); else if (!state.linking) map.choose(id);
      return;
    }
    const act = { F2: "rename", t: "theme", l: "link", Delete: "remove", Backspace: "remove", p: "unpin" }[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!act || event.shiftKey || (act === "unpin" && !objective(id).pinned)) return;
    stop(event);
    if (act !== "link" && state.linking) stopLinking();
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
  /* ---- pointer: select, rename, add, drag a box, drag a link from its handle ---- */
  root.addEventListener("pointerover", (event) => {
    const box = event.pointerType === "mouse" && !drag && event.target.closest(".box");
    if (box) showHandle(box);
  });
  root.addEventListener("dragstart", (event) => { if (event.target.closest?.("svg.map")) event.preventDefault(); });
  root.addEventListener("pointerdown", (event) => {
    if (event.button || !event.isPrimary) return;
    const handle = event.target.closest(".link-handle"), box = event.target.closest(".box");
    if (!handle && !box) return;
    if (state.linking && box) return;
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
    if (box && state.linking) { if (state.linking !== box.dataset.id) draw(state.linking, box.dataset.id); return; }
    if (box) { map.focus(box); return; }
    if (link) { link.focus(); return; }
    if (band && event.pointerType === "touch") addAt(event, band);
  });
  root.addEventListener("dblclick", (event) => {
    const box = event.target.closest("svg .box"), band = event.target.closest(".band");
    if (box && !state.linking) { event.preventDefault(); openRename(box.dataset.id); } else if (band) addAt(event, band);
  });
  function addAt(event, band) {
    const id = Number(band.dataset.band);
    openAdd(id, { band: id, pin: pinAt(id, point(event).x).pin }, new DOMRect(event.clientX, event.clientY, 0, 0));
  }
})();
