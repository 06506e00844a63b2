"""The example line can ride: every window can be staffed within the working-time rules, with a margin."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, timedelta

import phonenumbers
import pytest
from sqlalchemy import select

from busline.days import AMSTERDAM
from busline.nouns import Aid, Layout, Party, fits
from busline.record.availability import availability_of, worked_elsewhere_of
from busline.record.engine import Record
from busline.record.spans import Span
from busline.record.tables import Activity, IdleWindow, Resident, StandingBooking, Stop, Van
from busline.record.windows import make_windows
from busline.rules.working_time import WorkingTimeRules, WorkSpan, violations
from busline.travel import latest_matrix

LINE = "osdorp"
MONDAY = date(2026, 11, 23)
WEEK = [MONDAY + timedelta(days=n) for n in range(7)]
CLOCK_CHANGES = [date(2026, 3, 29), date(2026, 10, 25)]


class Staffing:
    """Puts drivers on the windows of a day, one after the other, by trying."""

    def __init__(self, record: Record, day: date) -> None:
        with record.change("test") as session:
            made = make_windows(session, LINE, day, day)
            self.windows: Sequence[IdleWindow] = made
        with record.read() as session:
            self.free = availability_of(session, LINE, day)
            around = timedelta(days=1)
            self.elsewhere = worked_elsewhere_of(session, LINE, day - around, day + around)
        self.rules = WorkingTimeRules()

    def found_without(self, absent: str | None) -> bool:
        """Tell whether every window gets a driver although `absent` is not there."""
        return self._place(0, {who: [] for who in self.free if who != absent})

    def _place(self, index: int, duties: dict[str, list[Span]]) -> bool:
        if index == len(self.windows):
            return True
        span = (self.windows[index].starts_at, self.windows[index].ends_at)
        for driver, before in duties.items():
            more = [*before, span]
            if self._allowed(driver, more) and self._place(index + 1, duties | {driver: more}):
                return True
        return False

    def _allowed(self, driver: str, duties: Sequence[Span]) -> bool:
        if not any(start <= duties[-1][0] and duties[-1][1] <= end for start, end in self.free[driver]):
            return False
        work = [WorkSpan(start, end, _break(start, end)) for start, end in duties]
        work += [WorkSpan(start, end, elsewhere=True) for start, end in self.elsewhere[driver]]
        return not violations(work, self.rules)


def _break(start: datetime, end: datetime) -> tuple[Span, ...]:
    """Return half an hour in the middle of a duty of over five and a half hours."""
    middle = start + (end - start) / 2
    return ((middle, middle + timedelta(minutes=30)),) if end - start > timedelta(hours=5.5) else ()


def test_it_is_the_line_that_was_asked_for(osdorp: Record) -> None:
    with osdorp.read() as session:
        residents = session.scalars(select(Resident)).all()
        aids = Counter(resident.aid for resident in residents)
        assert len(session.scalars(select(Stop)).all()) == 24
        assert len(session.scalars(select(Activity)).all()) == 12
        assert len(session.scalars(select(StandingBooking)).all()) >= 10
        vans = session.scalars(select(Van)).all()
        assert latest_matrix(session, LINE).seconds.shape == (24, 24)
    # 55 %, 25 %, 15 % and 5 % of 120
    assert aids == {Aid.NONE: 66, Aid.WALKER: 30, Aid.WHEELCHAIR: 18, Aid.SCOOTER: 6}
    assert all(phonenumbers.is_valid_number(phonenumbers.parse(r.phone)) for r in residents)
    assert len({r.phone for r in residents}) == len({r.name for r in residents}) == 120
    assert {van.base_stop_id for van in vans} == {"base-noord", "base-zuid"}
    layouts = [Layout.model_validate(it) for it in vans[0].layouts]
    assert [(it.seats, it.wheelchairs) for it in layouts] == [(8, 0), (5, 1), (2, 2)]
    assert all(fits(layouts, Party(aid=r.aid, companions=r.companions).places) for r in residents)


@pytest.mark.parametrize("day", [*WEEK, *CLOCK_CHANGES], ids=str)
def test_every_window_can_be_staffed_even_if_one_driver_is_ill(osdorp: Record, day: date) -> None:
    staffing = Staffing(osdorp, day)
    # Weekdays: four vans in the morning and in the afternoon, one in the evening. Weekend: four vans.
    assert len(staffing.windows) == (9 if day.weekday() < 5 else 4)
    for absent in [None, *staffing.free]:
        assert staffing.found_without(absent), f"nobody can take over from {absent}"


def test_every_driver_has_two_days_off(osdorp: Record) -> None:
    with osdorp.read() as session:
        work = Counter(
            who for day in WEEK for who, spans in availability_of(session, LINE, day).items() if spans
        )
    assert set(work.values()) <= {4, 5}
    assert len(work) == 8


def test_standing_bookings_lie_inside_windows(osdorp: Record) -> None:
    """A ride that arrives or leaves when no van is lent could never be promised."""
    with osdorp.change("test") as session:
        windows = make_windows(session, LINE, MONDAY, WEEK[-1])
    spans = [
        (w.service_date.weekday(), w.starts_at.astimezone(AMSTERDAM), w.ends_at.astimezone(AMSTERDAM))
        for w in windows
    ]
    with osdorp.read() as session:
        for standing in session.scalars(select(StandingBooking)):
            for moment in filter(None, (standing.out_at, standing.back_at)):
                assert any(
                    weekday == standing.weekday and start.time() < moment < end.time()
                    for weekday, start, end in spans
                ), standing.id
