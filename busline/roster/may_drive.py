"""Whether a driver may take a duty: trained for the van, not away, within the working-time rules."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from busline.days import service_day
from busline.errors import Conflict, UnknownNoun
from busline.nouns import DutyState
from busline.record.availability import worked_elsewhere_on
from busline.record.spans import zone_of
from busline.record.tables import Driver, DriverAbsence, Duty, Line, Van
from busline.roster.law_days import SUNDAY, days_of_law
from busline.rules.long_working_time import all_violations
from busline.rules.owed_breaks import with_owed_breaks
from busline.rules.working_time import (
    ViolationKind,
    WorkingTimeRules,
    WorkingTimeViolation,
    WorkSpan,
    added_violations,
)

INSTANT = timedelta(microseconds=1)
WITH_DRIVER = (DutyState.PLANNED, DutyState.UNDER_WAY, DutyState.DONE)


class AgainstTheRules(Conflict):
    """A rule of working time forbids it; ``rule``, ``source`` and ``limit`` say which."""

    code = "against-the-rules"


class NotTrained(Conflict):
    """The van carries wheelchairs, and the driver was not trained to secure them."""

    code = "not-trained"


class DriverAway(Conflict):
    """The driver is absent then, or drives no more."""

    code = "driver-away"


def check_may_drive(
    session: Session, driver_id: str, gains: Sequence[Duty], *, loses: Collection[str] = ()
) -> None:
    """Make sure that a driver may drive more duties, beside all their other work.

    Rules that are broken without them already are not held against them, unless they are broken further.

    Parameters
    ----------
    gains
        At least one duty, all of one line.
    loses
        Ids of duties that the driver gives away for them.

    Raises
    ------
    UnknownNoun
        If the line has no such driver.
    DriverAway, NotTrained, AgainstTheRules
        If they may not.
    """
    line_id = gains[0].line_id
    driver = session.get(Driver, (line_id, driver_id))
    if driver is None:
        raise UnknownNoun("driver", driver_id)
    for duty in gains:
        _check_person(session, driver, duty)
    line = session.get_one(Line, line_id)
    rules, zone = WorkingTimeRules.model_validate(line.working_time), zone_of(session, line_id)
    more = [WorkSpan(duty.starts_at, duty.ends_at) for duty in gains]
    work = _work_around(session, driver, gains, loses, sundays=bool(_sundays(more, zone)))
    new = _new_violations(work, more, rules, zone)
    if new:
        # Work at the same time breaks other rules too; it is what people understand first.
        raise _refusal(next((one for one in new if one.kind is ViolationKind.OVERLAP), new[0]))


def why_not_drive(
    session: Session, driver_id: str, gains: Sequence[Duty], *, loses: Collection[str] = ()
) -> Conflict | None:
    """Return what is against a driver's driving more duties, see `check_may_drive`; None if they may.

    Raises
    ------
    UnknownNoun
        If the line has no such driver.
    """
    try:
        check_may_drive(session, driver_id, gains, loses=loses)
    except (AgainstTheRules, DriverAway, NotTrained) as refused:
        return refused
    return None


def _check_person(session: Session, driver: Driver, duty: Duty) -> None:
    away = session.scalar(
        select(DriverAbsence.id)
        .where(
            DriverAbsence.line_id == duty.line_id,
            DriverAbsence.driver_id == driver.id,
            DriverAbsence.starts_at < duty.ends_at,
            DriverAbsence.ends_at > duty.starts_at,
        )
        .limit(1)
    )
    if away is not None or not driver.active:
        raise DriverAway("This driver is away then.", driver=driver.id)
    van = session.get_one(Van, (duty.line_id, duty.van_id))
    if not driver.wheelchair_trained and any(layout["wheelchairs"] for layout in van.layouts):
        raise NotTrained("This van carries wheelchairs. That takes a training first.", driver=driver.id)


def _work_around(
    session: Session, driver: Driver, gains: Sequence[Duty], loses: Collection[str], *, sundays: bool
) -> list[WorkSpan]:
    days = days_of_law([duty.service_date for duty in gains], sundays)
    without = {duty.id for duty in gains}.union(loses)
    duties = session.execute(
        select(Duty.id, Duty.starts_at, Duty.ends_at).where(
            Duty.line_id == driver.line_id,
            Duty.driver_id == driver.id,
            Duty.service_date.in_(days),
            Duty.state.in_(WITH_DRIVER),
        )
    )
    own = [WorkSpan(start, end) for duty_id, start, end in duties if duty_id not in without]
    elsewhere = worked_elsewhere_on(session, driver.line_id, days, driver.id).get(driver.id, ())
    return [*own, *(WorkSpan(start, end, elsewhere=True) for start, end in elsewhere)]


def _new_violations(
    work: Sequence[WorkSpan], more: Sequence[WorkSpan], rules: WorkingTimeRules, zone: ZoneInfo
) -> list[WorkingTimeViolation]:
    """Return what `more` breaks, or makes worse; Sundays only where it takes one that was free."""
    found = all_violations(with_owed_breaks([*work, *more], rules), rules, zone=zone)
    if not found:  # mostly: what was broken before need not be looked for
        return []
    new = added_violations(found, all_violations(with_owed_breaks(work, rules), rules, zone=zone))
    if _sundays(more, zone) <= _sundays(work, zone):
        # A weekday in a year with too many Sundays elsewhere makes it no worse.
        return [violation for violation in new if violation.kind is not ViolationKind.TOO_FEW_FREE_SUNDAYS]
    return new


def _sundays(spans: Iterable[WorkSpan], zone: ZoneInfo) -> set[date]:
    """Return the local Sundays on which somebody works; none of these spans is longer than a day."""
    days = {service_day(moment, zone) for span in spans for moment in (span.start, span.end - INSTANT)}
    return {day for day in days if day.weekday() == SUNDAY}


def _refusal(wrong: WorkingTimeViolation) -> AgainstTheRules:
    rule = wrong.kind.rule
    if rule is None:
        return AgainstTheRules(
            "The driver works somewhere else at that time.", rule=wrong.kind.value, source="", limit=0
        )
    limit = wrong.limit_s / 3600 if rule.unit == "s" else wrong.limit_s
    words = wrong.kind.value.replace("_", " ")
    return AgainstTheRules(
        f"The rules of working time forbid it: {words}, {limit:g}, {rule.source}.",
        rule=wrong.kind.value,
        source=rule.source,
        limit=round(limit, 2),
    )
