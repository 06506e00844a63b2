"""Driving times get into the record, and the newest count."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np
import pytest
from sqlalchemy import select

from busline.errors import InvalidInput, UnknownNoun
from busline.record.engine import Record
from busline.record.tables import HistoryEntry, Line, Stop
from busline.travel import (
    DrivingTimes,
    GreatCircle,
    NoTravelTimes,
    Point,
    SourceKind,
    fill_matrix,
    latest_matrix,
)
from busline.travel.checks import TravelNonsense
from busline.travel.source import Report, say_nothing
from tests.tiny_line import LINE, with_tiny_line

NOW = datetime(2026, 11, 24, 7, 0, tzinfo=UTC)


@dataclass
class Given:
    """A source that says what it was given."""

    seconds: list[list[int]]
    kind: SourceKind = SourceKind.OSRM

    @property
    def name(self) -> str:
        """A name as a server would have."""
        return "osrm: given"

    def matrix(self, points: Sequence[Point], report: Report = say_nothing) -> DrivingTimes:
        """Return what was given."""
        return DrivingTimes(np.array(self.seconds), np.zeros(len(points)))


def test_a_line_without_times_says_what_to_do(record: Record) -> None:
    with_tiny_line(record)
    with record.read() as session, pytest.raises(NoTravelTimes, match="busline travel"):
        latest_matrix(session, LINE)


def test_the_lines_own_settings_are_the_default(record: Record) -> None:
    with_tiny_line(record)
    with record.change("test", "times") as session:
        session.get_one(Line, LINE).travel = {"kind": "great_circle", "detour": 1.3, "speed_kmh": 22}
        change = fill_matrix(session, LINE, None, NOW)
    assert change.stored
    assert change.revision == 1
    assert change.stops == 3
    assert change.added == ("base", "home", "market")
    with record.read() as session:
        matrix = latest_matrix(session, LINE)
    points = [Point(52.364, 4.795), Point(52.360, 4.790), Point(52.362, 4.800)]
    assert matrix.stop_ids == ("base", "home", "market")
    assert matrix.seconds.tolist() == GreatCircle(1.3, 22).matrix(points).seconds.tolist()
    assert matrix.seconds.dtype == np.int64
    assert not matrix.seconds.flags.writeable
    assert matrix.source == "great-circle: detour 1.3, 22 km/h"
    assert matrix.computed_at == NOW
    assert matrix.between("home", "market") == matrix.seconds[1, 2]
    with pytest.raises(UnknownNoun):
        matrix.index("moon")


def test_the_same_times_again_are_no_new_matrix(record: Record) -> None:
    with_tiny_line(record)
    for expected in (True, False):
        with record.change("test", "times") as session:
            change = fill_matrix(session, LINE, GreatCircle(), NOW)
        assert change.stored is expected
        assert change.revision == 1


def test_new_times_say_what_changed(record: Record) -> None:
    with_tiny_line(record)
    with record.change("test", "times") as session:
        fill_matrix(session, LINE, Given([[0, 100, 200], [110, 0, 150], [210, 160, 0]]), NOW)
    with record.change("test", "times") as session:
        change = fill_matrix(session, LINE, Given([[0, 100, 200], [110, 0, 190], [205, 160, 0]]), NOW)
    assert change.revision == 2
    assert change.pairs_changed == 2
    assert [(p.from_stop, p.to_stop, p.before_s, p.after_s) for p in change.biggest] == [
        ("home", "market", 150, 190),
        ("market", "base", 210, 205),
    ]
    with record.read() as session:
        assert latest_matrix(session, LINE).between("home", "market") == 190
        entries = session.scalars(select(HistoryEntry).where(HistoryEntry.noun == "travel_matrices")).all()
    assert len(entries) == 2


def test_a_detour_over_a_third_stop_is_taken_in_and_reported(record: Record) -> None:
    with_tiny_line(record)
    with record.change("test", "times") as session:
        # base → market 300, but base → home → market 100 + 150 = 250.
        change = fill_matrix(session, LINE, Given([[0, 100, 300], [110, 0, 150], [210, 160, 0]]), NOW)
        assert latest_matrix(session, LINE).between("base", "market") == 250
    assert (change.shortening.pairs, change.shortening.most_s) == (1, 50)


def test_nonsense_stores_nothing(record: Record) -> None:
    with_tiny_line(record)
    with pytest.raises(TravelNonsense), record.change("test", "times") as session:
        fill_matrix(session, LINE, Given([[0, 0, 200], [110, 0, 150], [210, 160, 0]]), NOW)
    with record.read() as session, pytest.raises(NoTravelTimes):
        latest_matrix(session, LINE)


def test_a_stop_without_coordinates_has_no_times(record: Record) -> None:
    with_tiny_line(record)
    with record.change("test", "times") as session:
        stop = session.get_one(Stop, (LINE, "market"))
        stop.lat = stop.lon = None
        change = fill_matrix(session, LINE, None, NOW)
    assert change.unplaced == ("market",)
    assert change.stops == 2


def test_a_line_without_any_coordinates_gets_no_matrix(record: Record) -> None:
    with_tiny_line(record)
    with record.change("test", "times") as session:
        for stop in session.scalars(select(Stop)):
            stop.lat = stop.lon = None
        change = fill_matrix(session, LINE, None, NOW)
    assert not change.stored
    assert change.revision == 0


def test_an_unknown_line_and_bad_settings_are_refused(record: Record) -> None:
    with_tiny_line(record)
    with pytest.raises(UnknownNoun), record.change("test") as session:
        fill_matrix(session, "nowhere", None, NOW)
    with record.change("test") as session:
        session.get_one(Line, LINE).travel = {"detour": 0.5, "speed": 3}
    with pytest.raises(InvalidInput) as wrong, record.change("test") as session:
        fill_matrix(session, LINE, None, NOW)
    assert {fault.where for fault in wrong.value.faults} == {"travel.detour", "travel.speed"}


def test_an_import_keeps_times_that_a_server_gave(record: Record) -> None:
    with_tiny_line(record)
    with record.change("test", "times") as session:
        fill_matrix(session, LINE, Given([[0, 100, 200], [110, 0, 150], [210, 160, 0]]), NOW)
    with record.change("test", "import") as session:
        change = fill_matrix(session, LINE, None, NOW)
    assert not change.stored
    assert (change.revision, change.source) == (1, "osrm: given")


def test_a_moved_stop_gets_new_times_and_the_others_keep_theirs(record: Record) -> None:
    with_tiny_line(record)
    with record.change("test", "times") as session:
        fill_matrix(session, LINE, Given([[0, 100, 200], [110, 0, 150], [210, 160, 0]]), NOW)
    for lon in (4.801, 4.802):
        with record.change("test", "import") as session:
            session.get_one(Stop, (LINE, "market")).lon = lon
            change = fill_matrix(session, LINE, None, NOW)
            matrix = latest_matrix(session, LINE)
        assert change.stored
        assert matrix.source == "osrm: given; great-circle: detour 1.3, 22 km/h for newer stops"
        assert matrix.between("base", "home") == 100
        # home (52.360, 4.790) to market (52.362, 4.801): 0.222 km north, 0.747 km east (× cos 52.36°), so
        # 0.78 km × 1.3 at 22 km/h = 6.11 m/s: about 166 s. A little more for the next place.
        assert 160 < matrix.between("home", "market") < 185


def test_great_circle_times_follow_the_settings(record: Record) -> None:
    with_tiny_line(record)
    for speed in (20, 30):
        with record.change("test", "import") as session:
            session.get_one(Line, LINE).travel = {"speed_kmh": speed}
            change = fill_matrix(session, LINE, None, NOW)
        assert change.stored
        assert change.source.endswith(f"{speed} km/h")
