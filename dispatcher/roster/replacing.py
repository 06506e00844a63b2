"""Another driver for the duties of one who can't drive."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from sqlalchemy import select

from busline.nouns import DutyState, NoticeKind
from busline.record.engine import WriteSession
from busline.record.spans import zone_of
from busline.record.tables import Duty, IdleWindow
from dispatcher.roster.assign import assign
from dispatcher.roster.days import RosterResult, apply_roster, new_duty, roster_windows, rules_of
from dispatcher.roster.reading import read_drivers
from dispatcher.roster.values import RosterSearch

# A driver is not asked to come for less than this.
WORTH_DRIVING = timedelta(minutes=45)


def replace_driver(
    session: WriteSession,
    line_id: str,
    driver_id: str,
    from_moment: datetime,
    to_moment: datetime,
    *,
    now: datetime,
    except_for: Collection[str] = (),
    search: RosterSearch | None = None,
) -> RosterResult:
    """Take a driver off every duty that lies, even partly, between two instants, and look for others.

    All other duties stay as they are, and whoever takes over is asked by a notice. Of a duty that should have
    begun by `now`, only what is left counts for the new driver.

    Parameters
    ----------
    from_moment, to_moment
        When the driver can't drive; before `now` nothing can be changed any more.
    except_for
        Duties that are left to their driver.

    Returns
    -------
    The duties with another driver, and those that are open with the reason.
    """
    since = max(from_moment, now)
    duties = [
        duty
        for duty in _duties_between(session, line_id, driver_id, since, to_moment)
        if duty.id not in except_for
    ]
    if not duties:
        return RosterResult()
    days = [d.service_date for d in duties]
    facts = read_drivers(session, line_id, min(days), max(days))
    roster = assign(
        roster_windows(session, line_id, duties, now),
        facts.drivers({d.id for d in duties}, without={driver_id}),
        rules_of(session, line_id),
        zone=zone_of(session, line_id),
        search=search,
    )
    result = apply_roster(session, duties, roster, now=now, kind=NoticeKind.ASKED)
    for duty in duties:
        if duty.state is DutyState.PLANNED:
            duty.starts_at = max(duty.starts_at, now)  # whoever takes over begins no earlier
    return result


def relieve(
    session: WriteSession,
    duty_id: str,
    from_moment: datetime,
    *,
    now: datetime,
    search: RosterSearch | None = None,
) -> Duty | None:
    """Add a duty for the rest of a window whose driver ends at `from_moment`, if somebody can drive it.

    None as well where too little of the window is left, or where it has such a duty already.
    """
    before = session.get_one(Duty, duty_id)
    window = session.get_one(IdleWindow, before.window_id)
    others = select(Duty.id).where(Duty.window_id == window.id, Duty.id != duty_id)
    if window.ends_at - from_moment < WORTH_DRIVING or session.scalar(others.limit(1)) is not None:
        return None
    rest = new_duty(window)
    rest.starts_at = from_moment
    facts = read_drivers(session, window.line_id, window.service_date, window.service_date)
    roster = assign(
        roster_windows(session, window.line_id, [rest], from_moment),
        facts.drivers((), without={before.driver_id or ""}),
        rules_of(session, window.line_id),
        zone=zone_of(session, window.line_id),
        search=search,
    )
    if roster.driver_of(rest.id) is None:
        return None
    session.add(rest)
    session.flush()
    apply_roster(session, [rest], roster, now=now, kind=NoticeKind.ASKED)
    return rest


def _duties_between(
    session: WriteSession, line_id: str, driver_id: str, since: datetime, until: datetime
) -> Sequence[Duty]:
    query = (
        select(Duty)
        .where(
            Duty.line_id == line_id,
            Duty.driver_id == driver_id,
            Duty.state.in_((DutyState.PLANNED, DutyState.UNDER_WAY)),
            Duty.starts_at < until,
            Duty.ends_at > since,
        )
        .order_by(Duty.starts_at, Duty.van_id)
    )
    return session.scalars(query).all()
