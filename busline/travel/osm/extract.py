"""Reading the driving network out of an OpenStreetMap extract."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import osmium

from busline.travel.osm.network import Network, build_network
from busline.travel.osm.rules import RoadSpeeds, blocks, road_speeds
from busline.travel.source import Report, TravelSourceAway, TravelSourceWrong, say_nothing

REPORT_EVERY = 20_000  # ways

Entity = osmium.osm.Node | osmium.osm.Way | osmium.osm.Relation | osmium.osm.Area | osmium.osm.Changeset


def extract_day(file: Path) -> str:
    """Return the day up to which the extract holds the map, as its header says; empty if it does not."""
    _must_exist(file)
    try:
        with osmium.io.Reader(str(file), osmium.osm.NOTHING) as reader:
            return str(reader.header().get("osmosis_replication_timestamp", ""))[:10]
    except RuntimeError as broken:
        raise _unreadable(file, broken) from broken


def read_network(file: Path, report: Report = say_nothing) -> Network:
    """Read the driving network of an extract (``.osm.pbf``, ``.osm``, ``.osm.gz``…).

    Nodes must come before the ways that use them, as in every extract that is offered.

    Raises
    ------
    TravelSourceAway
        If there is no such file.
    TravelSourceWrong
        If it can't be read, or holds no road on which a van could drive somewhere.
    """
    _must_exist(file)
    reading = _Reading()
    try:
        for ways, thing in enumerate(_roads_and_barriers(file)):
            reading.take(thing)
            if ways % REPORT_EVERY == 0:
                report("reading the map", ways, 0)
    except RuntimeError as broken:
        raise _unreadable(file, broken) from broken
    network = reading.network()
    if not len(network.tail):
        raise TravelSourceWrong(
            f"There are no roads for a van in {file.name}. Is it an extract of the line's region?"
        )
    return network


def _roads_and_barriers(file: Path) -> Iterator[Entity]:
    keys = osmium.filter.KeyFilter("highway", "barrier")
    reader = osmium.FileProcessor(str(file), osmium.osm.NODE | osmium.osm.WAY)
    yield from reader.with_locations().with_filter(keys)


@dataclass
class _Reading:
    """Segments of roads while the file is read; nodes are numbered as they come."""

    numbers: dict[int, int] = field(default_factory=dict)
    lats: list[float] = field(default_factory=list)
    lons: list[float] = field(default_factory=list)
    segments: list[tuple[int, int, float, float]] = field(default_factory=list)
    blocked: set[int] = field(default_factory=set)

    def take(self, thing: Entity) -> None:
        """Take in a node with a barrier, or a way."""
        tags = dict(thing.tags)
        if isinstance(thing, osmium.osm.Node):
            if "barrier" in tags and blocks(tags):
                self.blocked.add(thing.id)
        elif isinstance(thing, osmium.osm.Way) and (speeds := road_speeds(tags)) is not None:
            self._take_road(thing, speeds)

    def _take_road(self, way: osmium.osm.Way, speeds: RoadSpeeds) -> None:
        last: int | None = None
        for node in way.nodes:
            if not node.location.valid():  # cut off at the border of the extract
                last = None
                continue
            here = self._number(node)
            if last is not None:
                self.segments.append((last, here, speeds.along_kmh, speeds.against_kmh))
            # A van may come up to a barrier from either side: two places, with no way between them.
            last = self._number(node) if node.ref in self.blocked else here

    def _number(self, node: osmium.osm.NodeRef) -> int:
        known = self.numbers.get(node.ref)
        if known is not None:
            return known
        number = len(self.lats)
        self.lats.append(node.location.lat)
        self.lons.append(node.location.lon)
        if node.ref not in self.blocked:
            self.numbers[node.ref] = number
        return number

    def network(self) -> Network:
        """Return the network of what was read."""
        segments = np.array(self.segments, dtype=np.float64).reshape(-1, 4)
        return build_network(
            lat=np.array(self.lats),
            lon=np.array(self.lons),
            ends=segments[:, :2].astype(np.int64),
            kmh=segments[:, 2:],
        )


def _must_exist(file: Path) -> None:
    if not file.is_file():
        raise TravelSourceAway(
            f"There is no file {file}. Download an OpenStreetMap extract of the line's region (.osm.pbf)."
        )


def _unreadable(file: Path, broken: RuntimeError) -> TravelSourceWrong:
    return TravelSourceWrong(
        f"{file.name} can't be read as an OpenStreetMap extract: {str(broken).rstrip('.')}. Download it anew."
    )
