"""Duties in the record follow windows, drivers and absences, and nothing moves without need."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

import pytest
from sqlalchemy import select

from busline.days import AMSTERDAM, at, iso_z
from busline.nouns import DutyState
from busline.record.engine import Record
from busline.record.tables import (
    AvailabilityPattern,
    Driver,
    DriverAbsence,
    Duty,
    ElsewherePattern,
    HistoryEntry,
    IdleWindow,
    Run,
    WindowPattern,
)
from busline.record.windows import make_windows
from dispatcher.roster import OpenReason, RosterResult, replace_driver, roster_days
from tests.tiny_line import LINE, with_tiny_line

TUESDAY = date(2026, 11, 24)
MONDAY = TUESDAY - timedelta(days=1)
NOW = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)


def clock(text: str, day: date = TUESDAY) -> datetime:
    return at(day, time.fromisoformat(text), AMSTERDAM)


def set_up(record: Record, windows: Sequence[tuple[str, str]], drivers: Sequence[str] = ("dirk",)) -> None:
    """Add windows of every Tuesday, and drivers who can drive on Tuesdays from 08:00 to 22:00."""
    with_tiny_line(record)
    with record.change("test") as session:
        for name in drivers:
            if name != "dirk":
                session.add(Driver(line_id=LINE, id=name, name=name))
        session.flush()
        for name in drivers:
            session.add(
                AvailabilityPattern(line_id=LINE, driver_id=name, weekday=1, starts=time(8), ends=time(22))
            )
        for starts, ends in windows:
            session.add(
                WindowPattern(
                    line_id=LINE,
                    van_id="van",
                    weekday=1,
                    starts=time.fromisoformat(starts),
                    ends=time.fromisoformat(ends),
                )
            )
        session.flush()
        make_windows(session, LINE, TUESDAY, TUESDAY)


def run_roster(record: Record, now: datetime = NOW, days: int = 1) -> RosterResult:
    with record.change("test", "roster") as session:
        return roster_days(session, LINE, TUESDAY, TUESDAY + timedelta(days=days - 1), now=now)


def duties(record: Record) -> list[Duty]:
    with record.read() as session:
        return list(session.scalars(select(Duty).order_by(Duty.starts_at)))


def set_state(record: Record, duty_id: str, state: DutyState) -> None:
    with record.change("test") as session:
        session.get_one(Duty, duty_id).state = state


def board(record: Record, duty: Duty) -> None:
    """Put a ride on a duty's run."""
    call = {"kind": "stop", "stop": "home", "arrive": iso_z(duty.starts_at), "depart": iso_z(duty.starts_at)}
    with record.change("test") as session:
        session.add(Run(duty_id=duty.id, revision=1, calls=[call | {"board": ["a ride"], "alight": []}]))


def absent(record: Record, driver: str, starts: datetime, ends: datetime) -> None:
    with record.change("test") as session:
        session.add(DriverAbsence(line_id=LINE, driver_id=driver, starts_at=starts, ends_at=ends))


def test_every_window_becomes_a_duty_with_a_driver(record: Record) -> None:
    set_up(record, [("09:45", "11:45"), ("13:00", "15:15")])
    result = run_roster(record)
    assert len(result.made) == 2
    assert [(d.driver_id, d.state, d.starts_at) for d in duties(record)] == [
        ("dirk", DutyState.PLANNED, clock("09:45")),
        ("dirk", DutyState.PLANNED, clock("13:00")),
    ]


def test_doing_it_again_changes_nothing(record: Record) -> None:
    set_up(record, [("09:45", "11:45"), ("13:00", "15:15")], ["dirk", "ann", "bea"])
    run_roster(record)
    with record.read() as session:
        before = len(session.scalars(select(HistoryEntry)).all())
    assert run_roster(record) == RosterResult()
    with record.read() as session:
        assert len(session.scalars(select(HistoryEntry)).all()) == before


def test_a_window_that_nobody_can_drive_is_open_with_the_reason(sqlite_record: Record) -> None:
    set_up(sqlite_record, [("06:00", "07:00"), ("10:00", "12:00")])
    result = run_roster(sqlite_record)
    early, later = duties(sqlite_record)
    assert (early.state, early.driver_id) == (DutyState.OPEN, None)
    assert later.state is DutyState.PLANNED
    assert result.open == {early.id: OpenReason.NOBODY_AVAILABLE}


def test_hours_worked_elsewhere_late_on_the_day_before_count(sqlite_record: Record) -> None:
    set_up(sqlite_record, [("09:45", "11:45")])
    with sqlite_record.change("test") as session:
        session.add(
            ElsewherePattern(line_id=LINE, driver_id="dirk", weekday=0, starts=time(18), ends=time(23))
        )
    # From 23:00 to 09:45 are 10 h 45 min.
    assert list(run_roster(sqlite_record).open.values()) == [OpenReason.WORKING_TIME]


def test_an_absence_takes_a_driver_off_and_another_gets_the_duty(sqlite_record: Record) -> None:
    set_up(sqlite_record, [("09:45", "11:45")], ["dirk", "ann"])
    run_roster(sqlite_record)
    [before] = duties(sqlite_record)
    assert before.driver_id is not None
    absent(sqlite_record, before.driver_id, clock("00:00"), clock("23:00"))
    [change] = run_roster(sqlite_record).changes
    assert (change.before, change.after) == (
        before.driver_id,
        "ann" if before.driver_id == "dirk" else "dirk",
    )


