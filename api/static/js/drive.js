// The driver's buttons: each press is queued and the page goes one step on at once, with or without a
// connection; the server's own view comes after it. Of the people at a stop one has buttons: who is next.
"use strict";

(() => {
  const run = () => document.getElementById("run");
  let last = null;
  let lastTimer = null;
  let refusedUntil = 0;
  let pressedAt = -Infinity;
  let turnOf = null; // whom the driver wants to see to first
  const TWICE_MS = 700; // a second press within this time is the same press of a glove or a bumpy road

  function press(button) {
    const event = { duty_id: button.dataset.duty, kind: button.dataset.event };
    if (button.dataset.booking) event.booking_id = button.dataset.booking;
    const call = button.closest("[data-call]");
    if (call) event.stop_id = call.dataset.stop;
    last = { id: driveQueue.add(event), html: run().innerHTML };
    show(button, call);
    offerUndo();
  }

  function show(button, call) {
    if (button.dataset.event === "clock_in" || !call) {
      button.disabled = true;
    }
    const rider = button.closest("[data-rider]");
    if (rider) {
      rider.classList.remove("is-done", "is-missed");
      rider.classList.add(button.dataset.riderThen);
      if (everybodySeen(call)) call.dataset.step = "ready";
    } else if (call && button.dataset.then) {
      call.dataset.step = button.dataset.then === "here" && everybodySeen(call) ? "ready" : button.dataset.then;
    }
    advance();
  }

  const everybodySeen = (call) =>
    [...call.querySelectorAll("[data-rider]")].every((rider) => rider.matches(".is-done, .is-missed"));

  function turns() {
    for (const call of document.querySelectorAll("[data-call]")) {
      const waiting = [...call.querySelectorAll("[data-rider]:not(.is-done, .is-missed)")];
      const next = waiting.find((rider) => rider.dataset.rider === turnOf) ?? waiting[0];
      for (const rider of call.querySelectorAll("[data-rider]")) rider.classList.toggle("is-next", rider === next);
    }
  }

  function advance() {
    const calls = [...document.querySelectorAll("[data-call]")];
    const current = document.querySelector(".calls[data-phase=driving]") ? calls.find((call) => call.dataset.step !== "done") : null;
    for (const call of calls) call.classList.toggle("is-current", call === current);
    turns();
    clocks();
  }

  // What is next may stand where the driver has not scrolled to: then the stop comes back to the top.
  function bring() {
    const call = document.querySelector(".call.is-current");
    const button = [...(call?.querySelectorAll(".is-main") ?? [])].find((one) => one.checkVisibility());
    const place = button?.getBoundingClientRect();
    if (place && (place.top < 0 || place.bottom > innerHeight)) call.scrollIntoView({ block: "start" });
  }

  function offerUndo() {
    const oops = document.getElementById("oops");
    oops.hidden = false;
    clearTimeout(lastTimer);
    lastTimer = setTimeout(() => { oops.hidden = true; last = null; }, 3800);
  }

  function undo() {
    document.getElementById("oops").hidden = true;
    if (!last || !driveQueue.takeBack(last.id)) return;
    run().innerHTML = last.html;
    htmx.process(run());
    last = null;
    turns();
    clocks();
  }

  // What may be pressed only from a time on says so until then.
  function clocks() {
    const now = Date.now() / 1000;
    for (const button of document.querySelectorAll("[data-from]")) {
      const early = now < Number(button.dataset.from);
      button.dataset.words ??= button.textContent;
      button.disabled = early;
      button.textContent = early ? button.dataset.wait : button.dataset.words;
    }
    for (const wait of document.querySelectorAll("[data-until]")) {
      wait.classList.toggle("is-over", now >= Number(wait.dataset.until));
    }
  }

  function sayQueue() {
    if (Date.now() < refusedUntil) return;
    const box = document.getElementById("queue");
    const count = driveQueue.late();
    box.hidden = count === 0;
    if (count) box.textContent = count === 1 ? box.dataset.one : box.dataset.many.replace("99", String(count));
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-event], [data-oops], [data-turn]");
    if (!button || button.disabled || performance.now() - pressedAt < TWICE_MS) return;
    pressedAt = performance.now();
    if (button.matches("[data-event]")) press(button);
    else if (button.matches("[data-oops]")) undo();
    else {
      turnOf = button.closest("[data-rider]").dataset.rider;
      turns();
    }
    bring();
  });
  document.addEventListener("drive:queue", sayQueue);
  document.addEventListener("drive:refused", () => {
    const box = document.getElementById("queue");
    box.hidden = false;
    box.textContent = box.dataset.refused;
    refusedUntil = Date.now() + 15000;
  });
  // While something still waits to be sent, the server knows less than this page.
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.target.id === "run" && driveQueue.waiting()) event.detail.shouldSwap = false;
  });
  document.addEventListener("htmx:afterSwap", () => { turns(); clocks(); });
  document.addEventListener("DOMContentLoaded", () => { advance(); setInterval(clocks, 5000); setInterval(sayQueue, 2000); });
})();
