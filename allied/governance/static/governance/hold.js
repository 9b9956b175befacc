/* The page of a meeting as it goes: what others do, the clock, buttons, entries changed in place.
   What is written anew is hold_write.js's, which hangs itself into `window.allied.hold`. */
"use strict";
(() => {
  const $ = (selector, root = document) => root.querySelector(selector);
  const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];
  const root = $("[data-hold]");
  if (!root) return;
  root.classList.add("scripted");
  const EVERY = 1500, LATER = 5000;
  const words = root.dataset, told = $("[data-told]");
  const live = () => $("#live");
  const cookie = () => document.cookie.match(/(?:^|; )csrftoken=(\w+)/)?.[1] ?? window.allied.csrf();
  let asking = false, missed = false, waiting = 0, behind = 0;
  /* typed: whether something is being written; stow: keep it on this device, true where that went
     well; reached, fresh: the server answered, and with what is new. */
  const hold = { $, $$, root, words, say, button, post, ask, typed: () => false, stow: () => true, reached() {}, fresh() {} };
  window.allied.hold = hold;

  /* ---- saying something ---- */
  function say(text, level = "", ...more) {
    told.replaceChildren();
    delete told.dataset.offline;
    if (!text) return;
    const notice = document.createElement("div"), said = document.createElement("p");
    notice.className = `notice ${level}`;
    said.textContent = text;
    notice.append(said, ...more);
    told.append(notice);
  }
  function button(text, act) {
    const made = document.createElement("button");
    Object.assign(made, { type: "button", className: "button small", textContent: text });
    made.addEventListener("click", act);
    return made;
  }

  /* ---- telling the server: {status, …what it says}; status 0 where it cannot be reached ---- */
  async function post(url, body) {
    const headers = { Accept: "application/json", "X-CSRFToken": cookie() };
    try {
      const answer = await fetch(url, { method: "POST", body, headers, signal: AbortSignal.timeout(15000) });
      if (answer.redirected) return { status: 401 };
      const type = answer.headers.get("Content-Type") ?? "";
      return type.includes("json") ? { status: answer.status, ...(await answer.json()) } : { status: answer.status, html: await answer.text() };
    } catch { return { status: 0 }; }
  }
  function report(answer) {
    if (answer.status === 0 || answer.status >= 500) say(words.offline, "warning");
    else if (answer.error) say(answer.error, "error");
    else if (answer.status >= 400) say(words.out, "warning");
    else if (answer.undo) say(answer.said, "success", button(words.undo, () => act(answer.undo, new FormData())));
    else say("");
    if (answer.warning) say(answer.warning, "warning");
  }
  async function act(url, body) {
    const answer = await post(url, body);
    report(answer);
    await ask(true);
    return answer.status === 200;
  }

  /* ---- what is new ---- */
  async function ask(again = false) {
    if (asking) { missed ||= again; return; }
    asking = true;
    let pause = EVERY;
    try {
      const answer = await fetch(`${words.live}?seen=${live().dataset.tick}`, { headers: { "HX-Request": "true" }, signal: AbortSignal.timeout(15000) });
      if (answer.status === 200 && !answer.redirected) show(await answer.text());
      else if (!answer.ok) throw new Error(String(answer.status));
      if (told.dataset.offline) say("");
      hold.reached();
    } catch {
      pause = LATER;
      if (!told.hasChildNodes()) { say(words.offline, "warning"); told.dataset.offline = "true"; }
    }
    asking = false;
    clearTimeout(waiting);
    if (missed) { missed = false; ask(); }
    else waiting = setTimeout(tick, pause);
  }
  const tick = () => (document.hidden ? (waiting = setTimeout(tick, EVERY)) : ask());
  document.addEventListener("visibilitychange", () => { if (!document.hidden) ask(); });
  window.addEventListener("online", () => ask());

  function show(html) {
    const before = live(), fresh = new DOMParser().parseFromString(html, "text/html").body.firstElementChild;
    if (fresh?.id !== "live") return;
    const active = document.activeElement, inside = before.contains(active) ? active : null;
    const range = inside?.matches("textarea, input[type=text]") ? [inside.selectionStart, inside.selectionEnd] : null;
    keepEdited(before, fresh);
    keepOpen(before, fresh);
    before.replaceWith(fresh);
    if (inside) (inside.isConnected ? inside : inside.id ? document.getElementById(inside.id) : null)?.focus({ preventScroll: true });
    if (range && inside.isConnected) inside.setSelectionRange(...range);
    sync();
    if (fresh.dataset.state === before.dataset.state) return;
    const isKept = fresh.dataset.state === "signed_off" ? hold.stow($$("[data-entry-form]")) : !hold.typed() && !$("[data-entry-form]");
    if (isKept) location.reload();
    else say(words.changed, "warning", button(words.reload, () => location.reload()));
  }
  /* An entry that is being changed here stays as it is until it is saved or left. */
  function keepEdited(before, fresh) {
    for (const form of $$("[data-entry-form]", before)) {
      const line = form.closest(".line"), there = fresh.querySelector(`#${line.id}`);
      if (there) there.replaceWith(line);
      else (fresh.querySelector(`#${line.closest("details").id} .record`) ?? $(".record", fresh))?.append(line);
    }
  }
  function keepOpen(before, fresh) {
    const was = $("[data-at-hand]", before)?.dataset.atHand, is = $("[data-at-hand]", fresh)?.dataset.atHand;
    for (const each of $$("details[id]", fresh)) {
      const old = document.getElementById(each.id);
      if (old && !(was !== is && [`point-${was}`, `point-${is}`].includes(each.id))) each.open = old.open;
    }
  }

  /* ---- the clock, by the server's time ---- */
  function sync() {
    behind = Number(live().dataset.now) - Date.now() / 1000;
    run();
    hold.fresh();
  }
  function run() {
    const clock = $("[data-clock]");
    if (!clock) return;
    const { used, since, planned } = clock.dataset;
    const seconds = Math.max(0, Math.floor(Number(used) + Date.now() / 1000 + behind - Number(since)));
    $("[data-clock-used]", clock).textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    clock.classList.toggle("over", seconds > Number(planned));
  }
  setInterval(run, 1000);

  /* ---- buttons and small forms ---- */
  root.addEventListener("submit", async (event) => {
    const form = event.target;
    if (form.matches("[data-entry-form]")) { event.preventDefault(); save(form); return; }
    if (!form.matches("[data-send]")) return;
    event.preventDefault();
    if (await act(form.action, new FormData(form, event.submitter)) && form.hasAttribute("data-clear")) form.reset();
  });
  root.addEventListener("click", async (event) => {
    const link = event.target.closest?.("[data-edit]"), leave = event.target.closest?.("[data-leave]");
    if (leave) { event.preventDefault(); close(leave.closest(".line")); return; }
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    try {
      const answer = await fetch(link.href, { headers: { "HX-Request": "true" } });
      if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
      edit(link.closest(".line"), await answer.text());
    } catch { say(words.offline, "warning"); }
  });
  function edit(line, html) {
    const form = new DOMParser().parseFromString(html, "text/html").querySelector("[data-entry-form]");
    $("[data-entry-form]", line)?.remove();
    line.classList.add("changing");
    line.append(form);
    $("textarea", form).focus();
  }
  function close(line) {
    $("[data-entry-form]", line)?.remove();
    line.classList.remove("changing");
  }
  async function save(form) {
    const line = form.closest(".line"), answer = await post(form.action, new FormData(form));
    if (answer.html && [409, 422].includes(answer.status)) { edit(line, answer.html); return; }
    report(answer);
    if (answer.status === 200) close(line);
    await ask(true);
  }

  /* ---- on the wall: arrows leaf through the agenda ---- */
  if (document.documentElement.dataset.view === "present") document.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    const all = $$(".point > details");
    if (!step || !all.length || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const at = all.findIndex((each) => each.open);
    const to = all[Math.min(all.length - 1, Math.max(0, at + step))];
    for (const each of all) each.open = each === to;
    to.scrollIntoView({ block: "nearest" });
  });

  sync();
  waiting = setTimeout(tick, EVERY);
})();
