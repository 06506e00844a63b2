// There is no connection and no run on this phone: the page is tried again by itself.
"use strict";

(() => {
  const RETRY_MS = 5000;

  async function look() {
    const answer = await fetch("/drive/now", { cache: "no-store" }).catch(() => null);
    if (answer?.ok) location.replace("/drive");
  }

  setInterval(look, RETRY_MS);
  window.addEventListener("online", look);
})();
