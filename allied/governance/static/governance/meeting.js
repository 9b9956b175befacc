// The order of the agenda by dragging. Buttons do the same without this script.
(() => {
  "use strict";
  let dragged = null;
  const topics = () => [...document.querySelectorAll("[data-topics] [data-topic]")];
  const clear = () => { for (const one of topics()) one.classList.remove("is-above", "is-below", "is-dragged"); };
  const over = (event) => event.target.closest?.("[data-topics] [data-topic]");
  const isBelow = (event, topic) => {
    const box = topic.getBoundingClientRect();
    return event.clientY > box.top + box.height / 2;
  };

  document.addEventListener("dragstart", (event) => {
    const topic = over(event);
    if (!topic || topic.querySelector(".topic-edit form")) return;
    dragged = topic;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", topic.dataset.topic);
    topic.classList.add("is-dragged");
  });
  document.addEventListener("dragover", (event) => {
    const topic = dragged && over(event);
    if (!topic) return;
    event.preventDefault();
    for (const one of topics()) one.classList.remove("is-above", "is-below");
    if (topic !== dragged) topic.classList.add(isBelow(event, topic) ? "is-below" : "is-above");
  });
  document.addEventListener("drop", (event) => {
    const topic = dragged && over(event);
    if (!topic) return;
    event.preventDefault();
    const rest = topics().filter((one) => one !== dragged);
    const place = topic === dragged ? -1 : rest.indexOf(topic) + (isBelow(event, topic) ? 1 : 0);
    const form = document.querySelector("#place-topic"), before = topics().indexOf(dragged);
    if (place < 0 || place === before || !form) return;
    form.elements.topic.value = dragged.dataset.topic;
    form.elements.place.value = String(place);
    form.requestSubmit();
  });
  document.addEventListener("dragend", () => { clear(); dragged = null; });
})();
