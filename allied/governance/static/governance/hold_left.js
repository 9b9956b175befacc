/* Written on this device, and never recorded before the minutes were locked: what waits in the queue
   of this meeting, and half a line of which a draft was kept. It stays here until it stands below the
   minutes as an addendum, or is discarded by hand. */
"use strict";
(() => {
  const box = document.querySelector("[data-left]");
  if (!box) return;
  const words = box.dataset, text = box.querySelector("textarea"), told = box.querySelector("[role=status]");
  const who = document.body.dataset.who;
  /* In whichever view it was typed: it was written for this meeting. */
  const mine = (key) => {
    const [kind, by, view, path] = key.split("|");
    return by === who && view !== "present" && path === words.left && (kind === "allied.meeting" || kind === "allied.draft");
  };
  const read = (key) => { try { return window.localStorage.getItem(key) ?? ""; } catch { return ""; } };
  let keys = [];
  try { keys = Object.keys(window.localStorage).filter(mine); } catch { /* nothing can be read */ }

  function entries(key) {
    if (key.startsWith("allied.draft|")) return [{ kind: key.endsWith("|topic") ? "topic" : "note", text: read(key), typed: Infinity }];
    try { return JSON.parse(read(key) || "[]"); } catch { return [{ text: read(key), typed: 0 }]; }
  }
  /* As it stood in the record: what it is, its words, and what was said beside them. */
  function said(item) {
    const kind = item.kind === "note" ? "" : words[item.kind] ?? "";
    const more = [item.whose, item.owner, item.due_on].filter(Boolean).join(", ");
    return [kind && `${kind}:`, item.text.trim(), more && `(${more})`].filter(Boolean).join(" ");
  }
  const found = keys.flatMap(entries).filter((item) => item?.text?.trim()).sort((a, b) => (a.typed ?? 0) - (b.typed ?? 0));
  if (found.length) {
    text.value = [text.value, ...found.map(said)].filter(Boolean).join("\n\n");
    text.rows = Math.min(16, 2 * found.length + 2);
    box.hidden = false;
  }
  const forget = () => { for (const key of keys) try { window.localStorage.removeItem(key); } catch { /* it stays */ } };

  box.querySelector("[data-left-discard]")?.addEventListener("click", () => {
    if (!window.confirm(words.sure)) return;
    forget();
    box.hidden = true;
  });
  box.querySelector("form")?.addEventListener("submit", async (event) => {
    event.preventDefault();
    const form = event.target, button = form.querySelector("button.primary");
    button.disabled = true;
    let answer = {};
    try {
      const sent = await fetch(form.action, { method: "POST", body: new FormData(form), headers: { Accept: "application/json" }, signal: AbortSignal.timeout(15000) });
      if (!sent.redirected && sent.headers.get("Content-Type")?.includes("json")) answer = await sent.json();
    } catch { /* cannot be reached */ }
    button.disabled = false;
    if (answer.ok) { forget(); location.href = words.minutes; return; }
    told.textContent = answer.error || words.failed;
  });
})();
