// Phone calls by keyboard: F10 goes to the next one, and in it the keys that its buttons show press them.
"use strict";

(() => {
  const writes = (element) => element.matches("textarea, select, input:not([type=hidden])");

  function next() {
    const tasks = [...document.querySelectorAll("[data-task]")];
    const here = tasks.indexOf(document.activeElement.closest("[data-task]"));
    tasks[(here + 1) % tasks.length]?.focus();
  }

  document.addEventListener("click", (event) => {
    if (event.target.closest?.("[data-next-task]")) next();
  });

  // In the capturing phase: a key that means something in a task means nothing else on the page.
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    const task = event.target.closest?.("[data-task]");
    if (!task || writes(event.target)) return;
    const target = task.querySelector(`[data-task-key="${CSS.escape(event.key.toLowerCase())}"]:not(:disabled)`);
    if (!target) return;
    event.preventDefault();
    event.stopPropagation();
    target.click();
    if (target.matches("summary")) target.parentElement.querySelector("input:not([type=hidden])")?.focus();
  }, true);
})();
