// What was typed outlives a lost connection, an ended session and a reload: kept in this browser tab only,
// until the ride is booked. Only for the same resident: another caller starts with a fresh form.
"use strict";

(() => {
  const SKIP = new Set(["csrf_token", "idempotency_key", "instead_of"]);
  const read = (name) => JSON.parse(sessionStorage.getItem(`keep-${name}`) ?? "null");

  // A phone call to make opens the form with what it is about: nothing older is written over that.
  const occasion = () => new URLSearchParams(location.search).get("task") ?? "";

  function keep(form) {
    const fields = {};
    for (const [name, value] of new FormData(form)) if (!SKIP.has(name)) fields[name] = value;
    sessionStorage.setItem(`keep-${form.dataset.keep}`, JSON.stringify({ occasion: occasion(), fields }));
  }

  const forget = (name) => sessionStorage.removeItem(`keep-${name}`);

  function fill(form, kept) {
    for (const [name, value] of Object.entries(kept)) {
      const field = form.elements.namedItem(name);
      if (field && name !== "replaces") field.value = value;
    }
  }

  // Which ride is changed is never put back by itself: without its banner in view, the old ride would be
  // given up unseen. Only the server knows whether it can still be changed: its form comes first.
  async function restore(form) {
    const { fields: kept, ...found } = read(form.dataset.keep) ?? {};
    if (!kept || found.occasion !== occasion() || kept.resident_id !== form.elements.resident_id.value) return;
    if (kept.replaces) {
      await htmx.ajax("GET", `/desk/change/${kept.replaces}`, { target: "#booking", swap: "innerHTML" }).catch(() => {});
      form = document.querySelector(`form[data-keep="${form.dataset.keep}"]`);
    }
    fill(form, kept);
    keep(form);
  }

  for (const kind of ["input", "change"]) {
    document.addEventListener(kind, (event) => {
      const form = event.target.closest?.("form[data-keep]");
      if (form) keep(form);
    });
  }

  document.addEventListener("DOMContentLoaded", () => {
    for (const form of document.querySelectorAll("form[data-keep]")) restore(form);
  });

  document.addEventListener("htmx:afterSwap", () => {
    const done = document.querySelector("[data-forget-now]");
    if (done) forget(done.dataset.forgetNow);
  });

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("[data-forget]");
    if (link) forget(link.dataset.forget);
  });
})();
