"""Taking a van out of service: its windows go or get shorter, as if a lender had said so."""

from datetime import datetime

from sqlalchemy import select

from busline.days import service_day
from busline.errors import Fault, InvalidInput
from busline.lending.reading import compare_with_record
from busline.lending.taking_over import By, take_over
from busline.lending.wanted import WantedWindow
from busline.record.engine import WriteSession
from busline.record.spans import zone_of
from busline.record.tables import IdleWindow, VanOutage


def take_out(
    session: WriteSession, line_id: str, van_id: str, starts_at: datetime, ends_at: datetime | None, by: By
) -> VanOutage:
    """Take a van out of service from `starts_at` on; without an end until it is said to be back.

    Its windows in that time are withdrawn, cut or split; rides on them move, or somebody is phoned.

    Raises
    ------
    InvalidInput
        If the end is not after the start and after now.
    """
    if ends_at is not None and ends_at <= max(starts_at, by.now):
        raise InvalidInput(
            "The van is back before it is away.",
            faults=[Fault("ends_at", "must be later than the start, and later than now", "outage-order")],
        )
    outage = VanOutage(line_id=line_id, van_id=van_id, starts_at=starts_at, ends_at=ends_at, reason=by.why)
    session.add(outage)
    session.flush()
    standing = session.scalars(
        select(IdleWindow)
        .where(IdleWindow.line_id == line_id, IdleWindow.van_id == van_id)
        .where(IdleWindow.withdrawn_at.is_(None), IdleWindow.ends_at > by.now)
        .order_by(IdleWindow.service_date)
    ).all()
    if standing:
        zone = zone_of(session, line_id)
        wanted = [WantedWindow(van_id, window.starts_at, window.ends_at) for window in standing]
        days = service_day(by.now, zone), standing[-1].service_date
        found = compare_with_record(session, line_id, [van_id], wanted, *days, by.now)
        take_over(session, line_id, found.changes, by)
    return outage


def bring_back(outage: VanOutage, now: datetime) -> None:
    """Say that a van is in service again; what was withdrawn meanwhile does not come back by itself.

    Raises
    ------
    InvalidInput
        If it was back before.
    """
    if outage.ends_at is not None and outage.ends_at <= now:
        raise InvalidInput("This van is in service already.")
    outage.ends_at = max(now, outage.starts_at)
