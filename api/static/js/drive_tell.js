// What a driver tells besides the run: kilometres, and where the phone is when something is wrong.
"use strict";

const driveTell = (() => {
  const SAID_MS = 8000;
  const PLACE = { timeout: 15_000, maximumAge: 60_000, enableHighAccuracy: true };
  const MOST_KM = 1500; // between two readings
  let timer = null;

  function say(words) {
    const box = document.getElementById("said");
    box.textContent = words;
    clearTimeout(timer);
    timer = setTimeout(() => { box.textContent = ""; }, SAID_MS);
  }

  // The alarm goes at once; where the phone is comes after it, if the driver allows that.
  function place(event) {
    navigator.geolocation?.getCurrentPosition(({ coords }) => {
      driveQueue.add({ ...event, lat: coords.latitude, lon: coords.longitude }, { atOnce: true });
    }, () => {}, PLACE);
  }

  function odometer(form) {
    const field = form.querySelector("input");
    const km = Number(field.value);
    const last = field.dataset.last === undefined ? null : Number(field.dataset.last);
    const likely = last === null || (km >= last && km <= last + MOST_KM);
    form.querySelector(".fault").hidden = likely;
    field.toggleAttribute("aria-invalid", false);
    if (!likely) {
      field.setAttribute("aria-invalid", "true");
      field.focus();
      return;
    }
    driveQueue.add({ duty_id: form.dataset.duty, kind: form.dataset.odometer, odometer_km: km }, { atOnce: true });
    form.hidden = true;
    say(form.dataset.said.replace("00", String(km)));
  }

  document.addEventListener("submit", (event) => {
    if (!event.target.matches("[data-odometer]")) return;
    event.preventDefault();
    odometer(event.target);
  });
  // Refused here, as somebody else wrote down another reading meanwhile: it can be entered again.
  document.addEventListener("drive:refused", ({ detail }) => {
    if (detail.code !== "odometer") return;
    for (const form of document.querySelectorAll("[data-odometer]")) form.hidden = false;
    for (const fault of document.querySelectorAll("[data-odometer] .fault")) fault.hidden = false;
  });
  return { say, place };
})();
