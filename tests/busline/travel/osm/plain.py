"""The fastest ways over an OpenStreetMap file, told plainly: dictionaries, a heap, nothing vectorised.

Shares no code with ``busline.travel.osm``. It follows the same written rules: speeds by class, or four
fifths of the limit; the most particular access tag; barriers; the largest part in which every place
reaches every other; a point stands on the nearest segment, at a whole millisecond of it.
"""

import heapq
import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import osmium

R = 6371009.0
SPEEDS = {
    "motorway": 90,
    "motorway_link": 45,
    "trunk": 85,
    "trunk_link": 40,
    "primary": 65,
    "primary_link": 30,
    "secondary": 55,
    "secondary_link": 25,
    "tertiary": 40,
    "tertiary_link": 20,
    "unclassified": 25,
    "residential": 25,
    "living_street": 10,
    "service": 15,
}
NOT_FOR_US = "no private agricultural forestry agricultural;forestry emergency military delivery permit "
NOT_FOR_US += "residents psv bus"
OPEN_BARRIERS = "border_control bump_gate cattle_grid entrance gate height_restrictor kerb lift_gate no "
OPEN_BARRIERS += "sally_port toll_booth"

Place = Any  # a node's number, or a number with the way and side for a place at a barrier


class PlainMap(osmium.SimpleHandler):  # type: ignore[misc]
    """Every arc of the network with its milliseconds."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        self.where: dict[Place, tuple[float, float]] = {}
        self.arcs: dict[Place, dict[Place, int]] = defaultdict(dict)
        self._barriers: set[int] = set()
        self.apply_file(str(file), locations=True)
        self._keep_largest_part()

    def node(self, n: Any) -> None:
        """Remember a node that stops cars."""
        if "barrier" not in n.tags:
            return
        access = next((n.tags[k] for k in _ACCESS if k in n.tags), None)
        if access is not None:
            stops = access in NOT_FOR_US.split()
        else:
            rising = n.tags["barrier"] == "bollard" and n.tags.get("bollard") == "rising"
            stops = not rising and n.tags["barrier"] not in OPEN_BARRIERS.split()
        if stops:
            self._barriers.add(n.id)

    def way(self, w: Any) -> None:
        """Add the arcs of a way."""
        speed = SPEEDS.get(w.tags.get("highway"))
        access = next((w.tags[k] for k in _ACCESS if k in w.tags), None)
        if speed is None or access in NOT_FOR_US.split() or w.tags.get("area") == "yes":
            return
        oneway = w.tags.get("oneway:motor_vehicle", w.tags.get("oneway"))
        if oneway == "reversible":
            return
        if oneway is None:
            ring = w.tags.get("junction") in ("roundabout", "circular")
            oneway = "yes" if ring or w.tags["highway"] == "motorway" else "no"
        ahead = _limit(w.tags, "maxspeed:forward", speed)
        back = _limit(w.tags, "maxspeed:backward", speed)
        previous: Place = None
        for position, node in enumerate(w.nodes):
            if not node.location.valid():
                previous = None
                continue
            at_barrier = node.ref in self._barriers
            before = (node.ref, w.id, position, "before") if at_barrier else node.ref
            after = (node.ref, w.id, position, "after") if at_barrier else node.ref
            for place in (before, after):
                self.where[place] = (node.location.lat, node.location.lon)
            if previous is not None and previous != before:
                if oneway not in ("-1", "reverse"):
                    self._arc(previous, before, ahead)
                if oneway not in ("yes", "true", "1"):
                    self._arc(before, previous, back)
            previous = after

    def _arc(self, a: Place, b: Place, kmh: float) -> None:
        ms = max(round(haversine(self.where[a], self.where[b]) * 3600 / kmh), 1)
        self.arcs[a][b] = min(ms, self.arcs[a].get(b, ms))

    def _keep_largest_part(self) -> None:
        backwards: dict[Place, list[Place]] = defaultdict(list)
        for a, ends in self.arcs.items():
            for b in ends:
                backwards[b].append(a)
        left, largest = set(self.arcs), set()
        while left:
            seed = next(iter(left))
            part = _reached(seed, self.arcs) & _reached(seed, backwards)
            left -= part | {seed}
            largest = max(largest, part, key=len)
        self.arcs = defaultdict(
            dict,
            {a: {b: ms for b, ms in self.arcs[a].items() if b in largest} for a in largest},
        )

    def nearest(self, lat: float, lon: float) -> tuple[Place, Place, float, float]:
        """Return the ends of the nearest segment, how far along it the point stands, and metres to it."""
        best: tuple[float, Place, Place, float] | None = None
        squeeze = math.cos(math.radians(lat))

        def flat(place: Place) -> tuple[float, float]:
            its_lat, its_lon = self.where[place]
            return R * math.radians(its_lat - lat), R * math.radians(its_lon - lon) * squeeze

        for a, ends in self.arcs.items():
            an, ae = flat(a)
            for b in ends:
                bn, be = flat(b)
                length2 = (bn - an) ** 2 + (be - ae) ** 2
                share = -(an * (bn - an) + ae * (be - ae)) / length2 if length2 else 0.0
                share = min(max(share, 0.0), 1.0)
                metres = math.hypot(an + share * (bn - an), ae + share * (be - ae))
                if best is None or metres < best[0]:
                    best = (metres, a, b, share)
        assert best is not None
        return best[1], best[2], best[3], best[0]


def haversine(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Return metres between two (lat, lon)."""
    (lat1, lon1), (lat2, lon2) = (tuple(map(math.radians, place)) for place in (a, b))
    h = math.sin((lat2 - lat1) / 2) ** 2
    h += math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * R * math.asin(math.sqrt(h))


