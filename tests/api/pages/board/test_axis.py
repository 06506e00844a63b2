"""The board's axis of time."""

from datetime import UTC, datetime, timedelta

import pytest

from api.pages.board.axis import GAP_PX, make_axis


def at(hour: int, minute: int = 0) -> datetime:
    """Return an instant of one day."""
    return datetime(2026, 11, 24, hour, minute, tzinfo=UTC)


def test_a_pause_in_which_no_van_is_lent_takes_hardly_any_room() -> None:
    # Two windows of two hours, each with 10 minutes on both sides: 280 minutes on 1,000 − 28 pixels.
    axis = make_axis([(at(9), at(11)), (at(14), at(16))], 1000)
    scale = (1000 - GAP_PX) / 280
    assert axis.width == pytest.approx(1000)
    assert axis.x(at(9)) == pytest.approx(10 * scale, abs=0.1)
    assert axis.x(at(14)) == pytest.approx(140 * scale + GAP_PX + 10 * scale, abs=0.1)
    assert axis.x(at(12, 30)) == pytest.approx(140 * scale + GAP_PX / 2)
    assert not axis.shows(at(12, 30))


def test_windows_that_touch_or_overlap_are_one_stretch() -> None:
    axis = make_axis([(at(9), at(11)), (at(11), at(12)), (at(10), at(13))], 1000)
    assert len(axis.stretches) == 1


def test_places_grow_with_time_and_stay_on_the_axis() -> None:
    axis = make_axis([(at(9), at(11)), (at(14), at(16)), (at(19), at(21))], 800)
    places = [axis.x(at(6) + timedelta(minutes=5 * step)) for step in range(200)]
    assert places == sorted(places)
    assert min(places) >= 0
    assert max(places) == pytest.approx(axis.width)


def test_a_long_day_is_wider_than_the_page_rather_than_unreadable() -> None:
    axis = make_axis([(at(0), at(23))], 600)
    assert axis.width > 600


def test_a_day_without_windows_is_empty() -> None:
    axis = make_axis([], 1000)
    assert axis.width == 0
    assert axis.half_hours() == []
    assert axis.x(at(9)) == 0


def test_marks_stand_on_round_half_hours_inside_the_stretches() -> None:
    axis = make_axis([(at(9, 45), at(10, 45))], 1000)
    # The stretch runs from 9:35 to 10:55.
    assert axis.half_hours() == [at(10), at(10, 30)]
