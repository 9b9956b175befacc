/* What is written anew on the page of a meeting: the line of the record, and a topic raised in it.
   Both go through the queue of this device (hold_queue.js), so that nothing waits for the server. */
"use strict";
(() => {
  const hold = window.allied.hold, composer = hold?.$("[data-composer]");
  if (!composer) return;
  const { $, $$, words, say, button, post, ask } = hold;
  const raising = $("[data-raise]");
  const field = (name) => composer.elements[name];
  const KINDS = ["note", "decision", "action", "dissent"], PREFIX = /^\/([ndax])\s/i;
  const BY_LETTER = { n: "note", d: "decision", a: "action", x: "dissent" };
  let pinned = false;

  /* ---- the queue: each entry by the form it came from ---- */
  const formOf = (item) => (item.kind === "topic" ? raising : composer);
  const textOf = (form) => form.elements[form === raising ? "title" : "text"];
  const SENT = {
    topic: ["title", "wanted", "minutes", "owner", "key"],
    entry: ["kind", "text", "topic", "owner", "due_on", "whose", "stand", "key"],
  };
  const queue = window.allied.queue({
    name: ["allied.meeting", document.body.dataset.who, document.documentElement.dataset.view, location.pathname].join("|"),
    send: async (item) => {
      const body = new FormData(), said = { ...item, title: item.text };
      for (const name of SENT[item.kind] ?? SENT.entry) body.append(name, said[name] ?? "");
      body.append("who", document.body.dataset.who);
      const answer = await post(formOf(item).action, body);
      if (answer.warning) say(answer.warning, "warning");
      if (answer.ok || answer.status === 423) ask(true); // 423: locked, which the page shows at once
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
  const made = (kind, text, more) => ({ key: uuid(), kind, text, typed: Date.now(), ...more });
  /* The text of a form; the draft that ui.js keeps of it goes with it. */
  function fill(form, text) {
    textOf(form).value = text;
    textOf(form).dispatchEvent(new Event("input", { bubbles: true }));
  }

  /* ---- the line ---- */
  function choose(kind) {
    field("kind").value = kind;
    field("owner").required = field("due_on").required = kind === "action";
    field("whose").required = kind === "dissent";
  }
  function typed() {
    const kind = field("kind").value, item = made(kind, field("text").value, { topic: field("topic").value });
    if (kind === "action") Object.assign(item, { owner: field("owner").value, due_on: field("due_on").value });
    if (kind === "dissent") Object.assign(item, { whose: field("whose").value, stand: field("stand").value });
    return item;
  }
  function record() {
    choose(field("kind").value);
    field("text").required = true;
    if (!composer.reportValidity()) return;
    const item = typed();
    fill(composer, "");
    field("owner").value = field("whose").value = "";
    field("stand").value = "no";
    choose("note");
    pinned = false;
    follow();
    field("text").focus();
    forgive(composer);
    queue.add(item);
  }
  /* The topic under which one writes is the one at hand, unless another was chosen or a text begun. */
  function follow() {
    const select = field("topic"), points = $$("[data-point]");
    const known = [...select.options].map((option) => option.value).join();
    if (["", ...points.map((point) => point.dataset.point)].join() !== known) {
      const chosen = select.value;
      select.replaceChildren(select.options[0], ...points.map((point) => new Option($(".point-title", point).textContent, point.dataset.point)));
      select.value = chosen;
    }
    if (!pinned && !field("text").value) select.value = $("[data-at-hand]")?.dataset.atHand ?? "";
  }
  composer.addEventListener("submit", (event) => { event.preventDefault(); record(); });
  field("topic").addEventListener("change", () => { pinned = true; });
  composer.addEventListener("change", (event) => {
    if (event.target.name === "kind") { choose(event.target.value); field("text").focus(); }
  });
  field("text").addEventListener("input", () => {
    if (pinned === "put back" && !field("text").value) { pinned = false; follow(); }
    const found = PREFIX.exec(field("text").value);
    if (!found) return;
    choose(BY_LETTER[found[1].toLowerCase()]);
    fill(composer, field("text").value.slice(found[0].length));
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

  /* ---- a topic raised in the meeting ---- */
  const raised = () => {
    const { title, wanted, minutes, owner } = raising.elements;
    return made("topic", title.value, { wanted: wanted.value, minutes: minutes.value, owner: owner.value });
  };
  function raise() {
    raising.elements.title.required = true;
    if (!raising.reportValidity()) return;
    const item = raised();
    fill(raising, "");
    raising.reset();
    forgive(raising);
    raising.closest("details").open = false;
    field("text").focus();
    queue.add(item);
  }
  raising?.addEventListener("submit", (event) => { event.preventDefault(); raise(); });
  raising?.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.target.name !== "title") return;
    event.preventDefault();
    raise();
  });

  /* What is opened above the line is not to lie behind it. */
  for (const aside of $$(".aside-form")) {
    aside.addEventListener("toggle", () => {
      if (!aside.open || aside.contains(document.activeElement) && document.activeElement.tagName !== "SUMMARY") return;
      aside.style.scrollMarginBlockEnd = `${composer.offsetHeight + 16}px`;
      $("textarea, input:not([type=hidden])", aside).focus({ preventScroll: true });
      aside.scrollIntoView({ block: "end" });
    });
  }

  /* ---- refused, or waiting ---- */
  function putBack(item) {
    if (!item) return; // another tab has it
    const form = formOf(item);
    forgive(form);
    if (form === composer) { choose(item.kind); pinned = "put back"; } else form.closest("details").open = true;
    fill(form, item.text);
    for (const name of ["owner", "due_on", "whose", "stand", "topic", "wanted", "minutes"]) if (item[name] && form.elements[name]) form.elements[name].value = item[name];
    const wrong = Object.keys(item.faults ?? {}).filter((name) => form.elements[name]?.closest?.(".field"));
    for (const name of wrong) {
      const at = form.elements[name], fault = document.createElement("p");
      Object.assign(fault, { className: "fault", id: `fault-${at.id}`, textContent: item.faults[name].join(" ") });
      at.closest(".field").append(fault);
      at.setAttribute("aria-invalid", "true");
      at.setAttribute("aria-describedby", fault.id);
    }
    if (!wrong.length && item.refused) say(item.refused, "error");
    if (form === composer) showWays(item);
    (wrong.length ? form.elements[wrong[0]] : textOf(form)).focus();
  }
  /* What can be done where the charter does not carry it. */
  function showWays({ kind, ways }) {
    if (!ways?.length) return;
    const box = $("[data-ways]"), head = Object.assign(document.createElement("p"), { className: "small", textContent: box.dataset.on });
    const links = ways.map((way) => Object.assign(document.createElement("a"), { className: "button small", href: way.url, dir: "auto", textContent: way.says }));
    const note = button(box.dataset.note, () => { choose("note"); fill(composer, `${box.dataset.undecided} ${field("text").value}`); record(); });
    box.replaceChildren(head, ...(kind === "decision" ? [note] : []), ...links);
  }
  function forgive(form) {
    if (form === composer) $("[data-ways]").replaceChildren();
    for (const fault of $$(".fault, .faults", form)) fault.remove();
    for (const each of $$("[aria-invalid]", form)) { each.removeAttribute("aria-invalid"); each.removeAttribute("aria-describedby"); }
  }
  function draw() {
    const box = $("[data-waiting]"), items = queue.items();
    const sent = items.filter((item) => !item.refused), refused = items.filter((item) => item.refused);
    const late = sent.filter((item) => queue.trouble() || Date.now() - item.typed > 1000);
    const one = refused.find((item) => !textOf(formOf(item)).value);
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

  /* ---- the minutes were locked: what is being typed goes to what waits, for hold_left.js to show ---- */
  const isTyped = () => Boolean(field("text").value || raising?.elements.title.value);
  function stow(changing) {
    const items = field("text").value ? [typed()] : [];
    if (raising?.elements.title.value) items.push(raised());
    for (const form of changing) {
      const area = form.elements.text;
      if (area.value !== area.defaultValue || $(".fault, .faults, .theirs", form)) items.push(made("note", area.value));
    }
    if (!queue.keep(items)) return false;
    for (const form of [composer, raising]) if (form && textOf(form).value) fill(form, "");
    return true;
  }

  Object.assign(hold, { typed: isTyped, stow, reached: () => { if (queue.items().length) queue.flush(); }, fresh: follow });
  setInterval(() => { if (queue.items().length) draw(); }, 1000);
  choose(field("kind").value);
  follow();
  draw();
  queue.flush();
})();
