// Draws the day's stops and runs on a map, from the list beside it: what the list says is what is drawn.
// Nothing is fetched from elsewhere unless the page names a server for the ground under them.
"use strict";

(() => {
  const SIDE_PX = 5; // runs that share a road lie side by side, to the right of where they drive to
  const WIDEST_PX = 16; // and all together not further apart than this
  const NAME = { character: 7.2, high: 20, aside: 12 }; // about the room that a stop's name takes, in pixels
  const ARROW_PX = 24;
  const AGE_MS = 30_000;
  const SVG = "http://www.w3.org/2000/svg";

  let map, drawn, fitted = false;

  function open(place) {
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    map = L.map(place, {
      zoomAnimation: !still, fadeAnimation: !still, markerZoomAnimation: !still, inertia: !still,
      scrollWheelZoom: false, // the page scrolls
      zoomControl: false, zoomSnap: 0.25, attributionControl: Boolean(place.dataset.tiles),
    });
    L.control.zoom({ zoomInTitle: place.dataset.zoomIn, zoomOutTitle: place.dataset.zoomOut }).addTo(map);
    if (place.dataset.tiles) {
      const words = document.createElement("span");
      words.textContent = place.dataset.attribution;
      map.attributionControl.setPrefix(false);
      L.tileLayer(place.dataset.tiles, {
        attribution: words.innerHTML, maxZoom: 19, referrerPolicy: "strict-origin",
      }).addTo(map);
    }
    drawn = L.layerGroup().addTo(map);
    map.on("zoomend", draw);
  }

  function read() {
    const list = document.querySelector("#map-runs");
    const stops = new Map([...list.querySelectorAll("[data-stop]")].map((entry) => [entry.dataset.stop, {
      name: entry.textContent.trim(), at: L.latLng(Number(entry.dataset.lat), Number(entry.dataset.lon)),
      isBase: entry.dataset.kind === "base", isCalled: "called" in entry.dataset,
    }]));
    const runs = [...list.querySelectorAll("[data-run]")].map((run) => ({
      style: `route-${run.dataset.style}`, letter: run.dataset.letter,
      last: run.querySelector("[data-last]")?.dataset,
      place: run.querySelector("[data-place]")?.dataset,
      calls: [...run.querySelectorAll("[data-call]")].map((call) => stops.get(call.dataset.call)).filter(Boolean),
    }));
    return { stops: [...stops.values()], byId: stops, runs };
  }

  function show() {
    const { stops, runs } = read();
    if (!stops.length) return;
    if (!fitted) {
      const called = stops.filter((stop) => stop.isCalled);
      const vans = runs.filter((run) => run.place).map(placeOf);
      fitted = true;
      map.fitBounds(L.latLngBounds([...(called.length ? called : stops).map((stop) => stop.at), ...vans]), {
        padding: [36, 36], animate: false, maxZoom: 16,
      });
    }
    draw();
  }

  function draw() {
    const { stops, byId, runs } = read();
    drawn.clearLayers();
    const side = Math.min(SIDE_PX, WIDEST_PX / runs.length);
    runs.forEach((run, index) => drawRun(run, (index - (runs.length - 1) / 2) * side + side));
    const taken = [];
    for (const stop of stops) drawStop(stop, stop.isCalled && finds(taken, stop));
    for (const run of runs) {
      if (run.place) drawPhone(placeOf(run), run.place.label);
      else if (run.last && byId.has(run.last.last)) drawVan(byId.get(run.last.last).at, run.last.label);
    }
  }

  function drawRun(run, aside) {
    let named = false;
    for (let index = 1; index < run.calls.length; index += 1) {
      const [from, to] = [run.calls[index - 1], run.calls[index]].map((stop) => map.latLngToLayerPoint(stop.at));
      const length = from.distanceTo(to);
      if (!length) continue;
      const way = to.subtract(from).divideBy(length);
      const right = L.point(-way.y, way.x).multiplyBy(aside);
      const at = (share) => map.layerPointToLatLng(from.add(to.subtract(from).multiplyBy(share)).add(right));
      L.polyline([at(0), at(1)], { className: `route ${run.style}`, interactive: false }).addTo(drawn);
      if (length > 3 * ARROW_PX) add(at(0.62), arrow(way), `map-arrow ${run.style}`, ARROW_PX);
      if (!named && length > 5 * ARROW_PX) {
        named = true;
        add(at(0.4), letter(run), "map-letter", 24);
      }
    }
  }

  function add(at, html, className, size) {
    const icon = L.divIcon({ html, className, iconSize: [size, size] });
    L.marker(at, { icon, interactive: false, keyboard: false }).addTo(drawn);
  }

  function arrow(way) {
    const svg = document.createElementNS(SVG, "svg");
    svg.setAttribute("viewBox", "-9 -9 18 18");
    svg.setAttribute("width", ARROW_PX);
    svg.setAttribute("height", ARROW_PX);
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("d", "M-6 -7L8 0L-6 7L-3 0Z");
    path.setAttribute("transform", `rotate(${Math.atan2(way.y, way.x) * 180 / Math.PI})`);
    svg.append(path);
    return svg;
  }

  function letter(run) {
    const badge = document.createElement("span");
    badge.className = `route-badge ${run.style}`;
    badge.textContent = run.letter;
    return badge;
  }

  // Tells whether a stop's name still has room beside it, and takes that; the others show it when pointed at.
  function finds(taken, stop) {
    const at = map.latLngToContainerPoint(stop.at);
    const width = stop.name.length * NAME.character + NAME.aside;
    const left = at.x > map.getSize().x / 2 ? at.x - width : at.x;
    const room = { left, right: left + width, top: at.y - NAME.high / 2, bottom: at.y + NAME.high / 2 };
    const meets = (other) =>
      room.left < other.right && other.left < room.right && room.top < other.bottom && other.top < room.bottom;
    if (taken.some(meets)) return false;
    taken.push(room);
    return true;
  }

  function drawStop(stop, isNamed) {
    const size = stop.isCalled ? 16 : 12;
    const className = `map-stop${stop.isCalled ? " is-called" : ""}${stop.isBase ? " is-base" : ""}`;
    const name = document.createElement("span");
    name.textContent = stop.name;
    L.marker(stop.at, { icon: L.divIcon({ html: "", className, iconSize: [size, size] }), keyboard: false })
      .bindTooltip(name, { permanent: isNamed, direction: "auto", offset: [8, 0], className: "map-name" })
      .addTo(drawn);
  }

  const placeOf = (run) => L.latLng(Number(run.place.lat), Number(run.place.lon));

  // A dot where the phone is, with its name to the side that has room.
  function drawPhone(at, label) {
    const words = document.createElement("span");
    words.textContent = label;
    const icon = L.divIcon({ html: "", className: "map-phone", iconSize: [18, 18] });
    L.marker(at, { icon, interactive: false, keyboard: false, zIndexOffset: 1000 })
      .bindTooltip(words, { permanent: true, direction: "auto", offset: [9, 0], className: "map-van" })
      .addTo(drawn);
  }

  function drawVan(at, label) {
    const words = document.createElement("span");
    words.textContent = label;
    const icon = L.divIcon({ html: words, className: "map-van", iconAnchor: [20, 34] });
    L.marker(at, { icon, interactive: false, keyboard: false, zIndexOffset: 1000 }).addTo(drawn);
  }

  document.addEventListener("DOMContentLoaded", () => {
    const place = document.querySelector("#map");
    if (!place) return;
    open(place);
    show();
    // How long ago a van was there grows by itself; without a place there is nothing to look for.
    setInterval(() => {
      if (document.querySelector("#map-runs [data-place]")) htmx.trigger(document.body, "live:places");
    }, AGE_MS);
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    if (map && event.detail.target.id === "map-runs") show();
  });
})();
