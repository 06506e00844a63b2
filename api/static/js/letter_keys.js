// Whoever dictates or strikes keys by accident switches the single-letter keys off (WCAG 2.2, 2.1.4), for good on
// this machine. Keys that work only where one is, and function keys, stay.
"use strict";

window.letterKeys = (() => {
  const NAME = "letter-keys";
  const areOn = () => localStorage.getItem(NAME) !== "off";

  function show() {
    const on = areOn();
    document.documentElement.dataset.letterKeys = on ? "on" : "off";
    for (const button of document.querySelectorAll("[data-letter-keys-switch]")) {
      button.textContent = on ? button.dataset.turnOff : button.dataset.turnOn;
    }
  }

  document.addEventListener("click", (event) => {
    if (!event.target.closest?.("[data-letter-keys-switch]")) return;
    localStorage.setItem(NAME, areOn() ? "off" : "on");
    show();
  });
  show();
  return { areOn };
})();
