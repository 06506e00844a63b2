// The run as it stands on this page: what a report changes in it, and what is next. It goes on at once, with
// or without a connection; what the server does not know yet is done again on every view of the server's.
"use strict";

const driveSteps = (() => {
  let turnOf = null; // whom the driver wants to see to first
  const duty = () => document.querySelector("[data-run]");
  const calls = () => [...document.querySelectorAll("[data-call]")];
  const seen = ".is-done, .is-missed";

  const everybodySeen = (call) =>
    [...call.querySelectorAll("[data-rider]")].every((rider) => rider.matches(seen));

  // Does on the page what pressing `button` reports.
  function take(button) {
    const kind = button.dataset.event;
    const call = button.closest("[data-call]");
    const rider = button.closest("[data-rider]");
    if (kind === "clock_in") duty().dataset.phase = "driving";
    else if (kind === "plan_seen") button.closest("[data-news]").hidden = true;
    else if (kind === "clock_out") duty().dataset.phase = "over";
    else if (kind === "break_start" && !call) duty().dataset.pausing = "";
    else if (kind === "break_end" && !call) delete duty().dataset.pausing;
    else if (rider) {
      rider.classList.remove("is-done", "is-missed");
      rider.classList.add(button.dataset.riderThen);
      if (call.dataset.step === "here" && everybodySeen(call)) call.dataset.step = "ready";
    } else if (call && button.dataset.then) step(call, button.dataset.then);
    advance();
  }

  // Where the van is now, it has left all that was before.
  function step(call, next) {
    for (const before of calls()) {
      if (before === call) break;
      before.dataset.step = "done";
    }
    call.dataset.step = next === "here" && (everybodySeen(call) || "last" in call.dataset) ? "ready" : next;
  }

  // Does again what was reported before this view was made.
  function replay(reports) {
    for (const report of reports) {
      if (report.duty_id !== duty()?.dataset.duty) continue;
      for (const form of document.querySelectorAll(`[data-odometer="${CSS.escape(report.kind)}"]`)) form.hidden = true;
      // What was seen was the run of then; what is new since is still to be seen.
      if (report.kind === "plan_seen" && report.revision !== Number(duty().dataset.revision)) continue;
      const button = buttonOf(report);
      if (button) take(button);
    }
    advance();
  }

  function buttonOf(report) {
    const kind = `[data-event="${CSS.escape(report.kind)}"]`;
    if (report.booking_id) return document.querySelector(`${kind}[data-booking="${CSS.escape(report.booking_id)}"]`);
    const ahead = calls().filter((call) => call.dataset.step !== "done");
    const call = report.stop_id ? ahead.find((one) => one.dataset.stop === report.stop_id && one.querySelector(kind)) : null;
    return call ? call.querySelector(kind) : document.querySelector(`[data-run] ${kind}:not([data-call] *)`);
  }

  function advance() {
    if (!duty()) return;
    const driving = duty().dataset.phase === "driving";
    const current = driving ? calls().find((call) => call.dataset.step !== "done") : null;
    for (const call of calls()) call.classList.toggle("is-current", call === current);
    duty().toggleAttribute("data-back", driving && !current);
    turns();
    clocks();
  }

  function turns() {
    for (const call of calls()) {
      const waiting = [...call.querySelectorAll("[data-rider]:not(.is-done, .is-missed)")];
      const next = waiting.find((rider) => rider.dataset.rider === turnOf) ?? waiting[0];
      for (const rider of call.querySelectorAll("[data-rider]")) rider.classList.toggle("is-next", rider === next);
    }
  }

  // What is next may stand where the driver has not scrolled to: then the stop comes back to the top.
  function bring() {
    const call = document.querySelector(".call.is-current");
    const button = [...(call?.querySelectorAll(".is-main") ?? [])].find((one) => one.checkVisibility());
    const place = button?.getBoundingClientRect();
    if (place && (place.top < 0 || place.bottom > innerHeight)) call.scrollIntoView({ block: "start" });
  }

  // What may be pressed only from a time on says so until then.
  function clocks() {
    const now = driveClock.now() / 1000;
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

  function prefer(bookingId) {
    turnOf = bookingId;
    turns();
  }

  return { take, replay, advance, bring, clocks, prefer };
})();
