// A telephone rings. On an idle desk the caller's card opens by itself; on any other nothing moves but the
// strip, until a key or a press opens the card. What was typed meanwhile waits for its turn (parked.js).
"use strict";

(() => {
  const SEEN = "calls-seen";
  const MOST_SEEN = 20;
  const strip = () => document.getElementById("calls");
  const who = () => document.querySelector("#who");
  const openResident = () => document.querySelector("#booking-form")?.elements.resident_id.value ?? "";
  const isIdle = () => !openResident() && !document.querySelector("#card .card-name") && !window.parked.isTyped();
  const cardAddress = (resident) => `/desk/residents/${encodeURIComponent(resident)}`;

  let opened = null; // the call whose card opened by itself, until somebody works with it
  const card = () => document.getElementById("card");

  function setOpened(call) {
    opened = call;
    if (call) card().dataset.byItself = call.resident;
    else delete card().dataset.byItself;
    document.dispatchEvent(new CustomEvent("desk:worked"));
  }

  let opening = ""; // the address that is being fetched for that
  let unknown = ""; // the number of a caller who is nobody yet: for the form of a new resident
  let came = null; // where the focus was before it went into the strip

  // Each call opens a card by itself once in a tab: whoever clears the desk meant to.
  const seen = () => JSON.parse(sessionStorage.getItem(SEEN) ?? "[]");
  const see = (id) => sessionStorage.setItem(SEEN, JSON.stringify([...seen(), id].slice(-MOST_SEEN)));

  function name(resident, label) {
    who().value = label;
    delete who().dataset.prefilled;
    document.querySelector("main [name=resident]").value = resident;
  }

  const take = (call) =>
    htmx.ajax("POST", `/desk/calls/${call}/take`, { source: strip(), swap: "none" }).catch(() => {});

  async function open(call, { callOpen: resident, name: label }) {
    setOpened(null);
    if (openResident() === resident) { // it is there already, and so is what was typed into it
      take(call);
      document.querySelector("#to")?.focus();
      return;
    }
    const before = window.parked.isTyped() ? window.parked.note() : null;
    const how = { target: "#card", swap: "innerHTML", values: { resident } };
    await htmx.ajax("POST", `/desk/calls/${call}/open`, how).catch(() => {});
    if (openResident() !== resident) return;
    if (before) window.parked.push(before);
    see(call);
    name(resident, label);
    strip().querySelector(`[data-call="${call}"]`)?.remove(); // the key is free at once for the next caller
    refresh();
  }

  async function openByItself(call, { callOpen: resident, name: label }) {
    see(call);
    const focused = document.activeElement;
    opening = cardAddress(resident);
    card().dataset.byItself = resident;
    await htmx.ajax("GET", opening, { target: "#card", swap: "innerHTML" }).catch(() => {});
    opening = "";
    if (openResident() !== resident) {
      setOpened(null);
      return;
    }
    setOpened({ call, resident });
    history.replaceState(history.state, "", `/desk?resident=${encodeURIComponent(resident)}`);
    name(resident, label);
    // The next word goes to the form, unless somebody was somewhere else than at the beginning.
    if (focused !== who() && focused !== document.body && focused.isConnected) focused.focus();
    refresh();
  }

  // Whoever begins to type meanwhile keeps the desk as it is.
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (opening && event.detail.pathInfo?.requestPath === opening && !isIdle()) event.detail.shouldSwap = false;
  });

  function prefill(number) {
    unknown = number;
    who().value = number;
    who().dataset.prefilled = number; // what was not typed is not kept from the next caller
    document.querySelector("main [name=resident]").value = "";
    if (document.activeElement === who()) who().select();
  }

  function unfill() {
    if (who().dataset.prefilled && who().value === who().dataset.prefilled) who().value = "";
    delete who().dataset.prefilled;
  }

  function search(item) {
    unknown = item.dataset.number;
    if (!window.parked.isSearching()) prefill(unknown);
    who().focus();
    who().select();
    see(item.dataset.call);
    take(item.dataset.call);
  }

  // The number goes into the form here: in an address it would get into the logs of a proxy.
  async function takeIn(item) {
    const before = window.parked.isTyped() ? window.parked.note() : null;
    unknown = item.dataset.number;
    unfill();
    await htmx.ajax("GET", "/desk/newcomer", { target: "#card", swap: "innerHTML" }).catch(() => {});
    if (!document.querySelector("#card .newcomer")) return;
    if (before) window.parked.push(before);
    history.replaceState(history.state, "", "/desk");
    name("", "");
    see(item.dataset.call);
    take(item.dataset.call);
  }

  function fillIn() {
    const phone = document.querySelector("#card #newcomer-phone");
    if (phone && unknown && !phone.value) phone.value = unknown;
    if (phone || openResident()) unknown = "";
  }

  function closeIfElsewhere() {
    const elsewhere = (strip().querySelector(".call-list")?.dataset.elsewhere ?? "").split(" ");
    if (!opened || !elsewhere.includes(opened.call)) return;
    const untouched = openResident() === opened.resident && !window.parked.isTyped();
    setOpened(null);
    if (!untouched) return;
    name("", "");
    htmx.ajax("GET", "/desk/nobody", { target: "#card", swap: "innerHTML" }).then(() => who().focus()).catch(() => {});
  }

  function welcome(item) {
    if (!("byItself" in item.dataset) || seen().includes(item.dataset.call) || !isIdle() || opening) return;
    if (item.dataset.kind === "known") openByItself(item.dataset.call, item.querySelector("[data-call-open]").dataset);
    if (item.dataset.kind === "unknown" && !who().value) prefill(item.dataset.number);
  }

  // Marks the call whose card is open; what the strip says of the others stays.
  function refresh() {
    for (const button of strip().querySelectorAll("[data-call-open]")) {
      button.closest(".call").classList.toggle("is-open", button.dataset.callOpen === openResident());
    }
  }

  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.detail.target.id !== "calls") return;
    const items = [...strip().querySelectorAll(".call")];
    if (!items.some((item) => item.dataset.kind === "unknown")) unfill();
    closeIfElsewhere();
    if (items.length) welcome(items[0]);
    refresh();
    if (came && !strip().contains(document.activeElement)) came = null;
  });

  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target.id !== "card") return;
    refresh();
    fillIn();
  });

  document.addEventListener("click", (event) => {
    const item = event.target.closest?.("#calls .call");
    if (!item) return;
    const button = event.target.closest("[data-call-open]");
    if (button) open(item.dataset.call, button.dataset);
    else if (event.target.closest("[data-call-search]")) search(item);
    else if (event.target.closest("[data-call-newcomer]")) takeIn(item);
    else if (event.target.closest("[data-call-choose]")) {
      came = document.activeElement;
      item.querySelector("[data-call-open]").focus();
    }
  });

  // Whoever works with a card that opened by itself has taken the call.
  for (const kind of ["input", "change"]) {
    document.addEventListener(kind, (event) => {
      if (!opened || !event.target.closest?.("#booking, #card") || openResident() !== opened.resident) return;
      take(opened.call);
      setOpened(null);
    });
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    const within = strip()?.contains(event.target);
    if (within && event.key === "Escape") {
      event.preventDefault();
      (came?.isConnected ? came : who()).focus();
      came = null;
      return;
    }
    const chosen = /^\d$/.test(event.key) && strip()?.querySelector(`[data-digit="${event.key}"]`);
    const atStart = (event.target === who() && !who().value) || event.target === document.body;
    if (!chosen || !(within || (atStart && isIdle()))) return;
    event.preventDefault();
    chosen.click();
  }, true);
})();
