/* The page of a meeting: the line in which the record is written, the clock, and what others do. */
"use strict";
(() => {
  const $ = (selector, root = document) => root.querySelector(selector);
  const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];
  const root = $("[data-hold]");
  if (!root) return;
  root.classList.add("scripted");
  const EVERY = 1500, LATER = 5000;
  const words = root.dataset, told = $("[data-told]"), composer = $("[data-composer]");
  const live = () => $("#live");
  const field = (name) => composer.elements[name];
  const cookie = () => document.cookie.match(/(?:^|; )csrftoken=(\w+)/)?.[1] ?? window.allied.csrf();
  let asking = false, missed = false, waiting = 0, behind = 0, pinned = false;

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
      if (queue?.items().length) queue.flush();
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
    if (!composer?.elements.text.value && !$("[data-entry-form]")) location.reload();
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
    follow();
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
    if (form === composer) { event.preventDefault(); record(); return; }
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

  /* ---- the line in which the record is written ---- */
  const KINDS = ["note", "decision", "action", "dissent"], PREFIX = /^\/([ndax])\s/i;
  const BY_LETTER = { n: "note", d: "decision", a: "action", x: "dissent" };
  const QUEUE = ["allied.meeting", document.body.dataset.who, document.documentElement.dataset.view, location.pathname].join("|");
  const queue = composer && window.allied.queue({
    name: QUEUE,
    send: async (item) => {
      const body = new FormData();
      for (const name of ["kind", "text", "topic", "owner", "due_on", "whose", "stand", "key"]) body.append(name, item[name] ?? "");
      body.append("who", document.body.dataset.who);
      const answer = await post(composer.action, body);
      if (answer.warning) say(answer.warning, "warning");
      if (answer.ok) ask(true);
      else if (answer.status < 300) answer.status = 0; // something on the way answered, not the server
      return answer;
    },
    drawn: () => draw(),
  });
  function uuid() {
    if (crypto.randomUUID) return crypto.randomUUID();
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 15) | 64; bytes[8] = (bytes[8] & 63) | 128;
    return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("").replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
  }
  function choose(kind) {
    field("kind").value = kind;
    field("owner").required = field("due_on").required = kind === "action";
    field("whose").required = kind === "dissent";
  }
  function record() {
    const kind = field("kind").value;
    choose(kind);
    const text = field("text");
    text.required = true;
    if (!composer.reportValidity()) return;
    const item = { key: uuid(), kind, text: text.value, topic: field("topic").value, typed: Date.now() };
    if (kind === "action") Object.assign(item, { owner: field("owner").value, due_on: field("due_on").value });
    if (kind === "dissent") Object.assign(item, { whose: field("whose").value, stand: field("stand").value });
    fill("");
    field("owner").value = field("whose").value = "";
    field("stand").value = "no";
    choose("note");
    pinned = false;
    follow();
    text.focus();
    forgive();
    queue.add(item);
  }
  /* The text of the line; the draft that ui.js keeps of it goes with it. */
  function fill(text) {
    field("text").value = text;
    field("text").dispatchEvent(new Event("input", { bubbles: true }));
  }
  function putBack(item) {
    if (!item) return; // another tab has it
    forgive();
    choose(item.kind);
    fill(item.text);
    for (const name of ["owner", "due_on", "whose", "stand", "topic"]) if (item[name]) field(name).value = item[name];
    pinned = "put back";
    const wrong = Object.keys(item.faults ?? {}).filter((name) => field(name)?.closest?.(".field"));
    for (const name of wrong) {
      const fault = Object.assign(document.createElement("p"), { className: "fault", id: `fault-${name}`, textContent: item.faults[name].join(" ") });
      field(name).closest(".field").append(fault);
      field(name).setAttribute("aria-invalid", "true");
      field(name).setAttribute("aria-describedby", fault.id);
    }
    if (!wrong.length && item.refused) say(item.refused, "error");
    showWays(item);
    field(wrong[0] ?? "text").focus();
  }
  /* What can be done where the charter does not carry it. */
  function showWays({ kind, ways }) {
    if (!ways?.length) return;
    const box = $("[data-ways]"), head = Object.assign(document.createElement("p"), { className: "small", textContent: box.dataset.on });
    const links = ways.map((way) => Object.assign(document.createElement("a"), { className: "button small", href: way.url, dir: "auto", textContent: way.says }));
    const note = button(box.dataset.note, () => { choose("note"); fill(`${box.dataset.undecided} ${field("text").value}`); record(); });
    box.replaceChildren(head, ...(kind === "decision" ? [note] : []), ...links);
  }
  function forgive() {
    $("[data-ways]").replaceChildren();
    for (const fault of $$(".fault, .faults", composer)) fault.remove();
    for (const each of $$("[aria-invalid]", composer)) { each.removeAttribute("aria-invalid"); each.removeAttribute("aria-describedby"); }
  }
  function draw() {
    const box = $("[data-waiting]"), items = queue.items();
    const sent = items.filter((item) => !item.refused), refused = items.filter((item) => item.refused);
    const late = sent.filter((item) => queue.trouble() || Date.now() - item.typed > 1000);
    const one = refused.find(() => !field("text").value);
    if (one) { putBack(queue.take(one.key)); return; }
    const shown = JSON.stringify([late.length, queue.trouble(), items]);
    if (box.dataset.shown === shown) return;
    box.dataset.shown = shown;
    box.hidden = !late.length && !refused.length;
    if (box.hidden) { box.replaceChildren(); return; }
    const head = document.createElement("p"), list = document.createElement("ul");
    if (late.length) head.textContent = sent.length === 1 ? box.dataset.one : box.dataset.several.replace("%s", sent.length);
    if (queue.trouble() === "out") head.textContent += ` ${words.out}`;
    for (const item of [...sent, ...refused]) {
      const row = document.createElement("li");
      row.append(item.refused ? `${box.dataset.refused} ${item.text} (${item.refused.trim()}) ` : item.text);
      if (item.refused) {
        row.append(button(box.dataset.again, () => putBack(queue.take(item.key))), button(box.dataset.discard, () => queue.take(item.key)));
      }
      list.append(row);
    }
    box.replaceChildren(head, list);
  }
  /* The topic under which one writes is the one at hand, unless another was chosen or a text begun. */
  function follow() {
    if (!composer) return;
    const select = field("topic"), points = $$("[data-point]");
    const known = [...select.options].map((option) => option.value).join();
    if (["", ...points.map((point) => point.dataset.point)].join() !== known) {
      const chosen = select.value;
      select.replaceChildren(select.options[0], ...points.map((point) => new Option($(".point-title", point).textContent, point.dataset.point)));
      select.value = chosen;
    }
    if (!pinned && !field("text").value) select.value = $("[data-at-hand]")?.dataset.atHand ?? "";
  }
  if (composer) {
    field("topic").addEventListener("change", () => { pinned = true; });
    composer.addEventListener("change", (event) => {
      if (event.target.name === "kind") { choose(event.target.value); field("text").focus(); }
    });
    field("text").addEventListener("input", () => {
      if (pinned === "put back" && !field("text").value) { pinned = false; follow(); }
      const found = PREFIX.exec(field("text").value);
      if (!found) return;
      choose(BY_LETTER[found[1].toLowerCase()]);
      fill(field("text").value.slice(found[0].length));
    });
    composer.addEventListener("keydown", (event) => {
      if (event.isComposing) return;
      const digit = /^Digit([1-4])$/.exec(event.code);
      if (event.altKey && digit) { event.preventDefault(); choose(KINDS[digit[1] - 1]); field("text").focus(); }
      else if (event.altKey && event.key === "ArrowDown") { event.preventDefault(); ($("#step-done") ?? $("#step-next"))?.click(); }
      else if (event.altKey && event.key === "ArrowUp") { event.preventDefault(); $("#step-back")?.click(); }
      else if (event.key === "Enter" && !event.shiftKey && event.target.name === "text") {
        event.preventDefault();
        const more = { action: "owner", dissent: "whose" }[field("kind").value];
        if (more && !field(more).value) field(more).focus(); else record();
      }
    });
    setInterval(() => { if (queue.items().length) draw(); }, 1000);
    choose(field("kind").value);
    draw();
    queue.flush();
  }

  /* ---- written here, and never sent before the minutes were locked ---- */
  if (words.stranded) {
    let left = [];
    try { left = JSON.parse(window.localStorage.getItem(QUEUE) || "[]"); } catch { /* nothing can be read */ }
    const list = document.createElement("ul");
    list.append(...left.map((item) => Object.assign(document.createElement("li"), { textContent: item.text })));
    if (left.length) say(words.stranded, "warning", list, button(words.discard, () => { window.localStorage.removeItem(QUEUE); say(""); }));
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
