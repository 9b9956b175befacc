/* Keeps a draft on the server while somebody fills the page at the end of a link. Without it the
   page works by its buttons. */
(() => {
  "use strict";
  const form = document.querySelector("form[data-keep]");
  if (!form) return;
  const state = form.querySelector("[data-keep-state]");
  const version = form.elements.namedItem("version");
  let waiting = 0, busy = false, dirty = false, stopped = false;

  const say = (text) => { state.textContent = text; };
  async function keep() {
    if (busy || stopped || !dirty) return;
    busy = true; dirty = false;
    const data = new FormData(form);
    data.set("act", "keep");
    try {
      const answer = await fetch(form.action, { method: "POST", body: data, headers: { "X-Quietly": "1" }, redirect: "error" });
      if (answer.ok) {
        version.value = (await answer.json()).version;
        say(form.dataset.kept);
      } else {
        say(form.dataset.failed);
        stopped = answer.status !== 422; // a fault while typing mends itself; a lost race does not
      }
    } catch { dirty = true; say(form.dataset.failed); }
    busy = false;
    if (dirty) later();
  }
  function later() {
    clearTimeout(waiting);
    waiting = setTimeout(keep, 1500);
  }
  form.addEventListener("input", () => { dirty = true; say(""); later(); });

  /* A draft on its way would be sent against: the buttons wait for it. */
  form.addEventListener("submit", (event) => {
    clearTimeout(waiting);
    if (!busy) { stopped = true; return; }
    event.preventDefault();
    const button = event.submitter;
    const again = setInterval(() => {
      if (busy) return;
      clearInterval(again);
      stopped = true;
      form.requestSubmit(button);
    }, 50);
  });
})();
