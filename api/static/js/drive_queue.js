// What the driver reports waits here until the server has it: in this phone's storage, oldest first.
// Each report has an id of its own, so that sending it twice is storing it once.
"use strict";

const driveQueue = (() => {
  const KEY = "drive-queue";
  const UNDO_MS = 4000; // how long a wrong button can be taken back before it is sent
  const RETRY_MS = 5000;
  let sending = false;
  let timer = null;

  const read = () => JSON.parse(localStorage.getItem(KEY) ?? "[]");
  const write = (reports) => localStorage.setItem(KEY, JSON.stringify(reports));

  function newId() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  // After a reload the page shows again what is still on its way: reported again, it is the same report.
  const same = (report, event) =>
    ["duty_id", "kind", "booking_id", "stop_id"].every((name) => report?.[name] === event[name]);

  function add(event) {
    const before = read().at(-1)?.report;
    if (same(before, event)) return before.id;
    const report = { ...event, id: newId(), happened_at: new Date().toISOString() };
    write([...read(), { report, send_after: Date.now() + UNDO_MS }]);
    plan(UNDO_MS + 50);
    return report.id;
  }

  function takeBack(id) {
    const left = read().filter((entry) => entry.report.id !== id);
    const found = left.length < read().length;
    write(left);
    return found;
  }

  function plan(after) {
    clearTimeout(timer);
    timer = setTimeout(send, after);
    document.dispatchEvent(new CustomEvent("drive:queue"));
  }

  async function send() {
    const due = read().filter((entry) => entry.send_after <= Date.now());
    if (sending || !due.length) {
      if (read().length) plan(1000);
      return;
    }
    sending = true;
    try {
      await post(due.map((entry) => entry.report));
    } catch {
      plan(RETRY_MS);
    } finally {
      sending = false;
    }
    if (read().length) plan(RETRY_MS);
    else document.dispatchEvent(new CustomEvent("drive:queue"));
  }

  async function post(events) {
    const run = document.getElementById("run");
    const answer = await fetch(run.dataset.events, {
      method: "POST",
      headers: {
        "Content-Type": "application/json",
        "X-CSRF-Token": run.dataset.csrf,
        "Idempotency-Key": `drive-${events[0].id}-${events.at(-1).id}-${events.length}`,
      },
      body: JSON.stringify({ events }),
    });
    if (answer.status === 401) document.dispatchEvent(new CustomEvent("session-over"));
    if (!answer.ok) throw new Error(String(answer.status));
    const taken = (await answer.json()).events;
    const settled = new Set(taken.map((one) => one.id));
    write(read().filter((entry) => !settled.has(entry.report.id)));
    for (const one of taken) if (!one.stored) document.dispatchEvent(new CustomEvent("drive:refused", { detail: one }));
    htmx.trigger(run, "drive:sent");
  }

  window.addEventListener("online", () => plan(0));
  document.addEventListener("DOMContentLoaded", () => plan(0));
  return { add, takeBack, waiting: () => read().length, late: () => read().filter((e) => Date.now() > e.send_after + RETRY_MS).length };
})();
