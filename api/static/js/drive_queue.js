// What the driver reports waits here until the server has it, oldest first. Each report has an id of its own,
// so that sending it twice is storing it once. One page of this phone sends at a time.
"use strict";

const driveQueue = (() => {
  const UNDO_MS = 4000; // how long a wrong button can be taken back before it is sent
  const RETRY_MS = 5000;
  const AT_ONCE = 50;
  const DAY_MS = 24 * 3600 * 1000;
  const others = globalThis.BroadcastChannel ? new BroadcastChannel("drive") : null;
  let stored = []; // as the database had it last, of all pages of this phone
  let adding = []; // on its way into the database
  let written = Promise.resolve(); // until all of them are there, or can't be
  let batch = AT_ONCE;
  let timer = null;

  const place = () => document.getElementById("run");
  const entries = () => [...stored, ...adding.filter((one) => !stored.some((other) => other.report.id === one.report.id))];
  const own = () => entries().filter((entry) => entry.who === place().dataset.driver);
  const waiting = () => own().filter((entry) => !entry.sent);
  // A clock that was put back must not hold a report up.
  const isDue = (entry) => entry.send_after <= Date.now() || entry.send_after > Date.now() + UNDO_MS;

  function newId() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  // Two pages of the same run, or a page that was just opened: pressed again, it is the same report.
  const same = (entry, event) => entry && !entry.sent &&
    ["duty_id", "kind", "booking_id", "stop_id", "minutes", "odometer_km", "lat"].every((name) => entry.report[name] === event[name]);

  // Times grow from one report to the next, whatever the clock does meanwhile.
  function moment(pressed, offset, before) {
    const last = before ? Date.parse(before.report.happened_at) + 1 : 0;
    return new Date(Math.max(pressed + offset, last)).toISOString();
  }

  function add(event, { atOnce = false } = {}) {
    const before = own().at(-1);
    if (same(before, event)) return before.report.id;
    const pressed = Date.now();
    const offset = driveClock.offset();
    const report = { ...event, id: newId(), happened_at: moment(pressed, offset, before) };
    const wait = atOnce ? 0 : UNDO_MS;
    const known = driveClock.isKnown() ? offset : null;
    const entry = { report, who: place().dataset.driver, pressed, offset: known, tries: 0, sent: false, send_after: pressed + wait };
    adding.push(entry);
    const writing = driveStore.add(entry).then(look).then(() => { adding = adding.filter((one) => one !== entry); });
    written = Promise.allSettled([written, writing]);
    plan(wait + 50);
    return report.id;
  }

  function takeBack(id) {
    const entry = entries().find((one) => one.report.id === id);
    if (!entry || entry.sent || isDue(entry)) return false;
    adding = adding.filter((one) => one !== entry);
    stored = stored.filter((one) => one !== entry);
    driveStore.all()
      .then((all) => driveStore.remove(all.filter((one) => one.report.id === id).map((one) => one.place)))
      .then(look)
      .catch(() => {});
    say();
    return true;
  }

  async function look() {
    stored = await driveStore.all();
    tellOthers();
    say();
  }

  const tellOthers = () => others?.postMessage("changed");
  const say = () => document.dispatchEvent(new CustomEvent("drive:queue"));

  function plan(after) {
    clearTimeout(timer);
    timer = setTimeout(send, after);
    say();
  }

  async function inTurn(act, options) {
    if (!navigator.locks) return act();
    return navigator.locks.request("drive-send", options, (lock) => lock && act());
  }

  async function send() {
    try {
      await inTurn(sendDue, { ifAvailable: true });
    } catch {
      return plan(RETRY_MS);
    }
    if (waiting().length) plan(waiting().some((entry) => !isDue(entry)) ? 1000 : RETRY_MS);
    return undefined;
  }

  async function sendDue() {
    const isThere = await driveClock.heard(isUrgent() ? 1 : undefined);
    stored = await driveStore.all().catch(() => stored);
    if (driveClock.isKnown()) await dateAnew((entry) => entry.offset === null);
    else if (!isThere && !isUrgent()) throw new Error("the server did not say what time it is");
    for (let due = sendable(); due.length; due = sendable()) await sendSome(due);
  }

  const isUrgent = () => waiting().some((entry) => entry.send_after <= entry.pressed);

  // In order: what comes after something that may still be taken back waits with it.
  function sendable() {
    const all = waiting();
    const held = all.findIndex((entry) => !isDue(entry));
    return all.slice(0, held < 0 ? batch : Math.min(held, batch));
  }

  async function sendSome(due) {
    const answer = await drivePost(due);
    if (answer.status === 422 && due.length > 1) {
      batch = 1; // one that can't be read does not hold up the others
      return;
    }
    const taken = answer.status === 422 ? [{ id: due[0].report.id, stored: false, code: "invalid-input" }] : answer.events;
    const wrong = await settle(due, new Map(taken.map((one) => [one.id, one])));
    await look().catch(() => {});
    await dateAnew((entry) => wrong.some((offset) => driveClock.isNear(offset, entry.offset)));
    htmx.trigger(place(), "drive:sent");
  }

  // Gives back the offsets that were known when those were made whose time can't be.
  async function settle(due, taken) {
    const gone = [];
    const wrong = [];
    for (const entry of due) {
      const one = taken.get(entry.report.id);
      if (one?.stored) entry.sent = true;
      else if (one?.code === "clock-wrong" && entry.tries < 3) wrong.push(entry.offset);
      else if (one && one.code !== "report-waits") {
        entry.sent = true;
        gone.push(entry);
        document.dispatchEvent(new CustomEvent("drive:refused", { detail: one }));
      }
    }
    await driveStore.put(due.filter((entry) => !gone.includes(entry) && entry.place !== undefined));
    await driveStore.remove(gone.map((entry) => entry.place).filter((number) => number !== undefined));
    return wrong;
  }

  // Made while the clock of this phone was wrong in another way than was known then, and so was whatever else
  // was made with the same offset: all of it is put right before any of it is sent again.
  async function dateAnew(isWrong) {
    if (!waiting().some(isWrong)) return;
    await written; // what is on its way into the database would come back with the time it had
    const entries = waiting().filter(isWrong);
    const offset = driveClock.offset();
    for (const entry of entries) {
      entry.tries += 1;
      entry.offset = offset;
      entry.report.happened_at = new Date(Math.min(entry.pressed + offset, driveClock.now())).toISOString();
    }
    await driveStore.put(entries.filter((entry) => entry.place !== undefined));
  }

  // What is on the page that is kept for later is needed here no more.
  async function forget(reported) {
    const old = Date.now() - DAY_MS;
    const gone = stored.filter((entry) => entry.sent && (reported.includes(entry.report.id) || entry.pressed < old));
    if (!gone.length) return;
    await driveStore.remove(gone.map((entry) => entry.place));
    await look();
  }

  // Sends everything now, also what could still be taken back: before somebody logs out. Another one who is
  // sending, or a disk that is slow, is waited for: else somebody would be told that there is no connection.
  async function flush() {
    await written;
    await inTurn(sendAll, {}).catch(() => {});
    return waiting().length === 0;
  }

  async function sendAll() {
    stored = await driveStore.all().catch(() => stored);
    for (const entry of waiting()) entry.send_after = 0;
    await driveStore.put(waiting().filter((entry) => entry.place !== undefined)).catch(() => {});
    await sendDue();
  }

  others?.addEventListener("message", () => driveStore.all().then((all) => { stored = all; say(); }, () => {}));
  window.addEventListener("online", () => plan(0));
  document.addEventListener("session-again", () => plan(0));
  const ready = driveStore.all().then((all) => { stored = all; }, () => {});
  document.addEventListener("DOMContentLoaded", () => {
    document.body.addEventListener("connection:back", () => plan(0));
    plan(0);
  });
  return {
    add, takeBack, forget, flush, ready,
    waiting: () => waiting().length,
    unseen: (reported) => own().filter((entry) => !reported.includes(entry.report.id)).map((entry) => entry.report),
    late: () => waiting().filter((entry) => Date.now() > entry.send_after + RETRY_MS).length,
  };
})();
