/* The measures of the list go to the cursor, and the list can be filtered. Without this, choosing
   one sends the form, and the server puts it at the end. */
"use strict";
(() => {
  const text = document.querySelector("[data-formula]");
  if (!text) return;

  document.addEventListener("click", (event) => {
    const choice = event.target.closest?.('.formula-choice[name="insert"]');
    if (!choice) return;
    event.preventDefault();
    const before = text.value.slice(0, text.selectionStart);
    const blank = /[^\s(\-]$/.test(before) ? " " : "";
    text.setRangeText(blank + choice.value, text.selectionStart, text.selectionEnd, "end");
    text.focus();
  });

  const frame = document.querySelector("[data-formula-filter]");
  if (frame && document.querySelectorAll(".formula-choice").length > 8) {
    frame.hidden = false;
    frame.querySelector("input").addEventListener("input", (event) => {
      const wanted = event.target.value.trim().toLocaleLowerCase();
      for (const group of document.querySelectorAll(".formula-group")) {
        const inTitle = group.querySelector("h3").textContent.toLocaleLowerCase().includes(wanted);
        let some = false;
        for (const item of group.querySelectorAll("li")) {
          item.hidden = !inTitle && !item.textContent.toLocaleLowerCase().includes(wanted);
          some ||= !item.hidden;
        }
        group.hidden = !some;
      }
    });
    frame.querySelector("input").addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      const groups = [...document.querySelectorAll(".formula-group:not([hidden])")];
      groups.flatMap((group) => [...group.querySelectorAll("li:not([hidden]) button")])[0]?.click();
    });
  }

  const fault = document.getElementById("formula-fault");
  if (fault) {
    text.setAttribute("aria-invalid", "true");
    text.setAttribute("aria-describedby", `${text.getAttribute("aria-describedby") ?? ""} formula-fault`.trim());
    text.focus();
  }
})();
