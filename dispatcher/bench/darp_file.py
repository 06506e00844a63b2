"""Reading published dial-a-ride instances in the format of Cordeau (Operations Research 54(3), 2006).

The first line holds vehicles, the number of nodes without the depot (2n), the maximum route duration, the
vehicle capacity and the maximum ride time; then comes one line a node: number, x, y, service time, load,
earliest and latest begin of service. Node 0 is the depot, 1…n are pickups, n+i is the drop-off of pickup i.
Some sets repeat the depot as node 2n+1 at the end.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from busline.errors import Fault, InvalidInput

HEADER = ("vehicles", "nodes", "maximum route duration", "capacity", "maximum ride time")
NODE = ("number", "x", "y", "service time", "load", "earliest", "latest")

WHOLE = frozenset({"vehicles", "nodes", "capacity", "number", "load"})

# Beyond these, times and distances no longer fit the planner's integers, and no instance goes there. A
# distance may be nearly three times as large as a coordinate, and has to fit into 32 bits.
LARGEST, LARGEST_COORDINATE = 1e9, 7e8


class BadInstance(InvalidInput):
    """A file is not an instance; each fault names its line."""

    code = "bad-instance"


@dataclass(frozen=True, slots=True)
class DarpNode:
    """One line of the file; times and coordinates in the instance's own units."""

    number: int
    x: float
    y: float
    service: float
    load: int
    earliest: float
    latest: float


@dataclass(frozen=True)
class DarpInstance:
    """An instance; ``nodes[0]`` is the depot, then come the pickups, then their drop-offs."""

    name: str
    vehicles: int
    max_duration: float
    capacity: int
    max_ride: float
    nodes: tuple[DarpNode, ...]

    @property
    def requests(self) -> int:
        """How many parties want to ride."""
        return len(self.nodes) // 2

    def distance(self, one: int, other: int) -> float:
        """Return the Euclidean distance between two nodes, in full precision."""
        a, b = self.nodes[one], self.nodes[other]
        return math.dist((a.x, a.y), (b.x, b.y))

    def length(self, route: Sequence[int]) -> float:
        """Return the length of a route from the depot over `route` and back."""
        stops = [0, *route, 0]
        return math.fsum(self.distance(a, b) for a, b in pairwise(stops))


def read_instance(file: Path) -> DarpInstance:
    """Read and check an instance file.

    Raises
    ------
    BadInstance
        If the file can't be read, or with a fault for each line that is wrong.
    """
    try:
        text = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        line = 1 + file.read_bytes()[: error.start].count(b"\n")
        raise _bad(file, [_fault(file, line, "this is not UTF-8 text; save the file as UTF-8")]) from error
    except OSError as error:
        raise BadInstance(f"{file} can't be read: {error.strerror}.") from error
    rows = [(number, line.split()) for number, line in enumerate(text.splitlines(), 1) if line.split()]
    faults: list[Fault] = []
    header = _numbers(file, *rows[0], HEADER, faults) if rows else None
    if header is None:
        raise _bad(
            file, faults or [_fault(file, 1, "expected the instance's five numbers, the file is empty")]
        )
    nodes = [_numbers(file, number, words, NODE, faults) for number, words in rows[1:]]
    if faults:
        raise _bad(file, faults)
    instance = DarpInstance(
        name=file.stem,
        vehicles=int(header[0]),
        max_duration=header[2],
        capacity=int(header[3]),
        max_ride=header[4],
        nodes=tuple(_node(values) for values in nodes if values is not None),
    )
    lines = [number for number, _ in rows]
    faults = [*_header_faults(file, lines[0], instance, int(header[1]))]
    if not faults:
        instance = _without_second_depot(instance, int(header[1]))
        faults = [*_count_faults(file, lines, instance, int(header[1]))]
    if not faults:
        faults = [*_node_faults(file, lines[1:], instance), *_pair_faults(file, lines[1:], instance)]
    if faults:
        raise _bad(file, faults)
    return instance


def _bad(file: Path, faults: Sequence[Fault]) -> BadInstance:
    return BadInstance(f"{file.name} is not a dial-a-ride instance.", faults=faults)


def _fault(file: Path, line: int, message: str) -> Fault:
    return Fault(f"{file.name}, line {line}", message)


