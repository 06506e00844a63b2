"""A driving network as arrays, the roads nearest to points, and the fastest ways between them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from geopy.distance import EARTH_RADIUS
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components, dijkstra

from busline.travel.points import Point
from busline.travel.source import UNREACHABLE, Report, Seconds, say_nothing

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

EARTH_RADIUS_M = EARTH_RADIUS * 1000
CLOSED_MS = np.iinfo(np.int64).max


@dataclass(frozen=True, eq=False)
class Network:
    """Straight road segments between numbered nodes, all of which reach each other.

    Attributes
    ----------
    lat, lon
        Of each node, in degrees.
    tail, head
        The nodes at either end of each segment, tail < head; no two segments have the same ends.
    there_ms, back_ms
        Whole milliseconds from tail to head and from head to tail, ≥ 1; ``CLOSED_MS`` for a one-way.
    """

    lat: Floats
    lon: Floats
    tail: Ints
    head: Ints
    there_ms: Ints
    back_ms: Ints


@dataclass(frozen=True, eq=False)
class Snapped:
    """Points put on the nearest segment: which one, how far along it (0…1), how far from it in metres."""

    segment: Ints
    share: Floats
    off_road_m: Floats


def build_network(lat: Floats, lon: Floats, ends: Ints, kmh: Floats) -> Network:
    """Return the network of segments, without what is not part of the largest strongly connected part.

    Parameters
    ----------
    ends
        Shape (segments, 2), node numbers.
    kmh
        Shape (segments, 2), speed from the first to the second end and back; 0 where closed.
    """
    use = ends[:, 0] != ends[:, 1]
    ends, kmh = ends[use], kmh[use]
    metres = segment_lengths_m(lat[ends], lon[ends])
    is_open = kmh > 0
    driven_ms = np.rint(metres[:, None] * 3600 / np.where(is_open, kmh, 1))
    ms = np.where(is_open, np.maximum(driven_ms, 1).astype(np.int64), CLOSED_MS)
    turned = ends[:, 0] > ends[:, 1]
    ends[turned] = ends[turned][:, ::-1]
    ms[turned] = ms[turned][:, ::-1]
    return _largest_part(lat, lon, *_fastest_of_parallel(ends, ms))


def segment_lengths_m(lat: Floats, lon: Floats) -> Floats:
    """Return great-circle lengths by the haversine formula; `lat` and `lon` have shape (segments, 2)."""
    lat, lon = np.radians(lat), np.radians(lon)
    half = np.sin((lat[:, 1] - lat[:, 0]) / 2) ** 2
    half += np.cos(lat[:, 0]) * np.cos(lat[:, 1]) * np.sin((lon[:, 1] - lon[:, 0]) / 2) ** 2
    return np.asarray(2 * EARTH_RADIUS_M * np.arcsin(np.sqrt(half)))


def _fastest_of_parallel(ends: Ints, ms: Ints) -> tuple[Ints, Ints]:
    if not len(ends):
        return ends, ms
    order = np.lexsort((ends[:, 1], ends[:, 0]))
    ends, ms = ends[order], ms[order]
    first = np.flatnonzero(np.r_[True, (ends[1:] != ends[:-1]).any(axis=1)])
    return ends[first], np.minimum.reduceat(ms, first, axis=0)


def _largest_part(lat: Floats, lon: Floats, ends: Ints, ms: Ints) -> Network:
    network = Network(lat, lon, ends[:, 0], ends[:, 1], ms[:, 0], ms[:, 1])
    if not len(ends):
        return network
    _, part = connected_components(_graph(network, len(lat), *_no_arcs()), connection="strong")
    largest = np.bincount(part).argmax()
    use = (part[ends] == largest).all(axis=1)
    return Network(lat, lon, ends[use, 0], ends[use, 1], ms[use, 0], ms[use, 1])


def snap(network: Network, points: Sequence[Point]) -> Snapped:
    """Put each point on the nearest segment of `network`, on a flat map around the point."""
    found = [_nearest(network, point) for point in points]
    segment, share, metres = zip(*found, strict=True) if found else ((), (), ())
    return Snapped(
        np.array(segment, dtype=np.int64),
        np.array(share, dtype=np.float64),
        np.array(metres, dtype=np.float64),
    )


def _nearest(network: Network, point: Point) -> tuple[int, float, float]:
    north = np.radians(network.lat - point.lat) * EARTH_RADIUS_M
    east = np.radians(network.lon - point.lon) * EARTH_RADIUS_M * np.cos(np.radians(point.lat))
    from_n, from_e = north[network.tail], east[network.tail]
    by_n, by_e = north[network.head] - from_n, east[network.head] - from_e
    length2 = by_n**2 + by_e**2
    along = -(from_n * by_n + from_e * by_e) / np.where(length2 > 0, length2, 1)
    share = np.clip(along, 0, 1)
    metres = np.hypot(from_n + share * by_n, from_e + share * by_e)
    best = int(metres.argmin())
    return best, float(share[best]), float(metres[best])


def fastest_ways_s(network: Network, snapped: Snapped, report: Report = say_nothing) -> Seconds:
    """Return the whole driving seconds between all snapped points, rounded up.

    Dijkstra's algorithm in whole milliseconds, once from each point. A point stands on its segment, so
    many milliseconds from either end; the van may leave it in either direction that is open, and turn.
    """
    nodes, count = len(network.lat), len(snapped.segment)
    graph = _graph(network, nodes + count, *_arcs_of_points(network, snapped))
    seconds = np.full((count, count), UNREACHABLE, dtype=np.int64)
    for row in range(count):
        ms = dijkstra(graph, indices=nodes + row)[nodes:]
        reached = np.isfinite(ms)
        seconds[row, reached] = -(-ms[reached].astype(np.int64) // 1000)
        report("fastest ways", row + 1, count)
    return seconds


def _no_arcs() -> tuple[list[int], list[int], list[int]]:
    return [], [], []


def _arcs_of_points(network: Network, snapped: Snapped) -> tuple[list[int], list[int], list[int]]:
    """Return arcs (from, to, milliseconds) that chain the points on each segment between its ends."""
    tails, heads, costs = _no_arcs()
    order = np.lexsort((snapped.share, snapped.segment))
    for segment in np.unique(snapped.segment).tolist():
        here = [int(i) for i in order if snapped.segment[i] == segment]
        stations = [int(network.tail[segment]), *(len(network.lat) + i for i in here)]
        stations.append(int(network.head[segment]))
        shares = [0.0, *(float(snapped.share[i]) for i in here), 1.0]
        for whole, turn in ((int(network.there_ms[segment]), False), (int(network.back_ms[segment]), True)):
            if whole == CLOSED_MS:
                continue
            # Rounded once per place and then subtracted, so that the pieces add up to the whole.
            at = [round(share * whole) for share in shares]
            for k in range(len(stations) - 1):
                a, b = (stations[k + 1], stations[k]) if turn else (stations[k], stations[k + 1])
                tails.append(a)
                heads.append(b)
                costs.append(at[k + 1] - at[k])
    return tails, heads, costs


def _graph(network: Network, size: int, tails: list[int], heads: list[int], costs: list[int]) -> csr_array:
    there, back = network.there_ms < CLOSED_MS, network.back_ms < CLOSED_MS
    rows = np.concatenate([network.tail[there], network.head[back], np.array(tails, dtype=np.int64)])
    columns = np.concatenate([network.head[there], network.tail[back], np.array(heads, dtype=np.int64)])
    ms = np.concatenate([network.there_ms[there], network.back_ms[back], np.array(costs, dtype=np.int64)])
    # Sums of whole milliseconds are exact in doubles, and an explicit zero stays an arc of no length.
    return csr_array((ms.astype(np.float64), (rows, columns)), shape=(size, size))
