// Keys outside of fields: whatever carries data-key is pressed by that key; "/" goes to the caller's field. They can be
// switched off (letter_keys.js).
// A digit in the empty field of where to go asks for the usual trip of that number.
// Function keys work in fields too, as nobody types them; with Shift they are others ("Shift+F6").
// Escape goes one step back: from the answer to the time, from the form to the caller.
"use strict";

(() => {
  const writes = (element) =>
    element.matches("textarea, select, input:not([type=radio]):not([type=checkbox]):not([type=hidden])");

  function press(target) {
    if (target.matches("input[type=radio]")) {
      target.checked = true;
      target.focus();
      target.dispatchEvent(new Event("change", { bubbles: true }));
    } else {
      target.click();
    }
  }

  function back(from) {
    const steps = [["#answer", "#time"], ["#booking-form", "#who"], ["#card", "#who"]];
    const found = steps.find(([place]) => from.closest(place));
    document.querySelector(found ? found[1] : "#who")?.select();
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (event.key === "Escape") {
      back(event.target);
      return;
    }
    if (event.repeat) return;
    const name = (event.shiftKey ? "Shift+" : "") + event.key;
    const called = /^F\d+$/.test(event.key) && document.querySelector(`[data-function-key="${name}"]`);
    if (called) {
      event.preventDefault();
      called.click();
      const asked = called.closest("details");
      asked?.querySelector("input:not([type=hidden])")?.focus();
      asked?.scrollIntoView({ block: "nearest" }); // the button under the field too
      return;
    }
    if (event.target.matches("#to") && !event.target.value) {
      const usual = document.querySelector(`[data-usual="${CSS.escape(event.key)}"]:not(:disabled)`);
      if (!usual) return;
      event.preventDefault();
      usual.click();
      return;
    }
    if (writes(event.target) || !letterKeys.areOn()) return;
    const target = event.key === "/" ? document.querySelector("#who") :
      document.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]:not(:disabled)`);
    if (!target) return;
    event.preventDefault();
    if (event.key === "/") target.select();
    else press(target);
  });

  // Enter on a chosen ride books; browsers differ in whether a radio button sends its form.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.repeat || !event.target.matches(".offers input[type=radio]")) return;
    event.preventDefault();
    event.target.form.requestSubmit();
  });
})();
