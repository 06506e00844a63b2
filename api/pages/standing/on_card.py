"""The standing bookings of a resident as their card shows them."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from api.etags import etag
from api.lines.queries import get_line
from api.pages.frame import Reader
from api.pages.standing.queries import Places, next_ride, places_of, sentence_of
from api.pages.standing.views import DayOffLine, StandingLine
from busline.nouns import BookingState, SkipKind, TaskKind, TaskState
from busline.record.standing import series_of, skips_from
from busline.record.tables import Booking, Resident, StandingBooking, StandingSkip, Task
from busline.rules.line_rules import LineRules
from busline.rules.standing import DayOff, Series, days_off

LOOK_AHEAD = timedelta(weeks=9)
MOST_DAYS_OFF = 4


@dataclass(frozen=True, slots=True)
class _Known:
    """What the lines of one card have in common: ``unplaced`` days by series, days with a ride."""

    rules: LineRules
    places: Places
    unplaced: Mapping[str, Sequence[date]]
    booked: Collection[date]
    home_stop: str


def standing_lines(session: Session, frame: Reader, resident: Resident) -> list[StandingLine]:
    """Return the series of a resident that still ride, in the order of the week."""
    last_on, first_on = StandingBooking.last_on, StandingBooking.first_on
    rows = session.scalars(
        select(StandingBooking)
        .where(
            StandingBooking.line_id == frame.line.id,
            StandingBooking.resident_id == resident.id,
            or_(last_on.is_(None), (last_on >= frame.today) & (last_on >= first_on)),
        )
        .order_by(StandingBooking.weekday, StandingBooking.out_at, StandingBooking.id)
    ).all()
    if not rows:
        return []
    known = _Known(
        LineRules.model_validate(get_line(session, frame.line.id).rules),
        places_of(session, frame.line.id),
        _unplaced(session, frame, resident),
        _booked(session, frame, resident),
        resident.home_stop_id,
    )
    skips = skips_from(session, frame.line.id, [row.id for row in rows], frame.today)
    return [_line(frame, row, skips.get(row.id, ()), known) for row in rows]


def _unplaced(session: Session, frame: Reader, resident: Resident) -> Mapping[str, Sequence[date]]:
    """Return the days on which a series does not fit, as long as nobody has phoned about it."""
    calls = session.scalars(
        select(Task)
        .where(
            Task.line_id == frame.line.id,
            Task.resident_id == resident.id,
            Task.kind == TaskKind.STANDING_BOOKING,
            Task.state != TaskState.DONE,
            Task.service_date >= frame.today,
        )
        .order_by(Task.service_date)
    )
    found: dict[str, list[date]] = defaultdict(list)
    for call in calls:
        found[str(call.about.get("standing"))].append(call.service_date)
    return found


def _booked(session: Session, frame: Reader, resident: Resident) -> set[date]:
    """Return the days ahead on which the resident has a ride."""
    days = select(Booking.service_date).where(
        Booking.line_id == frame.line.id,
        Booking.resident_id == resident.id,
        Booking.service_date >= frame.today,
        Booking.state == BookingState.CONFIRMED,
    )
    return set(session.scalars(days))


def _line(frame: Reader, row: StandingBooking, skips: Sequence[StandingSkip], known: _Known) -> StandingLine:
    words, times = frame.words, frame.times
    series = series_of(row, [skip.service_date for skip in skips], known.rules)
    day = next_ride(frame, row, series)
    off = _days_off(frame, series, skips, known.booked)
    return StandingLine(
        id=row.id,
        etag=etag(row),
        sentence=sentence_of(frame, row, known.places, known.home_stop),
        next_sentence=words("standing-next", day=times.day(day)) if day else words("standing-no-next"),
        next_day=times.day(day) if day else "",
        unplaced=[
            words("standing-off-unplaced", day=times.day(one)) for one in known.unplaced.get(row.id, ())
        ],
        days_off=off[:MOST_DAYS_OFF],
        more_days_off=max(0, len(off) - MOST_DAYS_OFF),
    )


def _days_off(
    frame: Reader, series: Series, skips: Sequence[StandingSkip], booked: Collection[date]
) -> list[DayOffLine]:
    """Return the days that do not ride: what is skipped however far ahead, holidays of the next weeks."""
    by_day = {skip.service_date: skip for skip in skips}
    soon = frame.today + LOOK_AHEAD
    return [
        _day_off(frame, off, by_day.get(off.day), booked)
        for off in days_off(series, frame.today, max([soon, *by_day]))
        if off.day <= soon or off.day in by_day
    ]


def _day_off(frame: Reader, off: DayOff, skip: StandingSkip | None, booked: Collection[date]) -> DayOffLine:
    words, day = frame.words, frame.times.day(off.day)
    if skip is None and off.holiday is not None:
        holiday = words(f"holiday-{off.holiday.value}")
        return DayOffLine(words("standing-off-holiday", day=day, holiday=holiday))
    is_apart = skip is not None and skip.kind is SkipKind.BOOKED_APART
    said = words("standing-off-apart" if is_apart else "standing-off-skipped", day=day)
    # While the trip that was booked by hand stands, there is nothing to take back.
    line = DayOffLine(said, "" if is_apart and off.day in booked else off.day.isoformat())
    if skip is None or not skip.reason:
        return line
    return replace(line, sentence=f"{said} {words('standing-why', reason=skip.reason)}")
