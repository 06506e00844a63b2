// Lets the worker keep this run for when there is no connection, and lets it go: when the day has passed and the
// van is not on the road any more, when the duty is over, and when somebody logs out.
"use strict";

const driveKept = (() => {
  const FRESH_MS = 15_000;
  const LOOK_MS = 60_000;
  const PAUSE_MS = 300;
  const PATIENCE_MS = 3000;
  let timer = null;
  const shown = () => document.querySelector("[data-run]")?.dataset ?? {};

  // The worker answers with the reports that the view which it has kept knows of.
  async function tell(what) {
    const worker = (await navigator.serviceWorker?.getRegistration("/drive"))?.active;
    if (!worker) return null;
    return new Promise((resolve) => {
      const channel = new MessageChannel();
      channel.port1.onmessage = (event) => resolve(event.data);
      worker.postMessage({ ...what, address: location.pathname + location.search }, [channel.port2]);
    });
  }

  function keep() {
    clearTimeout(timer);
    timer = setTimeout(() => keepNow().catch(() => {}), PAUSE_MS); // a page that closes now keeps the next time
  }

  async function keepNow() {
    const kept = await tell({ do: "keep" });
    if (kept === null) await driveQueue.forget((shown().reported ?? "").split(" "));
    else if (kept.reported) await driveQueue.forget(kept.reported);
  }

  const forget = () => {
    clearTimeout(timer);
    return tell({ do: "forget" });
  };

  // Yesterday's run is nobody's business any more, also on a page that stayed open all night; but a van that
  // comes home after midnight still has people aboard.
  async function letGo() {
    const { phase, until, drivenUntil } = shown();
    const last = phase === "driving" ? drivenUntil : until;
    if (!last || driveClock.now() < Number(last) * 1000) return;
    if (!document.getElementById("oops").hidden) return; // a wrong button can still be taken back
    await forget();
    location.replace("/drive");
  }

  async function logOut(event) {
    const form = event.target;
    if (form.getAttribute("action") !== "/logout") return;
    event.preventDefault();
    if (!(await driveQueue.flush())) {
      document.dispatchEvent(new CustomEvent("live:lost")); // what waits would be lost: it is said that there is no connection
      return;
    }
    // A worker that says nothing keeps nobody logged in; the page that comes now forgets too, see drive_forget.js.
    await Promise.race([forget().catch(() => {}), new Promise((resolve) => { setTimeout(resolve, PATIENCE_MS); })]);
    form.submit();
  }

  async function begin() {
    if (!navigator.serviceWorker) return;
    await navigator.serviceWorker.register("/drive/worker.js", { scope: "/drive", updateViaCache: "none" });
    await navigator.serviceWorker.ready;
    keep();
  }

  document.addEventListener("submit", logOut);
  document.addEventListener("DOMContentLoaded", () => {
    setInterval(letGo, LOOK_MS);
    begin().catch(() => {}); // without it the page works as long as there is a connection
    // A view that was kept is older than what the server would say now.
    const made = Number(shown().made ?? 0) * 1000;
    if (made && driveClock.now() - made > FRESH_MS) htmx.trigger(document.getElementById("run"), "drive:sent");
  });
  return { keep, forget, letGo };
})();
