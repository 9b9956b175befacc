/* Readings by keyboard: Enter goes to the next value, Ctrl or Cmd with Enter saves. */
"use strict";
(() => {
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing || !(event.target instanceof Element)) return;
    const form = event.target.closest("[data-readings]");
    if (!form || !event.target.matches("input, select")) return;
    event.preventDefault();
    if (event.ctrlKey || event.metaKey) { form.requestSubmit(); return; }
    const row = event.target.closest("tr");
    const values = [...form.querySelectorAll("[data-value]")];
    const here = values.findIndex((value) => row.contains(value));
    const next = values[here + (event.shiftKey ? -1 : 1)] ?? form.querySelector("button");
    next.focus();
    next.select?.();
  });
  const faulty = document.querySelector("[data-readings] [aria-invalid]");
  if (faulty) faulty.focus();

  let touched = false;
  document.addEventListener("input", (event) => { if (event.target.closest?.("[data-readings]")) touched = true; });
  document.addEventListener("submit", () => { touched = false; });
  window.addEventListener("beforeunload", (event) => { if (touched) event.preventDefault(); });
})();
