"""Comparing what a lender wants with the record: the windows that stand, and the promised rides on them."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from busline.days import day_span
from busline.lending.comparing import Comparison, Touched, compare
from busline.lending.wanted import WantedWindow, between
from busline.nouns import BookingState
from busline.record.lenders import outages_of
from busline.record.spans import zone_of
from busline.record.tables import Booking, Duty, IdleWindow, Run

LIVE = (BookingState.CONFIRMED, BookingState.ON_BOARD)


def compare_with_record(
    session: Session,
    line_id: str,
    van_ids: Collection[str],
    wanted: Sequence[WantedWindow],
    first: date,
    last: date,
    now: datetime,
) -> Comparison:
    """Compare all windows of `van_ids` from `first` to `last` with those that are wanted.

    Raises
    ------
    UnknownNoun
        If there is no such line.
    """
    zone = zone_of(session, line_id)
    standing = session.scalars(
        select(IdleWindow).where(
            IdleWindow.line_id == line_id,
            IdleWindow.van_id.in_(van_ids),
            IdleWindow.service_date.between(first, last),
            IdleWindow.withdrawn_at.is_(None),
        )
    ).all()
    wanted = between(wanted, first, last, zone)
    begin, end = day_span(first, zone)[0], day_span(last, zone)[1]
    outages = outages_of(session, line_id, begin, end)
    return compare(standing, wanted, rides_on(session, line_id, first, last), outages, now)


def rides_on(session: Session, line_id: str, first: date, last: date) -> dict[str, list[Touched]]:
    """Return the promised rides on each window of these days, by window and time."""
    days = Booking.line_id == line_id, Booking.service_date.between(first, last)
    live = set(session.scalars(select(Booking.id).where(*days, Booking.state.in_(LIVE))))
    runs = session.execute(
        select(Duty.window_id, Run.calls)
        .join(Run, Run.duty_id == Duty.id)
        .where(Duty.line_id == line_id, Duty.service_date.between(first, last))
    )
    rides: dict[str, list[Touched]] = {}
    for window_id, calls in runs:
        boards = {one: call["arrive"] for call in calls for one in call.get("board", ()) if one in live}
        alights = {one: call["depart"] for call in calls for one in call.get("alight", ()) if one in live}
        for one, at in boards.items():
            ride = Touched(one, datetime.fromisoformat(at), datetime.fromisoformat(alights.get(one, at)))
            rides.setdefault(window_id, []).append(ride)
    for found in rides.values():
        found.sort(key=lambda ride: ride.boards_at)
    return rides
