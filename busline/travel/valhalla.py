"""Driving times from a Valhalla server, by its matrix service."""

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

WHAT = "The Valhalla server"
EXCEEDED_MAX_LOCATIONS = 150  # Valhalla's number of that error


@dataclass(frozen=True)
class Valhalla:
    """A Valhalla server.

    Attributes
    ----------
    url
        Up to the service: ``http://localhost:8002``.
    max_side
        The most rows and the most columns in one request; 50 × 50 is the server's default of 2,500 pairs.
    """

    url: str
    patience: Patience = field(default_factory=Patience)
    max_side: int = 50

    @property
    def kind(self) -> SourceKind:
        """Valhalla."""
        return SourceKind.VALHALLA

    @property
    def name(self) -> str:
        """The kind and the server's address."""
        return f"{self.kind.value}: {self.url}"

    def matrix(self, points: Sequence[Point], report: Report = say_nothing) -> DrivingTimes:
        """Return the driving times between all `points`; the server does not say how far they are off a road.

        Raises
        ------
        TravelSourceAway
            If the server can't be reached, is too slow, or stays busy.
        TravelSourceWrong
            If it answers something else than driving times.
        """
        server = JsonServer(self.url, WHAT, TravelSourceAway, TravelSourceWrong, self.patience)
        places = [{"lat": round(point.lat, 6), "lon": round(point.lon, 6)} for point in points]
        seconds = in_blocks(
            len(points), self.max_side, self.max_side, lambda block: _table(server, places, block), report
        )
        return DrivingTimes(whole_seconds(seconds), np.full(len(points), np.nan))


def _table(server: JsonServer, places: Sequence[dict[str, float]], block: Block) -> Floats:
    wanted = {
        "sources": [places[i] for i in block.rows],
        "targets": [places[i] for i in block.columns],
        "costing": "auto",
    }
    reply = server.post("/sources_to_targets", wanted)
    data = reply.data if isinstance(reply.data, dict) else {}
    if data.get("error_code") == EXCEEDED_MAX_LOCATIONS:
        raise BlockTooBig
    if reply.status != 200 or "sources_to_targets" not in data:
        raise TravelSourceWrong(
            f"{WHAT} gave no driving times (status {reply.status}: {data.get('error', 'no reason given')}). "
            "Does its map hold the line's stops?"
        )
    table = _seconds_of(data["sources_to_targets"])
    return numbers(table, len(block.rows), len(block.columns), WHAT)


def _seconds_of(answer: Any) -> Any:
    """Return the table of times of a terse answer, or of one that tells every pair at length."""
    if isinstance(answer, dict):
        return answer.get("durations")
    if not isinstance(answer, list):
        return None
    return [[_seconds_of_pair(pair) for pair in row] if isinstance(row, list) else row for row in answer]


def _seconds_of_pair(pair: Any) -> Any:
    return pair.get("time") if isinstance(pair, dict) else pair
