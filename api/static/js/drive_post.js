// Sends reports to the server and hears what became of each.
"use strict";

const drivePost = (() => {
  const PATIENCE_MS = 20_000; // a connection that has died says nothing

  async function post(entries) {
    const events = entries.map((entry) => entry.report);
    const tries = entries.reduce((sum, entry) => sum + entry.tries, 0);
    const begun = driveClock.begin();
    const answer = await ask(events, `drive-${events[0].id}-${events.at(-1).id}-${events.length}-${tries}`);
    if (answer.status === 401) document.dispatchEvent(new CustomEvent("session-over"));
    if (answer.status === 422) return { status: 422 };
    if (!answer.ok) throw new Error(String(answer.status));
    const said = await answer.json();
    // An answer that was kept says what time it was then.
    if (!answer.headers.has("Idempotency-Replayed")) driveClock.learn(said.now, begun);
    return { status: answer.status, events: said.events };
  }

  async function ask(events, key) {
    const first = await send(events, key);
    if (first.status !== 403) return first;
    await renewToken(); // somebody logged in anew since this page was made
    return send(events, key);
  }

  function send(events, key) {
    const run = document.getElementById("run");
    return fetch(run.dataset.events, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRF-Token": run.dataset.csrf, "Idempotency-Key": key },
      body: JSON.stringify({ events }),
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
  }

  async function renewToken() {
    const answer = await fetch("/api/v1/session", { cache: "no-store" });
    if (answer.ok) document.getElementById("run").dataset.csrf = (await answer.json()).csrf_token;
  }

  return Object.assign(post, { renewToken });
})();
