"""Reading what a roster of weeks is made of: windows with their demand, drivers with what they want."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from busline.nouns import DutyState
from busline.record.spans import days_between, zone_of
from busline.record.tables import DriverTerms, DriverWish, Duty, IdleWindow
from busline.record.windows import windows_of_day
from busline.rules.working_time import WorkingTimeRules
from dispatcher.roster.days import rules_of
from dispatcher.roster.reading import read_drivers, rides_ahead, vans_with_wheelchair_places
from dispatcher.roster.values import RosterDriver, RosterWindow, Wish
from dispatcher.roster.weeks.demand import expected_rides, wanted_by_hour

WEEK_DAYS = 7


@dataclass(frozen=True)
class WeeksProblem:
    """Everything that `plan_weeks` takes; plain values that can be sent to another process."""

    windows: tuple[RosterWindow, ...]
    drivers: tuple[RosterDriver, ...]
    rules: WorkingTimeRules
    zone: ZoneInfo
    pinned: Mapping[str, str]
    present: Mapping[str, str]


def read_weeks(
    session: Session, line_id: str, from_day: date, to_day: date, *, now: datetime
) -> WeeksProblem:
    """Read the windows from `from_day` to `to_day` that can still get a driver, by the ids of the windows.

    A duty whose driver was told keeps them. One that has begun, or that a window has two of, is left alone.
    """
    windows = [w for day in days_between(from_day, to_day) for w in windows_of_day(session, line_id, day)]
    duties = session.scalars(
        select(Duty).where(Duty.line_id == line_id, Duty.service_date.between(from_day, to_day))
    ).all()
    by_window: dict[str, list[Duty]] = {}
    for duty in duties:
        by_window.setdefault(duty.window_id, []).append(duty)
    free = [w for w in windows if _can_get_a_driver(w, by_window.get(w.id, ()), now)]
    mine = {duty.id: duty for window in free for duty in by_window.get(window.id, ())}
    told = {d.window_id: d.driver_id for d in mine.values() if d.driver_id and d.published_at is not None}
    zone = zone_of(session, line_id)
    return WeeksProblem(
        windows=tuple(_windows(session, line_id, free, mine, from_day, zone)),
        drivers=tuple(_drivers(session, line_id, from_day, to_day, set(mine))),
        rules=rules_of(session, line_id),
        zone=zone,
        pinned=told,
        present={d.window_id: d.driver_id for d in mine.values() if d.driver_id},
    )


def _can_get_a_driver(window: IdleWindow, duties: Sequence[Duty], now: datetime) -> bool:
    if window.withdrawn_at is not None or window.starts_at <= now or len(duties) > 1:
        return False
    return all(duty.state in (DutyState.OPEN, DutyState.PLANNED) for duty in duties)


def _windows(
    session: Session,
    line_id: str,
    windows: Sequence[IdleWindow],
    duties: Mapping[str, Duty],
    from_day: date,
    zone: ZoneInfo,
) -> list[RosterWindow]:
    promised = rides_ahead(session, duties)
    rides = {duty.window_id: promised.get(duty.id, 0) for duty in duties.values()}
    lifts = vans_with_wheelchair_places(session, line_id)
    spans = [(w.starts_at, w.ends_at) for w in windows]
    expected = expected_rides(spans, wanted_by_hour(session, line_id, from_day, zone), zone)
    return [
        RosterWindow(
            id=window.id,
            van=window.van_id,
            start=window.starts_at,
            end=window.ends_at,
            demand=rides.get(window.id, 0),
            needs_training=window.van_id in lifts,
            expected=rides_expected,
        )
        for window, rides_expected in zip(windows, expected, strict=True)
    ]


def _drivers(
    session: Session, line_id: str, from_day: date, to_day: date, undecided: set[str]
) -> list[RosterDriver]:
    terms = {
        row.driver_id: row
        for row in session.scalars(select(DriverTerms).where(DriverTerms.line_id == line_id))
    }
    wishes: dict[str, list[Wish]] = {}
    for row in session.scalars(
        select(DriverWish).where(DriverWish.line_id == line_id).order_by(DriverWish.starts_at, DriverWish.id)
    ):
        wishes.setdefault(row.driver_id, []).append(Wish(row.starts_at, row.ends_at, row.avoid))
    days = (to_day - from_day).days + 1
    facts = read_drivers(session, line_id, from_day, to_day)
    return [
        replace(
            driver,
            contract_s=_over(terms, driver.id, days) or 0,
            wanted_s=_over(terms, driver.id, days, wanted=True),
            wishes=tuple(wishes.get(driver.id, ())),
        )
        for driver in facts.drivers(undecided)
    ]


def _over(terms: Mapping[str, DriverTerms], driver_id: str, days: int, *, wanted: bool = False) -> int | None:
    row = terms.get(driver_id)
    week_s = None if row is None else row.wanted_week_s if wanted else row.contract_week_s
    return None if week_s is None else week_s * days // WEEK_DAYS
