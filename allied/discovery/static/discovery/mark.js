/* Marking a passage by selecting it, with mouse, finger or keyboard. Places count characters as the
   server does, by code point. */
"use strict";
(() => {
  const bar = document.querySelector("[data-mark-bar]");
  if (!bar) return;
  const words = bar.querySelector("[data-mark-words]");
  const length = (text) => [...text].length;
  function chosen() {
    const selection = document.getSelection();
    if (!selection?.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    const node = range.commonAncestorContainer;
    const answer = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest("[data-answer]");
    if (!answer) return null;
    const text = range.toString();
    if (!text.trim()) return null;
    const ahead = document.createRange();
    ahead.setStart(answer, 0);
    ahead.setEnd(range.startContainer, range.startOffset);
    const blanks = text.length - text.trimStart().length;
    return { answer, text: text.trim(), start: length(ahead.toString()) + length(text.slice(0, blanks)) };
  }
  let waiting = 0;
  document.addEventListener("selectionchange", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      const found = chosen();
      if (!found) return;
      bar.action = found.answer.dataset.mark;
      bar.elements.start.value = found.start;
      bar.elements.words.value = found.text;
      words.textContent = found.text;
      bar.hidden = false;
    }, 250);
  });
  bar.querySelector("[data-mark-cancel]").addEventListener("click", () => {
    bar.hidden = true;
    document.getSelection()?.removeAllRanges();
  });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape" && !bar.hidden) bar.hidden = true; });
})();
