// Tells when there is no connection, no news or no session any more, and closes notices.
"use strict";

(() => {
  const RETRY_MS = 3000;
  let timer = null;

  function show(id, on) {
    const strip = document.getElementById(id);
    if (!strip || strip.classList.contains("is-shown") === on) return;
    const words = strip.querySelector("[data-text]");
    words.textContent = on ? words.dataset.text : "";
    strip.classList.toggle("is-shown", on);
  }

  async function look() {
    clearTimeout(timer);
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
  // A request that waited for another of its part is a promise that nobody was given: that it failed is told above.
  window.addEventListener("unhandledrejection", (event) => {
    if (event.reason === undefined) event.preventDefault();
  });
  // A stream that ends and begins again, as each does now and then, is not yet a lost connection.
  document.addEventListener("live:lost", () => { if (timer === null) look(); });
  window.addEventListener("offline", wait);
  window.addEventListener("online", look);
  document.addEventListener("live:silent", () => show("strip-silent", true));
  document.addEventListener("live:heard", () => show("strip-silent", false));

  // The session is over: whoever pressed something logs in where they are, and it is sent once more. Its key
  // is the same, so that it is done once even if it got through before.
  let pressed = null;

  document.addEventListener("session-over", () => {
    show("strip-session", true);
    const link = document.querySelector("[data-login-link]");
    if (link) link.href = `/login?next=${encodeURIComponent(location.pathname + location.search)}`;
  });

  document.addEventListener("htmx:responseError", (event) => {
    const { xhr, elt, requestConfig } = event.detail;
    if (xhr.status !== 401 || requestConfig.verb !== "post") return;
    pressed = { elt, focused: document.activeElement };
    document.getElementById("again-password")?.focus();
  });

  function renew(token) {
    for (const field of document.querySelectorAll("input[name=csrf_token]")) field.value = token;
    for (const place of document.querySelectorAll("[data-csrf]")) place.dataset.csrf = token;
    document.body.setAttribute("hx-headers", JSON.stringify({ "X-CSRF-Token": token }));
  }

  function again() {
    const { elt, focused } = pressed ?? {};
    pressed = null;
    if (!elt?.isConnected) return;
    focused?.focus();
    if (elt.matches("form")) elt.requestSubmit();
    else elt.click();
  }

  document.addEventListener("session-again", (event) => {
    renew(event.detail.csrf);
    const password = document.getElementById("again-password");
    password.value = "";
    document.getElementById("again-fault").replaceChildren();
    show("strip-session", false);
    setTimeout(again, 0); // the login's own request has to be over first
  });

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
