// Hears from the server that something changed and lets the parts of the page that show it fetch it anew.
// A part in which somebody is busy is left alone until they are done.
"use strict";

(() => {
  const waiting = new Set();
  let source = null;
  let retry = null;
  const say = (what) => document.dispatchEvent(new CustomEvent(what));

  const PAUSE_MS = 400; // a storm of events is a look now and then, and what is last is seen within a second
  const RETRY_MS = 3000;
  const looked = new Map();
  const TOPICS = ["plan", "bookings", "tasks", "hours", "residents", "line", "calls", "presence", "messages", "places"];

  // After each loss of connection the server tells every topic once: what was missed is fetched anew.
  function listen() {
    clearTimeout(retry);
    source?.close();
    source = new EventSource(document.body.dataset.live);
    for (const topic of TOPICS) {
      source.addEventListener(topic, () => {
        say("live:heard");
        tell(topic);
      });
    }
    source.addEventListener("lost", () => say("live:silent"));
    source.addEventListener("error", () => {
      say("live:lost");
      // A browser comes back by itself, but not where the answer was no stream: a part away, or no session.
      if (source.readyState === EventSource.CLOSED) retry = setTimeout(listenAgain, RETRY_MS);
    });
  }

  async function listenAgain() {
    const status = await fetch("/api/v1/session", { cache: "no-store" }).then((answer) => answer.status, () => 0);
    if (status === 401) say("session-over");
    else listen();
  }

  function tell(topic) {
    const seen = looked.get(topic) ?? { at: -PAUSE_MS, timer: null };
    looked.set(topic, seen);
    seen.timer ??= setTimeout(() => {
      seen.timer = null;
      seen.at = performance.now();
      htmx.trigger(document.body, `live:${topic}`);
    }, Math.max(0, seen.at + PAUSE_MS - performance.now()));
  }

  // What is only looked at has the focus too, after it was sent again for instance; that is put back by its id.
  const inUse = (part, element) => part.contains(element) && !element.matches("[data-looked-at]");
  const busy = (part) => inUse(part, document.activeElement) || part.querySelector("details[open]") !== null;

  const isNews = (requestConfig) => (requestConfig.triggeringEvent?.type ?? "").startsWith("live:");
  const mustWait = ({ elt, requestConfig }) => isNews(requestConfig) && busy(elt);

  document.addEventListener("htmx:beforeRequest", (event) => {
    if (!mustWait(event.detail)) return;
    event.preventDefault();
    waiting.add(event.detail.elt);
  });

  // Somebody may have got busy while the answer was on its way.
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (!mustWait(event.detail)) return;
    event.detail.shouldSwap = false;
    waiting.add(event.detail.elt);
  });

  function catchUp() {
    for (const part of waiting) {
      if (!part.isConnected) waiting.delete(part);
      else if (!busy(part)) {
        waiting.delete(part);
        const how = { source: part, target: part, swap: "innerHTML", event: new CustomEvent("live:again") };
        htmx.ajax("GET", part.getAttribute("hx-get"), how).catch(() => {});
      }
    }
  }

  // News comes once, so what could not be fetched is tried until it is there; why is said by connection.js.
  let trying = null;

  function tryAgain({ detail: { elt, xhr, requestConfig } }) {
    if (!isNews(requestConfig) || (xhr.status > 0 && xhr.status < 500)) return;
    waiting.add(elt);
    trying ??= setTimeout(() => {
      trying = null;
      catchUp();
    }, RETRY_MS);
  }

  for (const what of ["htmx:sendError", "htmx:responseError"]) document.addEventListener(what, tryAgain);
  document.addEventListener("focusout", () => setTimeout(catchUp, 0));
  document.addEventListener("toggle", () => setTimeout(catchUp, 0), true);
  document.addEventListener("DOMContentLoaded", () => {
    if (!document.body.dataset.live) return;
    listen();
    document.addEventListener("session-again", listen);
    window.addEventListener("pagehide", () => source.close());
  });
})();
