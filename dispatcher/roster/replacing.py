"""Another driver for the duties of one who can't drive."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from busline.nouns import DutyState
from busline.record.engine import WriteSession
from busline.record.spans import zone_of
from busline.record.tables import Duty
from dispatcher.roster.assign import assign
from dispatcher.roster.days import RosterResult, apply_roster, roster_windows, rules_of
from dispatcher.roster.reading import read_drivers
from dispatcher.roster.values import RosterSearch


def replace_driver(
    session: WriteSession,
    line_id: str,
    driver_id: str,
    from_moment: datetime,
    to_moment: datetime,
    *,
    now: datetime,
    search: RosterSearch | None = None,
) -> RosterResult:
    """Take a driver off every duty that lies, even partly, between two instants, and look for others.

    All other duties stay as they are. Of a duty that has begun, only what is left counts for the new
    driver; with a new driver it stays under way, without one it becomes open.

    Parameters
    ----------
    from_moment, to_moment
        When the driver can't drive; before `now` nothing can be changed any more.

    Returns
    -------
    The duties with another driver, and those that are open with the reason.
    """
    since = max(from_moment, now)
    duties = _duties_between(session, line_id, driver_id, since, to_moment)
    if not duties:
        return RosterResult()
    days = [d.service_date for d in duties]
    facts = read_drivers(session, line_id, min(days), max(days))
    roster = assign(
        roster_windows(session, line_id, duties, since),
        facts.drivers({d.id for d in duties}, without={driver_id}),
        rules_of(session, line_id),
        zone=zone_of(session, line_id),
        search=search,
    )
    return apply_roster(session, duties, roster)


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
