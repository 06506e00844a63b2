"""A roster as tables: every duty is counted once, in its week and on its day."""

from datetime import UTC, date, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from api.pages.roster.grid import make_grid, weeks_between
from api.rosters.schemas import RosterLine, RosterShare
from busline.days import AMSTERDAM, at

FIRST, LAST = date(2026, 10, 19), date(2026, 11, 15)  # the clock goes back on 25 October
NAMES = {"anna": "Anna", "bram": "Bram"}


def line(day: date, hour: int, length_h: int, who: str | None) -> RosterLine:
    starts_at = at(day, time(hour), AMSTERDAM)
    return RosterLine(
        window_id=f"{day}{hour}",
        van_id="van",
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=length_h),
        driver_id=who,
    )


LINES = st.lists(
    st.builds(
        line,
        st.dates(FIRST, LAST),
        st.integers(0, 23),
        st.integers(1, 8),
        st.sampled_from(["anna", "bram", "left the line", None]),
    ),
    max_size=30,
)


@given(LINES)
def test_every_duty_is_counted_once(lines: list[RosterLine]) -> None:
    grid = make_grid(lines, (), NAMES, (FIRST, LAST), None, AMSTERDAM)
    total_s = sum((one.ends_at - one.starts_at).total_seconds() for one in lines)
    assert grid.total_s + grid.nobody.total_s == total_s
    assert grid.driven + len(grid.open) == len(lines)
    for row in (*grid.rows, grid.nobody):
        assert set(row.weeks) <= set(grid.mondays)
        assert all(one.driver_id == row.driver_id for duties in row.days.values() for one in duties)


def test_who_drives_nothing_has_a_row_too_and_the_week_is_the_one_that_was_asked_for() -> None:
    share = RosterShare(
        driver="carla",
        got_s=0,
        fairest_s=0,
        contract_s=0,
        wanted_s=None,
        before_s=0,
        wishes=0,
        wishes_kept=0,
    )
    grid = make_grid([line(FIRST, 9, 2, "bram")], [share], NAMES, (FIRST, LAST), date(2026, 11, 4), AMSTERDAM)
    assert [(row.name, row.total_s) for row in grid.rows] == [("Anna", 0), ("Bram", 7200), ("carla", 0)]
    assert (grid.monday, grid.days[-1]) == (date(2026, 11, 2), date(2026, 11, 8))
    far = make_grid([], [], NAMES, (FIRST, LAST), date(2027, 1, 1), AMSTERDAM)
    assert far.monday == FIRST


def test_a_duty_before_midnight_utc_counts_on_its_local_day() -> None:
    late = RosterLine(
        window_id="w",
        van_id="van",
        starts_at=datetime(2026, 11, 8, 23, 30, tzinfo=UTC),  # Monday the ninth in Amsterdam
        ends_at=datetime(2026, 11, 9, 1, 0, tzinfo=UTC),
        driver_id="anna",
    )
    grid = make_grid([late], [], NAMES, (FIRST, LAST), None, AMSTERDAM)
    assert grid.rows[0].weeks == {date(2026, 11, 9): 5400}


def test_a_span_of_days_touches_whole_weeks() -> None:
    assert weeks_between(date(2026, 11, 29), date(2026, 11, 30)) == [date(2026, 11, 23), date(2026, 11, 30)]
