"""Comparing what a lender wants with the record: the windows that stand, and whether they have rides."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from busline.days import day_span
from busline.lending.comparing import Comparison, compare
from busline.lending.wanted import WantedWindow, between
from busline.nouns import BookingState
from busline.record.lenders import outages_of
from busline.record.spans import zone_of
from busline.record.tables import Booking, Duty, IdleWindow, Run

# Those that were driven too: a lender who looks on must not see by the minute when the last one was over.
BOOKED = (
    BookingState.CONFIRMED,
    BookingState.ON_BOARD,
    BookingState.COMPLETED,
    BookingState.NO_SHOW,
)


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
    return compare(standing, wanted, windows_with_rides(session, line_id, first, last), outages, now)


def windows_with_rides(session: Session, line_id: str, first: date, last: date) -> set[str]:
    """Return the ids of the windows of these days in which rides are booked, the driven ones too."""
    days = Booking.line_id == line_id, Booking.service_date.between(first, last)
    booked = set(session.scalars(select(Booking.id).where(*days, Booking.state.in_(BOOKED))))
    runs = session.execute(
        select(Duty.window_id, Run.calls)
        .join(Run, Run.duty_id == Duty.id)
        .where(Duty.line_id == line_id, Duty.service_date.between(first, last))
    )
    return {
        window_id
        for window_id, calls in runs
        if any(one in booked for call in calls for one in call.get("board", ()))
    }
