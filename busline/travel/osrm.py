"""Driving times from an OSRM server, by its table service."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from busline.json_server import JsonServer, Patience
from busline.travel.blocks import Block, BlockTooBig, Floats, in_blocks, numbers
from busline.travel.points import Point
from busline.travel.source import (
    DrivingTimes,
    Report,
    SourceKind,
    TravelSourceAway,
    TravelSourceWrong,
    say_nothing,
    whole_seconds,
)

WHAT = "The OSRM server"


@dataclass(frozen=True)
class Osrm:
    """An OSRM server with a driving profile.

    Attributes
    ----------
    url
        Up to the service: ``http://localhost:5000``.
    max_places
        The most places in one request; ``osrm-routed --max-table-size``, 100 unless told otherwise.
    """

    url: str
    patience: Patience = field(default_factory=Patience)
    max_places: int = 100

    @property
    def kind(self) -> SourceKind:
        """OSRM."""
        return SourceKind.OSRM

    @property
    def name(self) -> str:
        """The kind and the server's address."""
        return f"{self.kind.value}: {self.url}"

    def matrix(self, points: Sequence[Point], report: Report = say_nothing) -> DrivingTimes:
        """Return the driving times between all `points`.

        Raises
        ------
        TravelSourceAway
            If the server can't be reached, is too slow, or stays busy.
        TravelSourceWrong
            If it answers something else than driving times.
        """
        server = JsonServer(self.url, WHAT, TravelSourceAway, TravelSourceWrong, self.patience)
        off_road_m = np.full(len(points), np.nan)

        def ask(block: Block) -> Floats:
            return _table(server, points, block, off_road_m)

        seconds = in_blocks(len(points), self.max_places, max(self.max_places // 2, 1), ask, report)
        return DrivingTimes(whole_seconds(seconds), off_road_m)


def _table(server: JsonServer, points: Sequence[Point], block: Block, off_road_m: Floats) -> Floats:
    if len(points) == 1:  # OSRM answers no table of one place
        return np.zeros((1, 1))
    places = sorted({*block.rows, *block.columns})
    path = ";".join(f"{points[i].lon:.6f},{points[i].lat:.6f}" for i in places)
    wanted = {
        "sources": ";".join(str(places.index(i)) for i in block.rows),
        "destinations": ";".join(str(places.index(i)) for i in block.columns),
        "annotations": "duration",
    }
    reply = server.get(f"/table/v1/driving/{path}", wanted)
    data = reply.data if isinstance(reply.data, dict) else {}
    if data.get("code") == "TooBig":
        raise BlockTooBig
    if reply.status != 200 or data.get("code") != "Ok":
        raise TravelSourceWrong(
            f"{WHAT} gave no table of driving times ({data.get('code', f'status {reply.status}')}: "
            f"{data.get('message', 'no reason given')}). Does its map hold the line's stops?"
        )
    _note_off_road(data.get("sources"), block, off_road_m)
    return numbers(data.get("durations"), len(block.rows), len(block.columns), WHAT)


def _note_off_road(waypoints: Any, block: Block, off_road_m: Floats) -> None:
    """Keep how far each source was moved to a road, where the server says so."""
    if not isinstance(waypoints, list) or len(waypoints) != len(block.rows):
        return
    for i, waypoint in zip(block.rows, waypoints, strict=True):
        metres = waypoint.get("distance") if isinstance(waypoint, dict) else None
        if isinstance(metres, int | float) and metres >= 0:
            off_road_m[i] = metres
