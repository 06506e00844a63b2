// Hears from the server that something changed and lets the parts of the page that show it fetch it anew.
// A part in which somebody is busy is left alone until they are done.
"use strict";

(() => {
  const waiting = new Set();

  function listen(address) {
    const source = new EventSource(address);
    source.addEventListener("live", (event) => {
      const told = JSON.parse(event.data);
      htmx.trigger(document.body, `live:${told.topic}`, told);
    });
    // A stream that was broken may have missed something: everything is fetched anew.
    let broken = false;
    source.addEventListener("open", () => {
      if (broken) for (const topic of ["plan", "bookings", "tasks"]) htmx.trigger(document.body, `live:${topic}`);
      broken = false;
    });
    source.addEventListener("error", () => {
      broken = true;
      document.dispatchEvent(new CustomEvent("live:lost"));
    });
    window.addEventListener("pagehide", () => source.close());
  }

  const busy = (part) => part.contains(document.activeElement) || part.querySelector("details[open]") !== null;

  document.addEventListener("htmx:beforeRequest", (event) => {
    const kind = event.detail.requestConfig.triggeringEvent?.type ?? "";
    if (!kind.startsWith("live:") || !busy(event.detail.elt)) return;
    event.preventDefault();
    waiting.add(event.detail.elt);
  });

  function catchUp() {
    for (const part of waiting) {
      if (!part.isConnected) waiting.delete(part);
      else if (!busy(part)) {
        waiting.delete(part);
        htmx.trigger(part, "live:caught-up");
        htmx.ajax("GET", part.getAttribute("hx-get"), { source: part, target: part, swap: "innerHTML" });
      }
    }
  }

  document.addEventListener("focusout", () => setTimeout(catchUp, 0));
  document.addEventListener("toggle", () => setTimeout(catchUp, 0), true);
  document.addEventListener("DOMContentLoaded", () => {
    if (document.body.dataset.live) listen(document.body.dataset.live);
  });
})();
