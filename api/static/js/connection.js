// Tells when there is no connection or the session is over, and closes notices.
"use strict";

(() => {
  const RETRY_MS = 3000;
  let timer = null;

  function show(id, on) {
    const strip = document.getElementById(id);
    if (!strip || strip.classList.contains("is-shown") === on) return;
    strip.textContent = on ? strip.dataset.text : "";
    if (on && strip.dataset.link) {
      const link = document.createElement("a");
      link.href = `/login?next=${encodeURIComponent(location.pathname + location.search)}`;
      link.textContent = strip.dataset.link;
      strip.append(" ", link);
    }
    strip.classList.toggle("is-shown", on);
  }

  async function look() {
    timer = null;
    try {
      await fetch("/static/icon.svg", { method: "HEAD", cache: "no-store" });
      show("strip-offline", false);
      document.body.dispatchEvent(new CustomEvent("connection:back"));
    } catch {
      wait();
    }
  }

  function wait() {
    show("strip-offline", true);
    timer ??= setTimeout(look, RETRY_MS);
  }

  document.addEventListener("htmx:sendError", wait);
  document.addEventListener("htmx:timeout", wait);
  document.addEventListener("live:lost", wait);
  window.addEventListener("offline", wait);
  window.addEventListener("online", look);
  document.addEventListener("session-over", () => show("strip-session", true));
  document.addEventListener("click", (event) => {
    if (event.target.closest?.("[data-close]")) event.target.closest(".notice").remove();
  });
  // A notice stays until its reader does the next thing; news that comes by itself does not take it away.
  document.addEventListener("htmx:afterSwap", (event) => {
    const cause = event.detail.requestConfig?.triggeringEvent?.type ?? "live:";
    if (event.detail.target.id === "notices" || cause.startsWith("live:")) return;
    document.getElementById("notices")?.replaceChildren();
  });
})();
