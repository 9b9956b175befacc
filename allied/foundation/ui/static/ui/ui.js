/* Behaviour of the frame. All of it hangs on data attributes and on the document, so that it goes
   on working after htmx has put new parts into the page. Without scripts every page still works. */
(() => {
  "use strict"; // inside, since htmx stands before this in one file
  const $ = (selector, root = document) => root.querySelector(selector);
  const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];
  const inText = (element) => element.closest("input:not([type=checkbox],[type=radio]), textarea, select, [contenteditable]");
  const store = (() => { try { return window.localStorage; } catch { return null; } })();

  /* ---- dialogs: data-open="#id", data-close ---- */
  function open(dialog) {
    if (!dialog || dialog.open) return;
    if (dialog.id === "keys") listKeys(dialog);
    dialog.showModal();
    $("input[type=search], input[type=text]", dialog)?.select();
  }
  document.addEventListener("click", (event) => {
    if (!(event.target instanceof Element)) return;
    const opener = event.target.closest("[data-open]");
    if (opener && !event.ctrlKey && !event.metaKey && $(opener.dataset.open)) {
      event.preventDefault();
      open($(opener.dataset.open));
    }
    if (event.target.closest("[data-close]")) event.target.closest("dialog")?.close();
    if (event.target instanceof HTMLDialogElement && outside(event)) event.target.close();
    const dismiss = event.target.closest("[data-dismiss]");
    if (dismiss) dismiss.closest(dismiss.dataset.dismiss)?.remove();
    for (const menu of $$("details.menu[open]")) if (!menu.contains(event.target)) menu.open = false;
  });
  function outside(event) {
    const box = event.target.getBoundingClientRect();
    return event.clientX < box.left || event.clientX > box.right || event.clientY < box.top || event.clientY > box.bottom;
  }

  /* ---- keys: data-key="g m" on a link, button or field; data-key-label says what it does ---- */
  let typed = "", typedAt = 0;
  const singleKeys = () => store?.getItem("allied.single-keys") !== "off";
  const shown = (element) => element.checkVisibility?.() ?? true;
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing || event.altKey || !(event.target instanceof Element)) return;
    const inDialog = $("dialog[open]");
    if (inDialog && inDialog.id === "palette") walkResults(event, inDialog);
    const mod = event.ctrlKey || event.metaKey;
    if (event.key === "Escape") {
      // Left to the browser, the first Escape would only empty a search field.
      if (inDialog && event.target.matches("input[type=search]")) { event.preventDefault(); inDialog.close(); return; }
      const menu = event.target.closest("details.menu[open]");
      if (menu) { menu.open = false; $("summary", menu).focus(); return; }
    }
    if (!mod && (inText(event.target) || inDialog || (event.key.length === 1 && !singleKeys()))) return;
    if (!mod && event.key === "?") { event.preventDefault(); open($("#keys")); return; }
    const key = mod ? `mod+${event.key.toLowerCase()}` : event.key;
    const both = event.timeStamp - typedAt < 1200 ? `${typed} ${key}` : key;
    typed = key; typedAt = event.timeStamp;
    const found = target(both) ?? target(key);
    if (!found) return;
    event.preventDefault();
    typed = "";
    if (found.matches("input:not([type=checkbox],[type=radio]), textarea, select")) found.focus();
    else { if (found.matches("summary")) found.focus(); found.click(); }
  });
  const target = (key) => $$(`[data-key="${CSS.escape(key)}"]`).find(shown) ?? $(`[data-key="${CSS.escape(key)}"]`);
  function listKeys(dialog) {
    const list = $("[data-keys]", dialog), seen = new Set(), rows = [["?", list.dataset.keys]];
    for (const element of $$("[data-key]")) {
      if (seen.has(element.dataset.key)) continue;
      seen.add(element.dataset.key);
      rows.push([element.dataset.key, element.dataset.keyLabel || element.textContent.trim()]);
    }
    list.replaceChildren(...rows.flatMap(([key, label]) => {
      const dt = document.createElement("dt"), dd = document.createElement("dd");
      for (const part of key.replace("mod+", "Ctrl ").split(" ")) {
        const kbd = document.createElement("kbd");
        kbd.textContent = part === "Ctrl" && /Mac|iP/.test(navigator.platform) ? "⌘" : part;
        dt.append(kbd, " ");
      }
      dd.textContent = label;
      return [dt, dd];
    }));
    $("[data-single-keys]", dialog).checked = singleKeys();
  }
  document.addEventListener("change", (event) => {
    if (event.target.matches?.("[data-single-keys]")) keep("allied.single-keys", event.target.checked ? "on" : "off");
    const sender = event.target.closest?.("[data-submit-on-change]");
    if (sender) sender.form?.requestSubmit() ?? sender.requestSubmit?.();
  });

  /* ---- palette: arrows walk the results ---- */
  function walkResults(event, palette) {
    const links = $$(".palette-results a", palette);
    if (!links.length) return;
    const at = links.indexOf(document.activeElement);
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const next = at + (event.key === "ArrowDown" ? 1 : -1);
      if (next < 0) $("input", palette).focus(); else links[Math.min(next, links.length - 1)].focus();
    } else if (event.key === "Enter" && at < 0) {
      event.preventDefault();
      links[0].click();
    } else if (at >= 0 && event.key.length === 1 && !event.ctrlKey && !event.metaKey) {
      $("input", palette).focus();
    }
  }

  /* ---- drafts: textarea[data-draft="key"] outlives a closed tab or a broken server, until it was
     taken. Kept apart by person and room: what was typed in our room never turns up in another. ---- */
  const draftKey = (area) => ["allied.draft", document.body.dataset.who, document.documentElement.dataset.view,
    location.pathname, area.dataset.draft].join("|");
  function restore(root) {
    for (const area of $$("textarea[data-draft]", root)) {
      const kept = store?.getItem(draftKey(area));
      if (!kept || area.value) continue;
      area.value = kept;
      const told = document.createElement("p");
      told.className = "help";
      told.textContent = document.documentElement.dataset.restored;
      area.after(told);
    }
    for (const button of $$("button[data-dismiss][hidden]", root)) button.hidden = false;
  }
  document.addEventListener("input", (event) => {
    const area = event.target;
    if (area.matches?.("textarea[data-draft]")) {
      if (area.value) keep(draftKey(area), area.value); else forget([draftKey(area)]);
    }
    area.form?.closest("form[data-guard]")?.setAttribute("data-changed", "");
  });
  const drafts = (form) => $$("textarea[data-draft]", form).map(draftKey);
  const keep = (key, value) => { try { store?.setItem(key, value); } catch { /* full: the page itself still holds it */ } };
  const forget = (keys) => { for (const key of keys) store?.removeItem(key); };
  /* The page that answers a sent form began to load when the form was sent; a page that breaks (500)
     has no script, so that whatever page comes after it began later, and the drafts stay. */
  function settleSent() {
    const { at = 0, keys = [] } = JSON.parse(store?.getItem("allied.sent") || "{}");
    store?.removeItem("allied.sent");
    if (Math.abs(performance.timeOrigin - at) < 1500 && !$(".fault, main .notice.error")) forget(keys);
  }

  /* ---- guard: form[data-guard] asks before what was typed is left behind ---- */
  window.addEventListener("beforeunload", (event) => { if ($("form[data-guard][data-changed]")) event.preventDefault(); });
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.dataset.confirm && !window.confirm(form.dataset.confirm)) { event.preventDefault(); return; }
    form.removeAttribute("data-changed");
    if (form.hasAttribute("hx-post") || event.defaultPrevented || form.method !== "post") return;
    if (form.hasAttribute("data-forget-drafts")) forget(Object.keys(store ?? {}).filter((key) => key.startsWith("allied.draft|")));
    else if (drafts(form).length) keep("allied.sent", JSON.stringify({ at: Date.now(), keys: drafts(form) }));
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "true";
    setTimeout(() => delete form.dataset.sent, 4000);
  });
  window.addEventListener("pageshow", () => { for (const form of $$("form[data-sent]")) delete form.dataset.sent; });

  /* ---- htmx: say what went wrong, keep what was typed ---- */
  /* Before the swap: what comes in has a new, empty form, which must not get the old draft. */
  document.addEventListener("htmx:beforeSwap", (event) => {
    const { requestConfig, xhr } = event.detail, form = requestConfig.elt?.closest?.("form");
    if (form && xhr.status < 400 && requestConfig.verb !== "get") { forget(drafts(form)); form.removeAttribute("data-changed"); }
  });
  document.addEventListener("htmx:afterSwap", (event) => restore(event.target));
  document.addEventListener("htmx:oobAfterSwap", (event) => restore(event.target));
  const failed = () => say(document.documentElement.dataset.failed);
  document.addEventListener("htmx:responseError", failed);
  document.addEventListener("htmx:sendError", failed);

  /* ---- what is wider than the screen opens at a place of its own: data-begin-at=".today" ---- */
  for (const box of $$("[data-begin-at]")) {
    const at = $(box.dataset.beginAt, box)?.getBoundingClientRect(), frame = box.getBoundingClientRect();
    if (at) box.scrollLeft += at.left - frame.left - frame.width * 0.65;
  }

  /* Other scripts speak through the same live region: allied.say("…", "error"). */
  function say(text, level = "error") {
    const region = $("#messages");
    if (!region || !text) return;
    const notice = document.createElement("div");
    notice.className = `notice ${level}`;
    const words = document.createElement("div");
    words.textContent = text;
    notice.append(words);
    region.replaceChildren(notice);
    if (level === "error") notice.scrollIntoView({ block: "nearest" });
  }
  window.allied = { say, open, csrf: () => JSON.parse(document.body.getAttribute("hx-headers") || "{}")["X-CSRFToken"] };
  settleSent();
  restore(document);
})();
