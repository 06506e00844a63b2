"""A year of hours agrees, to the second, with what a second implementation makes of the history alone."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from busline.clock import VirtualClock
from busline.record.engine import Record
from busline.record.migrate import migrate
from tests.e2e.hours_from_history import Recount, recount
from tests.e2e.simulated import busline
from tests.e2e.year_of_hours import AS_DRIVEN, play_year
from tests.tiny_line import LINE

FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)
MONTHS = [f"2026-{month:02d}-01" for month in range(1, 13)]


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the record of a year."""
    folder = tmp_path_factory.mktemp("year")
    clock = VirtualClock(datetime(2025, 12, 31, 12, tzinfo=UTC))
    record = Record(f"sqlite:///{folder / 'record.sqlite3'}", clock)
    migrate(record)
    play_year(record, clock, FIRST, LAST, seed=7)
    record.close()
    return folder


@pytest.fixture(scope="module")
def told(year: Path) -> Recount:
    """The hours as the history tells them, without anything else of the record."""
    history = busline("export", "history", "--from", "2025-12-01", "--to", "2027-03-01", "--data", str(year))
    return recount(history["changes"])


@pytest.fixture(scope="module")
def written(year: Path) -> dict[str, Any]:
    """The hours report of the whole year."""
    span = ("--from", str(FIRST), "--to", "2027-01-31")
    return busline("export", "hours", *span, "--line", LINE, "--data", str(year))


def test_every_duty_of_a_year_agrees_to_the_second(told: Recount, written: dict[str, Any]) -> None:
    reported = {one["duty"]: (one["driver"], one["break_s"], one["worked_s"]) for one in written["duties"]}
    assert reported == {key: (one.person, one.paused, one.worked) for key, one in told.driven.items()}
    assert len(reported) > 700
    at_the_desk = {
        one["id"]: (one["coordinator"], one["break_s"], one["worked_s"]) for one in written["desk"]
    }
    assert at_the_desk == {key: (one.person, one.paused, one.worked) for key, one in told.desk.items()}
    adjusted = {one["id"]: (one["month"], one["difference_s"]) for one in written["adjustments"]}
    assert adjusted == {key: (one["month"][:7], one["difference_s"]) for key, one in told.adjustments.items()}
    assert len(adjusted) > 10
    totals = ("total_worked_s", "total_desk_s", "total_adjusted_s")
    assert [written[key] for key in totals] == [
        sum(one.worked for one in told.driven.values()),
        sum(one.worked for one in told.desk.values()),
        sum(one["difference_s"] for one in told.adjustments.values()),
    ]


def test_every_closed_month_is_what_its_checksum_says(told: Recount) -> None:
    assert sorted(told.closed) == MONTHS
    for month, closed in told.closed.items():
        assert closed["total_s"] == told.total_of(month), month
        assert closed["checksum"] == told.checksum_of(LINE, month), month


def test_an_hour_that_is_not_there_is_not_worked_and_one_that_comes_twice_is(
    told: Recount, written: dict[str, Any]
) -> None:
    """From 22:00 to 4:00 are six hours by the clock on the wall: really five in March, seven in October."""
    planned = {
        told.duties[one["duty"]]["service_date"]: one["planned_s"] / 3600
        for one in written["duties"]
        if one["driver"] == "dirk"
    }
    nights = [str(night) for night in sorted(AS_DRIVEN)]
    assert nights == ["2026-03-28", "2026-10-24", "2026-11-21"]
    assert [planned[night] for night in nights] == [5.0, 7.0, 6.0]
    driven = [one for one in written["duties"] if one["duty"] in {f"{night}-dirk" for night in nights}]
    assert len(driven) == len(nights)
    for one in driven:
        assert abs(one["worked_s"] - (one["planned_s"] - one["planned_break_s"])) < 3600


def test_a_figure_that_was_changed_behind_the_history_is_found(told: Recount) -> None:
    """The comparison can fail: a second more on one duty is another total and another checksum."""
    key = next(iter(told.driven))
    shift = told.driven[key]
    month = f"{shift.date[:8]}01"
    assert shift.ends is not None
    shift.ends += 1
    try:
        assert told.closed[month]["total_s"] == told.total_of(month) - 1
        assert told.closed[month]["checksum"] != told.checksum_of(LINE, month)
    finally:
        shift.ends -= 1
