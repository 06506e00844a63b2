"""Rides between stops on a plain map: an arrow from stop to stop, the thicker the more rode."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

WIDTH, HEIGHT, EDGE = 760.0, 480.0, 90.0
MOST_ARROWS = 16  # more would be a tangle; the table has them all
THINNEST, THICKEST = 1.5, 7.0
BOW = 0.14  # how far an arrow bends to its right: there and back stay apart
LETTER_W, LETTER_H = 6.6, 15.0  # of a name on the map


@dataclass(frozen=True, slots=True)
class Place:
    """A stop with its coordinates in degrees."""

    id: str
    name: str
    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class Dot:
    """A stop on the map, its name beside it; an empty one where there is no room."""

    x: float
    y: float
    name: str
    name_x: float
    name_y: float
    anchor: str


@dataclass(frozen=True, slots=True)
class Arrow:
    """Rides from one stop to another; `path` is the line, `tip` the arrow's head as a polygon."""

    path: str
    tip: str
    width: float
    rides: int


@dataclass(frozen=True, slots=True)
class FlowMap:
    """The map; `left_out` is how many pairs of stops have no arrow."""

    width: float
    height: float
    dots: tuple[Dot, ...]
    arrows: tuple[Arrow, ...]
    left_out: int


def make_flow_map(flows: Mapping[tuple[str, str], int], places: Sequence[Place]) -> FlowMap | None:
    """Return the map of rides by (from, to); None if no ride has both its stops on it.

    The busiest pairs are drawn, and only the stops at their ends.
    """
    known = {place.id: place for place in places}
    busiest = sorted(
        ((ends, rides) for ends, rides in flows.items() if rides and set(ends) <= set(known)),
        key=lambda flow: (-flow[1], flow[0]),
    )
    drawn = busiest[:MOST_ARROWS]
    if not drawn:
        return None
    used = sorted({stop for ends, _ in drawn for stop in ends})
    at = _project([known[stop] for stop in used])
    most = drawn[0][1]
    arrows = tuple(
        _arrow(at[ends[0]], at[ends[1]], rides, most) for ends, rides in reversed(drawn) if ends[0] != ends[1]
    )
    dots = _dots([known[stop] for stop in used], at)
    return FlowMap(WIDTH, HEIGHT, dots, arrows, len(flows) - len(drawn))


Point = tuple[float, float]


def _project(places: Sequence[Place]) -> dict[str, Point]:
    """Return where places lie in the picture, north up, as large as fits."""
    shrink = math.cos(math.radians(sum(place.lat for place in places) / len(places)))
    xs = [place.lon * shrink for place in places]
    ys = [-place.lat for place in places]
    wide, high = max(xs) - min(xs), max(ys) - min(ys)
    scale = min((WIDTH - 2 * EDGE) / wide if wide else math.inf, (HEIGHT - EDGE) / high if high else math.inf)
    scale = 0.0 if math.isinf(scale) else scale
    left, top = (WIDTH - wide * scale) / 2, (HEIGHT - high * scale) / 2
    return {
        place.id: (round(left + (x - min(xs)) * scale, 1), round(top + (y - min(ys)) * scale, 1))
        for place, x, y in zip(places, xs, ys, strict=True)
    }


def _arrow(start: Point, end: Point, rides: int, most: int) -> Arrow:
    width = round(THINNEST + (THICKEST - THINNEST) * rides / most, 1)
    (x0, y0), (x1, y1) = start, end
    bend_x, bend_y = (x0 + x1) / 2 - (y1 - y0) * BOW, (y0 + y1) / 2 + (x1 - x0) * BOW
    # The head lies on the line, at two thirds of the way, where it covers no dot and no other head.
    part = 0.66
    x = (1 - part) ** 2 * x0 + 2 * part * (1 - part) * bend_x + part**2 * x1
    y = (1 - part) ** 2 * y0 + 2 * part * (1 - part) * bend_y + part**2 * y1
    dx = 2 * (1 - part) * (bend_x - x0) + 2 * part * (x1 - bend_x)
    dy = 2 * (1 - part) * (bend_y - y0) + 2 * part * (y1 - bend_y)
    length = math.hypot(dx, dy) or 1.0
    ux, uy, size = dx / length, dy / length, 5 + width
    corners = (
        (x + ux * size, y + uy * size),
        (x - uy * size * 0.7, y + ux * size * 0.7),
        (x + uy * size * 0.7, y - ux * size * 0.7),
    )
    tip = " ".join(f"{cx:.1f},{cy:.1f}" for cx, cy in corners)
    return Arrow(f"M{x0} {y0} Q{bend_x:.1f} {bend_y:.1f} {x1} {y1}", tip, width, rides)


def _dots(places: Sequence[Place], at: Mapping[str, Point]) -> tuple[Dot, ...]:
    """Place the names where they cover no dot, if there is such a place; none covers another.

    A name for which there is no room is left out: the table beside the picture has it.
    """
    taken = [(x - 6, y - 6, x + 6, y + 6) for x, y in at.values()]
    names: list[Box] = []
    dots = []
    for place in sorted(places, key=lambda one: at[one.id]):
        x, y = at[place.id]
        wide = len(place.name) * LETTER_W
        choices = [
            (x + 10, y + 5, "start", (x + 10, y - 8, x + 10 + wide, y + 8)),
            (x - 10, y + 5, "end", (x - 10 - wide, y - 8, x - 10, y + 8)),
            (x, y - 12, "middle", (x - wide / 2, y - 12 - LETTER_H, x + wide / 2, y - 9)),
            (x, y + 23, "middle", (x - wide / 2, y + 9, x + wide / 2, y + 12 + LETTER_H)),
        ]
        name_x, name_y, anchor, box = min(
            choices, key=lambda choice: (_crossed(choice[3], names), _crossed(choice[3], taken))
        )
        has_room = not _crossed(box, names)
        if has_room:
            names.append(box)
        dots.append(Dot(x, y, place.name if has_room else "", name_x, name_y, anchor))
    return tuple(dots)


Box = tuple[float, float, float, float]


def _crossed(box: Box, taken: Sequence[Box]) -> int:
    """Return how much is in the way of a box; outside of the picture is worst."""
    outside = box[0] < 0 or box[2] > WIDTH or box[1] < 0 or box[3] > HEIGHT
    return 100 * outside + sum(
        box[0] < other[2] and other[0] < box[2] and box[1] < other[3] and other[1] < box[3] for other in taken
    )
