// The worker behind the driver's page: serves the page, what it needs and today's run where there is no
// network. VERSION and ASSETS stand before this text, see api/pages/drive/installing.py. What it keeps of
// people is one view of one run, and it serves nothing else than /drive from it.
"use strict";

const PAGE = "/drive";
const AWAY = "/drive/away";
const RUN_CACHE = "drive-run";
const PREFIX = "drive-assets-";
const OWN_CACHE = PREFIX + VERSION;
const PATIENCE_MS = 4000; // then a view of some minutes ago is better than none

async function prepare() {
  const cache = await caches.open(OWN_CACHE);
  await cache.addAll([...ASSETS, AWAY].map((address) => new Request(address, { cache: "reload" })));
  await self.skipWaiting();
}

async function takeOver() {
  await self.clients.claim();
  // A view that is kept needs the assets of its own version, until there is a newer one.
  if ((await keptRun()) && !(await keep(PAGE)).fresh) return;
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith(PREFIX) && name !== OWN_CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
}

const forget = () => caches.delete(RUN_CACHE);

// By how long ago it was kept, not by the date: the clock of a phone may be wrong.
async function keptRun() {
  const found = await (await caches.open(RUN_CACHE)).match(PAGE);
  if (!found) return null;
  const age = (Date.now() - Number(found.headers.get("X-Kept-At"))) / 1000;
  if (age < Number(found.headers.get("X-Keep-For"))) return found;
  await forget();
  return null;
}

async function keep(address) {
  try {
    return await store(await fetch(address, { credentials: "same-origin", cache: "no-store" }));
  } catch {
    return { fresh: false };
  }
}

async function store(answer) {
  if (answer.status >= 500) return { fresh: false };
  if (!answer.ok || answer.redirected || !(Number(answer.headers.get("X-Keep-For")) > 0)) {
    await forget(); // no duty, a duty that is over, or nobody who is logged in
    return { fresh: true, reported: [] };
  }
  const html = await answer.text();
  const headers = new Headers(answer.headers);
  headers.set("X-Kept-At", String(Date.now()));
  for (const name of ["Vary", "Content-Encoding", "Content-Length"]) headers.delete(name);
  await (await caches.open(RUN_CACHE)).put(PAGE, new Response(html, { headers }));
  const reported = /data-reported="([^"]*)"/.exec(html)?.[1] ?? "";
  return { fresh: true, reported: reported.split(" ") };
}

const later = (ms) => new Promise((resolve) => { setTimeout(() => resolve(null), ms); });

async function page(event) {
  const asked = fetch(event.request).catch(() => null);
  const kept = await keptRun();
  const answer = await (kept ? Promise.race([asked, later(PATIENCE_MS)]) : asked);
  if (!answer || (kept && answer.status >= 500)) return kept ?? caches.match(AWAY);
  event.waitUntil(store(answer.clone()));
  return answer;
}

async function asset(request) {
  return (await caches.match(request)) ?? fetch(request);
}

self.addEventListener("install", (event) => event.waitUntil(prepare()));
self.addEventListener("activate", (event) => event.waitUntil(takeOver()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== self.location.origin) return;
  if (request.mode === "navigate" && address.pathname === PAGE) event.respondWith(page(event));
  else if (address.pathname.startsWith("/static/")) event.respondWith(asset(request));
});
self.addEventListener("message", (event) => {
  const { do: what, address } = event.data;
  const done = what === "keep" ? keep(address) : forget();
  event.waitUntil(done.then((answer) => event.ports[0]?.postMessage(answer)));
});