@pytest.mark.parametrize("state", [DutyState.UNDER_WAY, DutyState.DONE])
def test_a_duty_that_is_driven_keeps_its_driver(sqlite_record: Record, state: DutyState) -> None:
    set_up(sqlite_record, [("09:45", "11:45")], ["dirk", "ann"])
    run_roster(sqlite_record)
    [duty] = duties(sqlite_record)
    set_state(sqlite_record, duty.id, state)
    absent(sqlite_record, str(duty.driver_id), clock("00:00"), clock("23:00"))
    assert run_roster(sqlite_record) == RosterResult()


def test_a_planned_duty_that_should_have_begun_keeps_its_driver(sqlite_record: Record) -> None:
    set_up(sqlite_record, [("09:45", "11:45")])
    run_roster(sqlite_record)
    absent(sqlite_record, "dirk", clock("00:00"), clock("23:00"))
    assert run_roster(sqlite_record, now=clock("09:50")) == RosterResult()


def test_a_past_window_gets_no_duty(sqlite_record: Record) -> None:
    set_up(sqlite_record, [("09:45", "11:45"), ("13:00", "15:15")])
    run_roster(sqlite_record, now=clock("12:00"))
    assert [d.starts_at for d in duties(sqlite_record)] == [clock("13:00")]


def test_a_withdrawn_window_takes_its_empty_duty_along_and_leaves_rides_to_the_desk(
    sqlite_record: Record,
) -> None:
    set_up(sqlite_record, [("09:45", "11:45"), ("13:00", "15:15")])
    run_roster(sqlite_record)
    empty, carrying = duties(sqlite_record)
    board(sqlite_record, carrying)
    with sqlite_record.change("test") as session:
        for window in session.scalars(select(IdleWindow)):
            window.withdrawn_at = NOW
    assert run_roster(sqlite_record).withdrawn == (empty.id,)
    assert [d.state for d in duties(sqlite_record)] == [DutyState.WITHDRAWN, DutyState.PLANNED]


def test_a_duty_follows_its_window_but_never_away_from_its_rides(sqlite_record: Record) -> None:
    set_up(sqlite_record, [("09:45", "11:45"), ("13:00", "15:15")])
    run_roster(sqlite_record)
    empty, carrying = duties(sqlite_record)
    board(sqlite_record, carrying)
    with sqlite_record.change("test") as session:
        for window in session.scalars(select(IdleWindow)):
            window.ends_at -= timedelta(minutes=15)
    assert run_roster(sqlite_record).moved == (empty.id,)
    assert [d.ends_at for d in duties(sqlite_record)] == [clock("11:30"), clock("15:15")]


def test_the_duty_with_a_promise_gets_the_only_driver_left(sqlite_record: Record) -> None:
    # Dirk can drive only one of two vans at once; the one with the ride, though it is the shorter.
    set_up(sqlite_record, [("10:00", "11:00")])
    run_roster(sqlite_record)
    [short] = duties(sqlite_record)
    board(sqlite_record, short)
    with sqlite_record.change("test") as session:
        session.get_one(Duty, short.id).driver_id = None
        session.get_one(Duty, short.id).state = DutyState.OPEN
        window = session.scalars(select(IdleWindow)).one()
        other = IdleWindow(
            line_id=LINE,
            van_id="van",
            base_stop_id="base",
            service_date=TUESDAY,
            starts_at=window.starts_at,
            ends_at=window.ends_at + timedelta(hours=3),
        )
        session.add(other)
    run_roster(sqlite_record)
    assert {d.id: d.driver_id for d in duties(sqlite_record)}[short.id] == "dirk"


def test_who_falls_ill_is_replaced_and_others_stay(record: Record) -> None:
    set_up(record, [("09:45", "11:45"), ("13:00", "15:15")], ["dirk", "ann"])
    run_roster(record)
    morning, afternoon = duties(record)
    ill = str(afternoon.driver_id)
    with record.change("test", "ill") as session:
        result = replace_driver(session, LINE, ill, clock("12:00"), clock("22:00"), now=clock("12:00"))
    assert [(c.duty_id, c.before) for c in result.changes] == [(afternoon.id, ill)]
    assert result.changes[0].after not in (ill, None)
    assert duties(record)[0].driver_id == morning.driver_id


def test_nobody_else_leaves_the_duty_open(sqlite_record: Record) -> None:
    set_up(sqlite_record, [("09:45", "11:45"), ("13:00", "15:15")])
    run_roster(sqlite_record)
    morning, afternoon = duties(sqlite_record)
    set_state(sqlite_record, morning.id, DutyState.UNDER_WAY)
    with sqlite_record.change("test", "ill") as session:
        result = replace_driver(session, LINE, "dirk", clock("11:00"), clock("22:00"), now=clock("11:00"))
    assert set(result.open) == {morning.id, afternoon.id}
    assert [(d.state, d.driver_id) for d in duties(sqlite_record)] == [(DutyState.OPEN, None)] * 2


def test_weeks_are_joined(sqlite_record: Record) -> None:
    set_up(sqlite_record, [("09:45", "11:45")])
    with sqlite_record.change("test") as session:
        make_windows(session, LINE, TUESDAY, TUESDAY + timedelta(days=20))
    assert len(run_roster(sqlite_record, days=21).made) == 3
    assert [d.service_date for d in duties(sqlite_record)] == [TUESDAY + timedelta(weeks=n) for n in range(3)]
