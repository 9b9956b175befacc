/* The board of a workshop: moving cards by pointer and keys, and what the others do meanwhile.
   The server decides: a move is shown at once, and the board is fetched anew after each answer. */
"use strict";
(() => {
  const $ = (selector, root = document) => root.querySelector(selector);
  const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];
  const root = $("[data-workshop]");
  if (!root) return;
  root.classList.add("live");
  const EVERY = 1500, LATER = 5000, FAR = 6, EDGE = 56, STEP = 9;
  const told = $("[data-told]"), dialog = $("[data-card-dialog]");
  const cards = root.dataset.cards.replace(/workshops\/0\/$/, "cards/");
  const token = JSON.parse(document.body.getAttribute("hx-headers"))["X-CSRFToken"];
  const board = () => $("#board");
  const mayMove = () => board().dataset.stage.endsWith("-mine");
  let dropped = false, held = null, lifted = null, asking = false, missed = false, waiting = 0;

  /* ---- what is new ---- */
  async function ask(again = false) {
    if (asking || held?.moving || lifted) { if (again) missed = true; return; }
    asking = true;
    let pause = EVERY;
    try {
      const answer = await fetch(`${root.dataset.board}?seen=${board().dataset.tick}`, { headers: { "HX-Request": "true" } });
      if (answer.status === 200 && !answer.redirected && !held?.moving && !lifted) show(await answer.text());
      else if (!answer.ok) throw new Error(String(answer.status));
      if (told.dataset.offline) say("");
    } catch {
      pause = LATER;
      say(root.dataset.offline, "warning");
      told.dataset.offline = "true";
    }
    asking = false;
    clearTimeout(waiting);
    if (missed) { missed = false; ask(true); }
    else if (!board().dataset.stage.startsWith("closed")) waiting = setTimeout(tick, pause);
  }
  const tick = () => (document.hidden ? (waiting = setTimeout(tick, EVERY)) : ask());
  function show(html) {
    const focus = document.activeElement?.closest("#board") ? document.activeElement.id : "";
    const before = board(), left = $(".table-wrap", before)?.scrollLeft ?? 0;
    const fresh = new DOMParser().parseFromString(html, "text/html").body.firstElementChild;
    if (fresh?.id !== "board") return;
    if (fresh.dataset.stage !== before.dataset.stage && !dialog.open && !$("#new-card")?.value) { location.reload(); return; }
    before.replaceWith(fresh);
    if ($(".table-wrap", fresh)) $(".table-wrap", fresh).scrollLeft = left;
    if (focus) document.getElementById(focus)?.focus({ preventScroll: true });
  }
  waiting = setTimeout(tick, EVERY);
  document.addEventListener("visibilitychange", () => { if (!document.hidden && !board().dataset.stage.startsWith("closed")) ask(); });

  /* ---- saying something; data-offline marks the notice that goes away by itself ---- */
  function say(words, level = "", ...buttons) {
    delete told.dataset.offline;
    told.replaceChildren();
    if (!words) return;
    const notice = document.createElement("div"), text = document.createElement("p");
    notice.className = `notice ${level}`;
    text.textContent = words;
    notice.append(text, ...buttons);
    told.append(notice);
  }
  function button(words, act) {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "button small";
    made.textContent = words;
    made.addEventListener("click", act);
    return made;
  }

  /* ---- telling the server ---- */
  async function send(url, values) {
    const body = new FormData();
    for (const [name, value] of Object.entries(values)) body.append(name, value);
    const headers = { Accept: "application/json", "X-CSRFToken": token };
    try {
      const answer = await fetch(url, { method: "POST", body, headers });
      const type = answer.headers.get("Content-Type") ?? "";
      const said = type.includes("json") ? await answer.json() : {};
      return { status: answer.ok && !type.includes("json") ? 0 : answer.status, ...said };
    } catch {
      return { status: 0 };
    }
  }
  async function act(url, values) {
    const answer = await send(url, values);
    if (answer.status === 200) say("");
    else if (answer.status === 409 && values.field) {
      say(answer.error, "warning",
        button(root.dataset.repeat, () => act(url, { ...values, version: answer.version })),
        button(root.dataset.leave, () => say("")));
      $("button", told).focus();
    } else say(answer.error || root.dataset.offline, "error");
    await ask(true);
    return answer.status === 200;
  }
  function move(card, field) {
    if (!card.isConnected || card.closest("[data-field]") === field) return;
    const { card: pk, version } = card.dataset;
    field.append(card);
    card.classList.add("sent");
    act(`${cards}${pk}/move/`, { version, field: field.dataset.field });
  }

  /* ---- by pointer: the mouse takes a card anywhere, a finger holds it for a moment first ---- */
  root.addEventListener("pointerdown", (event) => {
    const card = event.target.closest(".card");
    if (!card || !mayMove() || event.button !== 0 || event.target.closest("button")) return;
    held = { card, x: event.clientX, y: event.clientY, id: event.pointerId, moving: false, touch: event.pointerType === "touch" };
    if (held.touch) held.timer = setTimeout(() => held && start(), 350);
  });
  function start() {
    const { card } = held, stood = card.getBoundingClientRect();
    held.moving = true;
    card.classList.add("moving");
    root.classList.add("carrying"); // on a phone fields without cards appear now
    scrollBy(0, card.getBoundingClientRect().top - stood.top);
    held.ghost = ghost(card, stood);
    try { root.setPointerCapture(held.id); } catch { /* the pointer is gone already */ }
    held.scroll = requestAnimationFrame(scrollAlong);
  }
  /* What is seen under the pointer: no box that scrolls cuts it off. */
  function ghost(card, { left, top, width }) {
    const made = card.cloneNode(true);
    for (const each of [made, ...$$("[id]", made)]) each.removeAttribute("id");
    made.classList.replace("moving", "ghost");
    made.setAttribute("aria-hidden", "true");
    Object.assign(made.style, { left: `${left}px`, top: `${top}px`, width: `${width}px` });
    card.after(made);
    return made;
  }
  root.addEventListener("pointermove", (event) => {
    if (!held || event.pointerId !== held.id) return;
    const far = Math.hypot(event.clientX - held.x, event.clientY - held.y) > FAR;
    if (!held.moving && far && held.touch) { letGo(); return; }
    if (!held.moving && far) start();
    if (!held.moving) return;
    held.at = [event.clientX, event.clientY];
    held.ghost.style.translate = `${event.clientX - held.x}px ${event.clientY - held.y}px`;
    aimAt(...held.at);
  });
  function aimAt(x, y) {
    aim(document.elementFromPoint(x, y)?.closest(".tray, td")?.querySelector("[data-field]") ?? null);
  }
  /* Near an edge of the window, or of the board where it is wider, what is beyond comes in. */
  function scrollAlong() {
    if (!held?.moving) return;
    const wrap = $(".table-wrap", board()), box = wrap?.getBoundingClientRect();
    if (held.at) {
      const [x, y] = held.at, down = push(y, 0, innerHeight);
      const right = box && y > box.top && y < box.bottom ? push(x, Math.max(box.left, 0), Math.min(box.right, innerWidth)) : 0;
      if (down) scrollBy(0, down);
      if (right) wrap.scrollLeft += right;
      if (down || right) aimAt(x, y);
    }
    held.scroll = requestAnimationFrame(scrollAlong);
  }
  const push = (at, from, to) => (at < from + EDGE ? -STEP : at > to - EDGE ? STEP : 0);
  root.addEventListener("pointerup", (event) => {
    if (!held || event.pointerId !== held.id) return;
    const { card, moving } = held, field = $(".aimed", root);
    letGo();
    if (!moving) return;
    dropped = true;
    setTimeout(() => { dropped = false; }, 0);
    if (field) move(card, field);
    else ask(true);
  });
  root.addEventListener("pointercancel", letGo);
  root.addEventListener("dragstart", (event) => event.preventDefault());
  root.addEventListener("contextmenu", (event) => { if (held?.touch) event.preventDefault(); });
  root.addEventListener("touchmove", (event) => { if (held?.moving) event.preventDefault(); }, { passive: false });
  root.addEventListener("click", (event) => { if (dropped) { event.preventDefault(); event.stopPropagation(); } }, true);
  function letGo() {
    if (!held) return;
    clearTimeout(held.timer);
    cancelAnimationFrame(held.scroll);
    held.card.classList.remove("moving");
    held.ghost?.remove();
    root.classList.remove("carrying");
    held = null;
    aim(null);
  }
  function aim(field) {
    for (const each of $$(".aimed", root)) if (each !== field) each.classList.remove("aimed");
    field?.classList.add("aimed");
  }

  /* ---- by keys: Space lifts, arrows choose, Enter or Space lays down, Escape leaves it ---- */
  root.addEventListener("keydown", (event) => {
    const card = event.target.closest(".card");
    if (!card || event.target.closest("button") || event.ctrlKey || event.metaKey || event.altKey) return;
    if (!lifted) {
      if (event.key !== " " || !mayMove()) return;
      event.preventDefault();
      lifted = { card, field: card.closest("[data-field]") };
      card.classList.add("lifted");
      aim(lifted.field);
      say(root.dataset.lifted);
      return;
    }
    if (["Escape", "Enter", " "].includes(event.key)) {
      event.preventDefault();
      event.stopPropagation();
      lay(event.key !== "Escape");
    } else if (event.key.startsWith("Arrow")) {
      event.preventDefault();
      lifted.field = next(lifted.field, event.key);
      aim(lifted.field);
      lifted.field.scrollIntoView({ block: "nearest", inline: "nearest" });
      say(lifted.field.dataset.name);
    } else if (event.key === "Tab") lay(false);
  });
  function lay(down) {
    const { card, field } = lifted;
    lifted = null;
    card.classList.remove("lifted");
    aim(null);
    say("");
    if (down) { move(card, field); $("a", card)?.focus(); }
    else ask(true);
  }
  function next(field, key) {
    const lines = [[$(".tray [data-field]", root)], ...$$("tbody tr", root).map((line) => $$("[data-field]", line))];
    const line = lines.findIndex((each) => each.includes(field)), at = lines[line].indexOf(field);
    if (key === "ArrowUp" || key === "ArrowDown") {
      const other = lines[line + (key === "ArrowUp" ? -1 : 1)];
      return other ? other[Math.min(at, other.length - 1)] : field;
    }
    const forward = (key === "ArrowRight") === (document.dir !== "rtl");
    return lines[line][at + (forward ? 1 : -1)] ?? field;
  }

  /* ---- the menu of a card ---- */
  root.addEventListener("click", async (event) => {
    const vote = event.target.closest?.("[data-vote]");
    if (vote) {
      await act(`${cards}${vote.closest("[data-card]").dataset.card}/vote/`, { vote: vote.dataset.vote });
      return;
    }
    const link = event.target.closest?.("[data-card-open]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    try {
      const answer = await fetch(link.href, { headers: { "HX-Request": "true" } });
      if (!answer.ok) throw new Error(String(answer.status));
      const part = new DOMParser().parseFromString(await answer.text(), "text/html");
      dialog.replaceChildren(...part.body.children);
      dialog.dataset.from = link.id;
      dialog.showModal();
    } catch { location.assign(link.href); }
  });
  dialog.addEventListener("close", () => document.getElementById(dialog.dataset.from)?.focus());
  dialog.addEventListener("submit", async (event) => {
    event.preventDefault();
    const form = event.target, values = Object.fromEntries(new FormData(form, event.submitter));
    delete values.csrfmiddlewaretoken;
    dialog.close();
    delete form.dataset.sent;
    await act(form.action, values);
  });
  $("[data-add-card]")?.addEventListener("submit", async (event) => {
    event.preventDefault();
    const input = $("#new-card");
    if (await act(event.target.action, { title: input.value })) input.value = "";
    input.focus();
  });
})();
