// What this phone keeps of a duty until the server has it: in IndexedDB, written through to the disk before
// it counts, so that a phone that dies in a pocket has it when it starts again. No names are in it.
"use strict";

const driveStore = (() => {
  const NAME = "drive";
  const REPORTS = "reports";
  let opened = null;

  function open() {
    opened ??= new Promise((resolve, reject) => {
      const asked = indexedDB.open(NAME, 1);
      // Numbered by the database: reports of several open pages have one order, that in which they were made.
      asked.onupgradeneeded = () => asked.result.createObjectStore(REPORTS, { keyPath: "place", autoIncrement: true });
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => reject(asked.error);
    });
    return opened;
  }

  async function change(act) {
    const database = await open();
    return new Promise((resolve, reject) => {
      const work = database.transaction(REPORTS, "readwrite", { durability: "strict" });
      act(work.objectStore(REPORTS));
      work.commit?.(); // at once: a page that closes now would take back what was left to be committed
      work.oncomplete = () => resolve();
      work.onabort = () => reject(work.error);
    });
  }

  async function all() {
    const database = await open();
    return new Promise((resolve, reject) => {
      const asked = database.transaction(REPORTS).objectStore(REPORTS).getAll();
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => reject(asked.error);
    });
  }

  return {
    all,
    add: (entry) => change((reports) => reports.add(entry)),
    put: (entries) => change((reports) => entries.forEach((entry) => reports.put(entry))),
    remove: (places) => change((reports) => places.forEach((place) => reports.delete(place))),
  };
})();
