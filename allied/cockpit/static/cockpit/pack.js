/* Says that a file is being made, and when it is. Without scripts the links bring it all the same. */
(() => {
  "use strict";
  document.addEventListener("click", async (event) => {
    const link = event.target instanceof Element && event.target.closest("[data-making] a[download]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (link.getAttribute("aria-busy") === "true") return;
    const place = link.closest("[data-making]"), told = place.querySelector("[role=status]");
    const say = (words) => { told.textContent = `${link.textContent.trim()} ${words}`; };
    link.setAttribute("aria-busy", "true");
    say(place.dataset.makingWords);
    try {
      const answer = await fetch(link.href);
      if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
      const named = /filename="([^"]+)"/.exec(answer.headers.get("Content-Disposition") ?? "");
      const file = document.createElement("a");
      file.href = URL.createObjectURL(await answer.blob());
      file.download = named ? named[1] : "";
      file.click();
      setTimeout(() => URL.revokeObjectURL(file.href), 60000);
      say(place.dataset.madeWords);
    } catch {
      say(place.dataset.failedWords);
    } finally {
      link.removeAttribute("aria-busy");
    }
  });
})();
