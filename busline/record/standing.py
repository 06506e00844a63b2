"""Standing bookings of the record as the rules know them."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from busline.record.tables import StandingBooking, StandingSkip
from busline.rules.line_rules import LineRules
from busline.rules.standing import Series


def series_of(standing: StandingBooking, skips: Collection[date], rules: LineRules) -> Series:
    """Return a standing booking as plain data, with the line's holidays unless it rides on them."""
    rides = rules.standing_on_holidays if standing.on_holidays is None else standing.on_holidays
    return Series(
        weekday=standing.weekday,
        every_weeks=standing.every_weeks,
        first_on=standing.first_on,
        last_on=standing.last_on,
        skipped=frozenset(skips),
        holidays=() if rides else rules.holidays,
    )


def skips_from(
    session: Session, line_id: str, standing_ids: Collection[str], start: date
) -> Mapping[str, Sequence[StandingSkip]]:
    """Return the skipped dates from `start` on of each standing booking that has any, the earliest first."""
    rows = session.scalars(
        select(StandingSkip)
        .where(
            StandingSkip.line_id == line_id,
            StandingSkip.standing_id.in_(list(standing_ids)),
            StandingSkip.service_date >= start,
        )
        .order_by(StandingSkip.service_date)
    )
    found: dict[str, list[StandingSkip]] = defaultdict(list)
    for row in rows:
        found[row.standing_id].append(row)
    return found
