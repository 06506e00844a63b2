// What is known of an address goes into the fields that are empty, or that hold what was known before. What
// somebody typed stays, and so does the focus.
"use strict";

(() => {
  const said = () => document.getElementById("address-said");

  // A field that was filled by us and not touched since may be filled anew, or emptied.
  function fill(field, given) {
    if (!field || (field.value.trim() && field.value !== field.dataset.filled)) return false;
    field.value = given;
    field.dataset.filled = given;
    return true;
  }

  function fillAll() {
    const form = said()?.closest("form");
    const known = said()?.querySelector("p")?.dataset;
    if (!form || !known) return;
    fill(form.elements.street, known.fillStreet ?? "");
    fill(form.elements.town, known.fillTown ?? "");
    if (fill(form.elements.home_stop_text, known.fillHomeText ?? "")) form.elements.home_stop.value = known.fillHome ?? "";
    // Which one it is needs saying only where another one was chosen already.
    const nearest = said().querySelector("[data-nearest]");
    if (nearest) nearest.hidden = form.elements.home_stop_text.value === known.fillHomeText;
    if ("byHand" in known) form.querySelector("#by-hand")?.setAttribute("open", "");
  }

  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.detail.target.id === "address-said" || event.detail.target.id === "card") fillAll();
  });
})();
