// The driver's buttons: each press is kept and the page goes one step on at once; the server's own view comes
// after it. Of the people at a stop one has buttons: who is next.
"use strict";

(() => {
  const run = () => document.getElementById("run");
  let last = null;
  let lastTimer = null;
  let refusedUntil = 0;
  let pressedAt = -Infinity;
  const TWICE_MS = 700; // a second press within this time is the same press of a glove or a bumpy road
  const UNDO_MS = 3800;

  function press(button) {
    const event = { duty_id: button.dataset.duty, kind: button.dataset.event };
    if (button.dataset.booking) event.booking_id = button.dataset.booking;
    const call = button.closest("[data-call]");
    if (call) event.stop_id = call.dataset.stop;
    if (button.dataset.minutes) event.minutes = Number(button.dataset.minutes);
    if (["clock_in", "plan_seen"].includes(event.kind)) {
      event.revision = Number(document.querySelector("[data-run]").dataset.revision); // the run that was seen
    }
    const html = run().innerHTML;
    const atOnce = "atOnce" in button.dataset;
    const id = driveQueue.add(event, { atOnce });
    driveSteps.take(button);
    button.closest("details")?.removeAttribute("open");
    if (button.dataset.said) driveTell.say(button.dataset.said);
    if (event.kind === "emergency") driveTell.place(event);
    if (atOnce) return;
    last = { id, html };
    offerUndo(event.kind);
  }

  function offerUndo(kind) {
    document.getElementById("oops").hidden = false;
    clearTimeout(lastTimer);
    lastTimer = setTimeout(() => {
      document.getElementById("oops").hidden = true;
      last = null;
      if (kind === "clock_out") driveKept.forget(); // the duty is over: nobody's name stays on this phone
    }, UNDO_MS);
  }

  function undo() {
    document.getElementById("oops").hidden = true;
    if (!last || !driveQueue.takeBack(last.id)) return;
    clearTimeout(lastTimer);
    run().innerHTML = last.html;
    htmx.process(run());
    last = null;
    driveSteps.advance();
  }

  // What the driver has opened or is typing stays when a fresher view takes the place of this one.
  let held = null;

  function hold() {
    const fields = [...run().querySelectorAll("input[id]")].map((field) => [field.id, field.value]);
    const open = [...run().querySelectorAll("details[open]")].map((one) => one.className);
    held = { fields, open, focus: run().contains(document.activeElement) ? document.activeElement.id : "" };
  }

  function give() {
    for (const name of held?.open ?? []) {
      [...run().querySelectorAll("details")].find((one) => one.className === name)?.setAttribute("open", "");
    }
    for (const [id, value] of held?.fields ?? []) {
      const field = document.getElementById(id);
      if (field) field.value = value;
    }
    if (held?.focus) document.getElementById(held.focus)?.focus({ preventScroll: true });
    held = null;
  }

  const reported = () => (document.querySelector("[data-run]")?.dataset.reported ?? "").split(" ");

  function show() {
    driveSteps.replay(driveQueue.unseen(reported()));
    driveKept.keep();
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
    else driveSteps.prefer(button.closest("[data-rider]").dataset.rider);
    driveSteps.bring();
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
    else if (event.detail.target.id === "run") hold();
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target.id !== "run") return;
    give();
    show();
  });
  document.addEventListener("DOMContentLoaded", async () => {
    driveSteps.advance();
    setInterval(driveSteps.clocks, 5000);
    setInterval(sayQueue, 2000);
    await driveQueue.ready;
    show();
    // Kept since yesterday, and not begun on this phone either. One that was clocked out here is left to the next
    // look: a server that has not heard of that yet would show it again and again.
    if (document.querySelector("[data-run]")?.dataset.phase === "before") driveKept.letGo();
  });
})();
