// Tells the coordinators where the van is, once the driver has said yes on this phone: during the duty, not in a
// break. A place that can't be sent now is let go; nothing of it is kept here.
"use strict";

(() => {
  const YES = "drive-place"; // whose yes it is: another driver of this phone is asked again
  const SENT = "drive-place-sent-ms"; // of all pages of this phone
  const EVERY_MS = 30_000;
  const LOOK_MS = 5_000;
  const PLACE = { timeout: 15_000, maximumAge: 10_000, enableHighAccuracy: true };
  const PATIENCE_MS = 15_000;
  const DENIED = 1; // PERMISSION_DENIED
  let asking = false;
  let told = Promise.resolve(); // what is taken back comes after what was told

  const run = () => document.getElementById("run");
  const box = () => document.getElementById("share");
  const lever = () => document.getElementById("share-switch");
  const duty = () => document.querySelector("[data-run]")?.dataset;
  const isWanted = () => Boolean(run().dataset.driver) && localStorage.getItem(YES) === run().dataset.driver;
  const onBreak = () =>
    "pausing" in duty() || document.querySelector(".call.is-current")?.dataset.step === "on_break";
  const onTheRoad = () => duty()?.phase === "driving" && !onBreak();
  const mayShare = () => isWanted() && onTheRoad() && navigator.onLine;
  const isDue = () => Math.abs(Date.now() - Number(localStorage.getItem(SENT) ?? 0)) >= EVERY_MS;

  function say(words) {
    const said = document.getElementById("share-said");
    if (said.textContent !== words) said.textContent = words;
  }

  function look() {
    box().hidden = !navigator.geolocation || !["before", "driving"].includes(duty()?.phase);
    lever().checked = isWanted();
    for (const question of document.querySelectorAll("[data-share-ask]")) question.hidden = box().hidden || isWanted();
    if (!mayShare()) {
      if (isWanted()) say("");
      return;
    }
    if (asking || !isDue()) return;
    localStorage.setItem(SENT, String(Date.now()));
    ask(({ coords }) => { if (mayShare()) send(coords); });
  }

  function ask(use) {
    asking = true;
    navigator.geolocation.getCurrentPosition(
      (found) => { asking = false; use(found); },
      ({ code }) => { asking = false; if (code === DENIED) refuse(); },
      PLACE,
    );
  }

  function refuse() {
    localStorage.removeItem(YES);
    look();
    say(box().dataset.denied);
  }

  async function send({ latitude, longitude }) {
    const body = new URLSearchParams({ duty: duty().duty, lat: latitude, lon: longitude });
    const answer = await tell("/drive/place", { method: "POST", body });
    if (answer?.status === 401) document.dispatchEvent(new CustomEvent("session-over"));
    if (answer?.status === 403) await drivePost.renewToken().catch(() => {}); // for the next one
    say(answer?.ok && mayShare() ? box().dataset.on : "");
  }

  function tell(address, what) {
    told = told.then(() => fetch(address, {
      ...what,
      headers: { "X-CSRF-Token": run().dataset.csrf },
      signal: AbortSignal.timeout(PATIENCE_MS),
    })).catch(() => null);
    return told;
  }

  function turn() {
    say("");
    if (lever().checked) {
      localStorage.setItem(YES, run().dataset.driver);
      localStorage.removeItem(SENT);
      ask(look); // the phone asks while its driver looks, also before the duty
    } else {
      localStorage.removeItem(YES);
      if (duty()) tell(`/drive/place?duty=${encodeURIComponent(duty().duty)}`, { method: "DELETE" });
    }
  }

  document.addEventListener("DOMContentLoaded", () => {
    lever().addEventListener("change", turn);
    document.addEventListener("htmx:afterSwap", look);
    setInterval(look, LOOK_MS);
    look();
  });
})();
