// What time it is for the line: this phone's clock, put right by what the server's said when last heard.
"use strict";

const driveClock = (() => {
  const KEY = "drive-clock-ms";
  const NOISE_MS = 10_000; // a slow answer differs by that much too
  const WORTH_SAYING_MS = 60_000;
  const PATIENCE_MS = 5000;
  const TRIES = 3;
  let hearing = Promise.resolve(true); // until the server has said what time it is, or has not

  const offset = () => Number(localStorage.getItem(KEY) ?? 0);
  const isKnown = () => localStorage.getItem(KEY) !== null;
  const isNear = (one, other) => Math.abs(one - other) <= NOISE_MS;
  const now = () => Date.now() + offset();

  const begin = () => ({ asked: Date.now(), since: performance.now() });

  // The answer was made somewhere between when the phone began to ask and now. If its clock was put right
  // meanwhile, the answer says nothing about the one or the other.
  function learn(said, { asked, since }) {
    const now = Date.now();
    const measured = Math.round(Date.parse(said) - (asked + now) / 2);
    const wasPut = Math.abs(now - asked - (performance.now() - since)) > NOISE_MS;
    if (Number.isNaN(measured) || wasPut) return;
    localStorage.setItem(KEY, String(Math.abs(measured) > NOISE_MS ? measured : 0));
    say();
  }

  function say() {
    const box = document.getElementById("clock");
    const minutes = Math.round(Math.abs(offset()) / 60_000);
    box.hidden = Math.abs(offset()) < WORTH_SAYING_MS;
    const words = (offset() < 0 ? box.dataset.ahead : box.dataset.behind).replace("99", String(minutes));
    if (!box.hidden) box.textContent = words;
  }

  async function ask() {
    const begun = begin();
    try {
      const answer = await fetch("/drive/now", { cache: "no-store", signal: AbortSignal.timeout(PATIENCE_MS) });
      if (answer.ok) learn((await answer.json()).now, begun);
      return true;
    } catch (fault) {
      // without a connection, which `fetch` tells so, the phone's clock goes on as it was put right last
      return !(fault instanceof TypeError);
    }
  }

  const look = () => { hearing = ask(); };

  // Waits for the answer to what was asked last. While none ever came, or one came just as this phone's clock was
  // put right, as it is when a phone finds its network again, it is asked for again, up to so many times. Tells
  // whether there may be a connection.
  async function heard(most = TRIES) {
    let isThere = await hearing;
    for (let tries = 0; !isKnown() && tries < most; tries += 1) {
      look();
      isThere = await hearing;
      if (!isThere) break;
    }
    return isThere;
  }

  document.addEventListener("DOMContentLoaded", () => {
    say();
    look();
    document.body.addEventListener("connection:back", look);
  });
  window.addEventListener("online", look);
  return { now, offset, isKnown, isNear, heard, begin, learn };
})();
