/* What was written on this device and is not acknowledged yet: kept in the browser, by person, room
   and meeting, and sent in order, one after the other, until the server has it. Each entry bears a
   key made here, so that one sent twice is written once. */
"use strict";
window.allied.queue = ({ name, send, drawn }) => {
  const AGAIN = 3000, LATER = 15000, USELESS = [400, 409, 413, 422];
  let memory = [], broken = false, busy = false, timer = 0, trouble = "";

  function read() {
    if (broken) return memory;
    try { return JSON.parse(window.localStorage.getItem(name) || "[]"); } catch { return memory; }
  }
  function write(items) {
    memory = items;
    try {
      if (items.length) window.localStorage.setItem(name, JSON.stringify(items));
      else window.localStorage.removeItem(name);
      broken = false;
    } catch { broken = true; /* full or forbidden: the page itself still holds it */ }
    drawn();
  }
  const without = (key) => read().filter((item) => item.key !== key);
  const next = () => read().find((item) => !item.refused);

  /* One tab of this browser sends at a time; where it cannot be told, the keys see to it. */
  const alone = (act) => (navigator.locks ? navigator.locks.request(name, act) : act());
  async function flush() {
    if (busy) return;
    busy = true;
    clearTimeout(timer);
    let pause = 0;
    await alone(async () => {
      for (let item; (item = next());) {
        const answer = await send(item);
        trouble = "";
        if (answer.status >= 200 && answer.status < 300) write(without(item.key));
        else if (USELESS.includes(answer.status)) {
          write(read().map((each) => (each.key === item.key ? { ...each, refused: answer.error || " ", faults: answer.faults, ways: answer.ways } : each)));
        } else {
          trouble = answer.status === 0 || answer.status >= 500 ? "offline" : answer.status === 423 ? "locked" : "out";
          pause = trouble === "offline" ? AGAIN : LATER;
          break;
        }
      }
    });
    busy = false;
    drawn();
    if (pause) timer = setTimeout(flush, pause);
    else if (next()) flush();
  }
  window.addEventListener("online", flush);
  window.addEventListener("storage", (event) => { if (event.key === name) drawn(); });
  return {
    keep: (items) => { if (items.length) write([...read(), ...items]); return !broken; },
    add: (item) => { write([...read(), item]); return flush(); },
    take: (key) => { const item = read().find((each) => each.key === key); write(without(key)); return item; },
    items: read,
    flush,
    trouble: () => trouble,
  };
};