def _numbers(
    file: Path, line: int, words: Sequence[str], names: Sequence[str], faults: list[Fault]
) -> list[float] | None:
    if len(words) != len(names):
        faults.append(
            _fault(file, line, f"expected {len(names)} numbers ({', '.join(names)}), got {len(words)}")
        )
        return None
    values = []
    for name, word in zip(names, words, strict=True):
        value, largest = _number(word), LARGEST_COORDINATE if name in ("x", "y") else LARGEST
        if value is None or (name in WHOLE and not value.is_integer()):
            kind = "whole number" if name in WHOLE else "number"
            faults.append(_fault(file, line, f"{name} must be a {kind}, not “{word[:40]}”"))
            return None
        if abs(value) > largest:
            faults.append(_fault(file, line, f"{name} must be at most {largest:,.0f}, not “{word[:40]}”"))
            return None
        values.append(value)
    return values


def _number(word: str) -> float | None:
    try:
        value = float(word)
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def _node(values: Sequence[float]) -> DarpNode:
    number, x, y, service, load, earliest, latest = values
    return DarpNode(int(number), x, y, service, int(load), earliest, latest)


def _without_second_depot(instance: DarpInstance, nodes: int) -> DarpInstance:
    first, last = instance.nodes[0], instance.nodes[-1]
    repeats = len(instance.nodes) == nodes + 2 and last.load == 0
    if not (repeats and (first.x, first.y, last.number) == (last.x, last.y, nodes + 1)):
        return instance
    return DarpInstance(
        instance.name,
        instance.vehicles,
        instance.max_duration,
        instance.capacity,
        instance.max_ride,
        instance.nodes[:-1],
    )


def _header_faults(file: Path, line: int, instance: DarpInstance, nodes: int) -> Iterator[Fault]:
    if instance.vehicles < 1:
        yield _fault(file, line, f"there must be at least one vehicle, not {instance.vehicles}")
    if nodes < 2 or nodes % 2:
        yield _fault(file, line, f"the number of nodes must be even and at least 2, not {nodes}")
    if instance.capacity < 1:
        yield _fault(file, line, f"the capacity must be at least 1, not {instance.capacity}")
    if instance.max_duration <= 0 or instance.max_ride <= 0:
        yield _fault(file, line, "the maximum route duration and ride time must be above 0")
    if not instance.nodes:
        yield _fault(file, line, "no line with the depot follows")


def _count_faults(file: Path, lines: Sequence[int], instance: DarpInstance, nodes: int) -> Iterator[Fault]:
    if len(instance.nodes) != nodes + 1:
        says = f"depot and {nodes}, as line {lines[0]} says"
        message = f"expected {nodes + 1} nodes ({says}), got {len(instance.nodes)}"
        yield _fault(file, lines[-1], message)


def _node_faults(file: Path, lines: Sequence[int], instance: DarpInstance) -> Iterator[Fault]:
    for index, (line, node) in enumerate(zip(lines, instance.nodes, strict=False)):
        if node.number != index:
            yield _fault(file, line, f"expected node {index}, got node {node.number}")
        if node.service < 0:
            yield _fault(file, line, f"the service time must not be negative, it is {node.service:g}")
        if node.earliest < 0 or node.latest < node.earliest:
            window = f"{node.earliest:g}…{node.latest:g}"
            yield _fault(file, line, f"the window {window} is negative or ends before it starts")


def _pair_faults(file: Path, lines: Sequence[int], instance: DarpInstance) -> Iterator[Fault]:
    depot, requests = instance.nodes[0], instance.requests
    if depot.load:
        yield _fault(file, lines[0], f"the depot must have no load, it has {depot.load}")
    for pickup in range(1, requests + 1):
        load, drop = instance.nodes[pickup].load, instance.nodes[pickup + requests].load
        if load < 1:
            yield _fault(file, lines[pickup], f"the load of a pickup must be at least 1, it is {load}")
        elif load > instance.capacity:
            yield _fault(
                file, lines[pickup], f"the load {load} is more than a vehicle takes ({instance.capacity})"
            )
        elif drop != -load:
            message = f"node {pickup + requests} must unload {load} of node {pickup}, its load is {drop}"
            yield _fault(file, lines[pickup + requests], message)
