// What was typed for one caller waits while another is helped: kept in this browser tab only, like what
// keep.js keeps, and put back by a fresh load of the same page.
"use strict";

window.parked = (() => {
  const KEY = "parked-desk";
  const RETURNING = "parked-returning"; // on its way over the load
  const KEPT = "keep-desk";
  const all = () => JSON.parse(sessionStorage.getItem(KEY) ?? "[]");
  const main = (rest) => document.querySelector(`main ${rest}`);

  const isAsItCame = (field) => {
    if (field.matches("[type=hidden]")) return true;
    if (field.matches("[type=radio], [type=checkbox]")) return field.checked === field.defaultChecked;
    if (field.matches("select")) {
      return field.value === (field.querySelector("option[selected]") ?? field.options[0])?.value;
    }
    return field.value === field.defaultValue;
  };

  // Letters in the caller's field that chose nobody yet.
  function isSearching() {
    const who = main("#who");
    return who.value.trim() !== "" && who.value !== who.dataset.prefilled && !main("[name=resident]").value;
  }

  // A form that was asked with comes back with its words as its defaults: those count as typed too.
  function isTyped() {
    if (isSearching() || main("details[open]") || main("[data-parked-from]")) return true;
    if (main("[data-forget-now]")) return false; // booked: nothing of it waits
    const fields = [...document.querySelectorAll("main :is(input, select, textarea):not(#who)")];
    return fields.some((field) => !isAsItCame(field)) ||
      ["to", "time", "back"].some((id) => main(`#${id}`)?.value.trim());
  }

  // Fields beside the form of the ride: of a new resident, or the reason for a cancellation.
  function besides() {
    const fields = [...document.querySelectorAll("main :is(input, select, textarea)[id]:not(#who)")];
    const kept = fields.filter((field) =>
      !field.closest("#booking-form") && (field.closest("[data-parked-from]") || !isAsItCame(field)));
    return Object.fromEntries(kept.map((field) => [field.id, field.value]));
  }

  async function putBack({ who, from, fields }) {
    if (who) main("#who").value = who;
    if (from) await htmx.ajax("GET", from, { target: "#card", swap: "innerHTML" }).catch(() => {});
    for (const [id, value] of Object.entries(fields)) {
      const field = document.getElementById(id);
      if (!field) continue;
      field.value = value;
      field.closest("details")?.setAttribute("open", "");
    }
  }

  function note() {
    const form = main("#booking-form");
    form?.dispatchEvent(new Event("input", { bubbles: true })); // keep.js writes it down as it is now
    return {
      address: location.pathname + location.search,
      kept: sessionStorage.getItem(KEPT),
      name: main(".card-name")?.textContent ?? main("#who").value.trim(),
      who: isSearching() ? main("#who").value : "",
      from: main("[data-parked-from]")?.dataset.parkedFrom ?? "", // the form of a person, which a fresh load lacks
      fields: besides(),
    };
  }

  function put(list) {
    sessionStorage.setItem(KEY, JSON.stringify(list));
    show();
  }

  function show() {
    const place = document.getElementById("parked");
    const last = all().at(-1);
    if (!place) return;
    place.hidden = !last;
    if (!last) return;
    const words = last.name ? place.dataset.words.replace("{}", last.name) : place.dataset.wordsNameless;
    place.querySelector("[data-parked-words]").textContent = words;
  }

  function back() {
    const list = all();
    const last = list.pop();
    if (!last) return;
    if (isTyped()) list.push(note()); // they change places
    put(list);
    if (last.kept) sessionStorage.setItem(KEPT, last.kept);
    sessionStorage.setItem(RETURNING, JSON.stringify(last));
    location.assign(last.address);
  }

  document.addEventListener("click", (event) => {
    if (event.target.closest?.("[data-parked-back]")) back();
  });

  document.addEventListener("DOMContentLoaded", () => {
    show();
    const returning = JSON.parse(sessionStorage.getItem(RETURNING) ?? "null");
    sessionStorage.removeItem(RETURNING);
    if (returning) putBack(returning);
  });

  return { note, push: (noted) => put([...all(), noted]), isTyped, isSearching };
})();
