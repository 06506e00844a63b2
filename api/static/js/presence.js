// Says whose card is open here, so that colleagues see it, and shows with whom they are busy: on the card
// and in the list of who was found. A card that a call opened by itself counts once somebody works with it.
"use strict";

(() => {
  const BEAT_MS = 15000;
  const IDLE_MS = 5 * 60 * 1000; // a card that was left open is nobody's work
  const desk = [...crypto.getRandomValues(new Uint8Array(16))].map((b) => b.toString(16).padStart(2, "0")).join("");
  let told = "";
  let saying = Promise.resolve();
  let touched = Date.now();

  function resident() {
    const card = document.getElementById("card");
    const id = card?.querySelector("[data-card]")?.dataset.card ?? "";
    return id === card?.dataset.byItself || Date.now() - touched > IDLE_MS ? "" : id;
  }

  const said = (who) =>
    new URLSearchParams({ csrf_token: document.querySelector("[name=csrf_token]")?.value ?? "", desk, resident: who });

  // One at a time, so that they arrive in this order. Whether one arrives is for the next beat: nobody waits
  // for it, and nothing depends on it.
  function say(who) {
    told = who;
    saying = saying.then(async () => {
      const answer = await fetch("/desk/busy", { method: "POST", body: said(who) }).catch(() => null);
      if (answer?.status === 401) document.dispatchEvent(new CustomEvent("session-over"));
    });
  }

  function look() {
    const now = resident();
    if (now !== told) say(now);
    paint();
  }

  const sentence = (id) => document.querySelector(`#busy [data-busy-resident="${CSS.escape(id)}"]`)?.textContent ?? "";

  function show(place, id) {
    if (!place) return;
    const text = id ? sentence(id) : "";
    if (place.textContent !== text) place.textContent = text;
    place.hidden = !text;
  }

  function paint() {
    show(document.getElementById("busy-card"), document.querySelector("#card [data-card]")?.dataset.card);
    for (const place of document.querySelectorAll("[data-busy-hit]")) show(place, place.dataset.busyHit);
  }

  for (const kind of ["keydown", "pointerdown"]) {
    document.addEventListener(kind, () => {
      touched = Date.now();
      if (!told) look();
    }, true);
  }
  document.addEventListener("htmx:afterSwap", look);
  document.addEventListener("desk:worked", look);
  document.addEventListener("DOMContentLoaded", () => {
    look();
    setInterval(() => {
      if (told && resident() === told) say(told);
      else look();
    }, BEAT_MS);
  });
  window.addEventListener("pageshow", (event) => { if (event.persisted) look(); });
  window.addEventListener("pagehide", () => {
    if (told) navigator.sendBeacon("/desk/busy", said(""));
    told = "";
  });
})();
