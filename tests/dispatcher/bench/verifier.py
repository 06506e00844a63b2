"""An inspector of dial-a-ride routes: floats, from the instance file alone, no code of the planner."""

import math
from pathlib import Path

TOLERANCE = 1e-6


def faults_of(file: Path, routes: list[list[int]]) -> list[str]:
    """Return what is wrong with `routes`; nothing if they are a solution."""
    rows = [line.split() for line in file.read_text(encoding="utf-8").splitlines() if line.split()]
    vehicles, size, longest, capacity, ride_limit = (float(word) for word in rows[0])
    nodes = [[float(word) for word in row] for row in rows[1 : int(size) + 2]]
    half = int(size) // 2
    found = []
    if len(routes) > vehicles:
        found.append(f"{len(routes)} routes for {vehicles:g} vehicles")
    visited = sorted(node for route in routes for node in route)
    if visited != list(range(1, int(size) + 1)):
        found.append("not every node is visited exactly once")
    for number, route in enumerate(routes):
        place = {node: k for k, node in enumerate(route)}
        for pickup in (node for node in route if node <= half):
            if place.get(pickup + half, -1) < place[pickup]:
                found.append(f"route {number}: {pickup} is not dropped off after it")
                return found
        load = 0.0
        for node in route:
            load += nodes[node][4]
            if load > capacity + TOLERANCE:
                found.append(f"route {number}: {load:g} on board at {node}")
        if not _has_times(nodes, route, half, longest, ride_limit):
            found.append(f"route {number}: no times keep its windows and limits")
    return found


def cost_of(file: Path, routes: list[list[int]]) -> float:
    """Return the total distance of `routes`."""
    rows = [line.split() for line in file.read_text(encoding="utf-8").splitlines() if line.split()]
    at = [(float(row[1]), float(row[2])) for row in rows[1:]]
    return sum(
        math.dist(at[a], at[b]) for route in routes for a, b in zip([0, *route], [*route, 0], strict=True)
    )


def _has_times(
    nodes: list[list[float]], route: list[int], half: int, longest: float, ride_limit: float
) -> bool:
    """Tell by Bellman-Ford whether the difference constraints of a route have a solution.

    Each constraint says that one begin of service is at least a gap after another.
    """
    stops = [0, *route, 0]
    last = len(stops) - 1
    after: list[tuple[int, int, float]] = []  # begin[second] >= begin[first] + gap
    for k in range(last):
        a, b = nodes[stops[k]], nodes[stops[k + 1]]
        after.append((k, k + 1, a[3] + math.dist(a[1:3], b[1:3])))
    after.append((last, 0, -longest))
    place = {node: k for k, node in enumerate(stops) if 0 < k < last}
    for pickup in (node for node in route if node <= half):
        drop = place[pickup + half]
        after.append((drop, place[pickup], -(ride_limit + nodes[pickup][3])))
    begin = [nodes[stop][5] for stop in stops]
    for _ in range(len(stops) + 1):
        moved = False
        for first, second, gap in after:
            if begin[first] + gap > begin[second] + TOLERANCE:
                begin[second] = begin[first] + gap
                moved = True
        if any(at > nodes[stop][6] + TOLERANCE for at, stop in zip(begin, stops, strict=True)):
            return False
        if not moved:
            return True
    return False
