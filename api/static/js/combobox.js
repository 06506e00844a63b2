// A text field with a list under it (WAI-ARIA combobox). The server fills the list; keys choose from it.
// Choosing puts the option's label into the field, its value into the hidden one, and whatever it carries
// as data-fill-NAME into the fields of that name.
"use strict";

(() => {
  const parts = (element) => {
    const box = element.closest("[data-combo]");
    if (!box) return null;
    return {
      box,
      input: box.querySelector("[role=combobox]"),
      value: box.querySelector("[data-combo-value]"),
      list: box.querySelector("[role=listbox]"),
    };
  };

  // What the list was filled for; what is typed since then is answered in a moment.
  const listed = new WeakMap();
  const isListed = (combo) => listed.get(combo.list) === combo.input.value;
  let chosenUnseen = null; // a field that was left, or Enter pressed in, before its list was there

  const options = (list) => [...list.querySelectorAll("[role=option]:not([aria-disabled])")];
  const active = (list) => list.querySelector("[aria-selected=true]");

  function show(combo, open) {
    combo.list.hidden = !open;
    combo.input.setAttribute("aria-expanded", String(open));
    if (!open) combo.input.removeAttribute("aria-activedescendant");
  }

  function activate(combo, option) {
    for (const other of options(combo.list)) other.setAttribute("aria-selected", String(other === option));
    if (!option) return;
    combo.input.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  }

  function step(combo, by) {
    const all = options(combo.list);
    if (!all.length) return;
    const at = all.indexOf(active(combo.list));
    activate(combo, all[(at + by + all.length) % all.length]);
  }

  function choose(combo, option) {
    combo.input.value = option.dataset.label;
    combo.value.value = option.dataset.value;
    show(combo, false);
    for (const [key, given] of Object.entries(option.dataset)) {
      if (key.startsWith("fill")) fill(combo.box.closest("form"), key.slice(4).toLowerCase(), given);
    }
    combo.input.dispatchEvent(new CustomEvent("change", { bubbles: true }));
    htmx.trigger(option, "combo:chosen");
  }

  // Typed faster than the list came: what it still shows was never meant. The first of the new list is.
  function take(combo, option) {
    if (isListed(combo)) choose(combo, option);
    else chosenUnseen = combo.input;
  }

  function fill(form, name, given) {
    const field = form?.elements.namedItem(name === "activity" ? "activity_id" : name);
    if (field) field.value = given;
  }

  document.addEventListener("keydown", (event) => {
    if (event.target.getAttribute?.("role") !== "combobox") return;
    const combo = parts(event.target);
    const open = !combo.list.hidden;
    const option = open ? active(combo.list) : null;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!open) htmx.trigger(combo.input, "input");
      if (!open && combo.list.children.length) show(combo, true);
      step(combo, event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter" && option) {
      event.preventDefault();
      take(combo, option);
    } else if (event.key === "Tab" && option && combo.input.value.trim() && !event.shiftKey) {
      take(combo, option);
    } else if (event.key === "Escape" && open) {
      event.preventDefault();
      event.stopPropagation();
      show(combo, false);
    }
  }, true);

  document.addEventListener("input", (event) => {
    if (event.target.getAttribute("role") !== "combobox") return;
    const combo = parts(event.target);
    chosenUnseen = null;
    combo.value.value = ""; // what is typed anew is not what was chosen before
    if (!combo.input.value.trim()) show(combo, false);
  });

  document.addEventListener("mousedown", (event) => {
    const option = event.target.closest?.("[data-combo] [role=option]:not([aria-disabled])");
    if (!option) return;
    event.preventDefault();
    choose(parts(option), option);
  });

  document.addEventListener("focusout", (event) => {
    if (event.target.getAttribute?.("role") === "combobox") show(parts(event.target), false);
  });

  // Not before the list has settled: only then does htmx hear that an option was chosen.
  document.addEventListener("htmx:afterSettle", (event) => {
    const list = event.detail.target;
    if (list.getAttribute?.("role") !== "listbox") return;
    const combo = parts(list);
    listed.set(list, event.detail.requestConfig?.parameters[combo.input.name]);
    if (!combo.input.value.trim() || combo.value.value) return;
    if (chosenUnseen === combo.input && isListed(combo)) {
      chosenUnseen = null;
      if (options(list)[0]) choose(combo, options(list)[0]);
      return;
    }
    if (document.activeElement !== combo.input) return;
    show(combo, true);
    activate(combo, options(list)[0]);
  });
})();