def plain_matrix(map_: PlainMap, points: Sequence[tuple[float, float]]) -> list[list[int]]:
    """Return whole seconds between all points, rounded up."""
    stands = [map_.nearest(lat, lon) for lat, lon in points]
    return [_row(map_, stands, i) for i in range(len(points))]


def _row(map_: PlainMap, stands: Sequence[tuple[Place, Place, float, float]], i: int) -> list[int]:
    """Dijkstra from point i, started at both ends of its segment and finished at both ends of theirs."""
    a, b, share, _ = stands[i]
    start = {}
    if b in map_.arcs[a]:
        start[b] = map_.arcs[a][b] - _at(map_, a, b, share)
    if a in map_.arcs[b]:
        start[a] = map_.arcs[b][a] - _at(map_, b, a, 1 - share)
    done: dict[Place, int] = {}
    heap = [(ms, k, place) for k, (place, ms) in enumerate(start.items())]
    heapq.heapify(heap)
    count = len(heap)
    while heap:
        ms, _, place = heapq.heappop(heap)
        if place in done:
            continue
        done[place] = ms
        for following, cost in map_.arcs[place].items():
            if following not in done:
                count += 1
                heapq.heappush(heap, (ms + cost, count, following))
    # Different points are at least a second apart, even at one place of the road.
    seconds = [-(-_to(map_, done, stands[i], stand) // 1000) for stand in stands]
    return [0 if j == i else max(s, 1) for j, s in enumerate(seconds)]


def _to(
    map_: PlainMap,
    done: dict[Place, int],
    from_: tuple[Place, Place, float, float],
    stand: tuple[Place, Place, float, float],
) -> int:
    c, d, share, _ = stand
    ways = []
    if d in map_.arcs[c]:
        ways.append(done[c] + _at(map_, c, d, share))
    if c in map_.arcs[d]:
        ways.append(done[d] + _at(map_, d, c, 1 - share))
    a, b, here, _ = from_
    if {a, b} == {c, d}:  # on one segment: straight along it, if that is ahead
        here = here if (a, b) == (c, d) else 1 - here
        if here <= share and d in map_.arcs[c]:
            ways.append(_at(map_, c, d, share) - _at(map_, c, d, here))
        if here >= share and c in map_.arcs[d]:
            ways.append(_at(map_, d, c, 1 - share) - _at(map_, d, c, 1 - here))
    return min(ways)


def _at(map_: PlainMap, a: Place, b: Place, share: float) -> int:
    """Milliseconds from a to the place that lies `share` of the way to b."""
    return round(share * map_.arcs[a][b])


_ACCESS = ("motorcar", "motor_vehicle", "vehicle", "access")


def _limit(tags: Any, own: str, otherwise: float) -> float:
    """The extract knows limits as plain numbers only; anything else would fail here and be seen."""
    for key in (own, "maxspeed"):
        if key in tags:
            return min(int(tags[key]) * 0.8, 100)
    return otherwise


def _reached(seed: Place, arcs: Any) -> set[Place]:
    seen, stack = {seed}, [seed]
    while stack:
        following: Iterable[Place] = arcs.get(stack.pop(), ())
        for place in following:
            if place not in seen:
                seen.add(place)
                stack.append(place)
    return seen
