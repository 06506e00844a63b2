// Something can be undone for some seconds; then the button goes, and its place stays.
"use strict";

(() => {
  function count(form) {
    const left = form.querySelector("[data-undo-left]");
    let seconds = Number(form.dataset.undo);
    const tick = () => {
      if (!form.isConnected) return;
      if (seconds <= 0) {
        form.classList.add("is-over");
        form.querySelector("button").disabled = true;
        return;
      }
      left.textContent = left.dataset.words.replace("{}", String(seconds));
      seconds -= 1;
      setTimeout(tick, 1000);
    };
    tick();
  }

  document.addEventListener("htmx:load", (event) => {
    for (const form of event.detail.elt.querySelectorAll?.("[data-undo]") ?? []) count(form);
    if (event.detail.elt.matches?.("[data-undo]")) count(event.detail.elt);
  });
})();
