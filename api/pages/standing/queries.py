"""Reading the standing bookings that a card shows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from api.etags import etag
from api.lines.queries import get_line
from api.pages.frame import Reader
from api.pages.names import stop_names
from api.pages.standing.views import DayOffLine, StandingLine
from api.words import Habit, habit_sentence
from busline.days import at
from busline.nouns import SkipKind
from busline.record.standing import series_of, skips_from
from busline.record.tables import Activity, Resident, StandingBooking, StandingSkip
from busline.rules.line_rules import LineRules
from busline.rules.standing import DayOff, Series, days_off, next_days

LOOK_AHEAD = timedelta(weeks=9)
MOST_DAYS_OFF = 4


@dataclass(frozen=True, slots=True)
class Places:
    """Names of stops, activities and the stops where these are."""

    stops: Mapping[str, str]
    activities: Mapping[str, Activity]

    def place(self, to_stop: str, activity_id: str | None) -> str:
        """Return where somebody goes: “Koffieochtend, Huis van de Wijk”, or the stop alone."""
        activity = self.activities.get(activity_id or "")
        stop = self.stops[to_stop]
        return stop if activity is None or activity.stop_id != to_stop else f"{activity.name}, {stop}"


def places_of(session: Session, line_id: str) -> Places:
    """Return the names that sentences about standing bookings need."""
    activities = session.scalars(select(Activity).where(Activity.line_id == line_id))
    return Places(stop_names(session, line_id), {one.id: one for one in activities})


def standing_lines(session: Session, frame: Reader, resident: Resident) -> list[StandingLine]:
    """Return the series of a resident that still ride, in the order of the week."""
    rows = session.scalars(
        select(StandingBooking)
        .where(
            StandingBooking.line_id == frame.line.id,
            StandingBooking.resident_id == resident.id,
            or_(StandingBooking.last_on.is_(None), StandingBooking.last_on >= frame.today),
            or_(StandingBooking.last_on.is_(None), StandingBooking.last_on >= StandingBooking.first_on),
        )
        .order_by(StandingBooking.weekday, StandingBooking.out_at, StandingBooking.id)
    ).all()
    if not rows:
        return []
    skips = skips_from(session, frame.line.id, [row.id for row in rows], frame.today)
    rules = LineRules.model_validate(get_line(session, frame.line.id).rules)
    places = places_of(session, frame.line.id)
    return [_line(frame, row, skips.get(row.id, ()), rules, places, resident.home_stop_id) for row in rows]


def series_now(session: Session, frame: Reader, standing: StandingBooking) -> Series:
    """Return a series with the line's holidays and what it skips from today on."""
    skips = skips_from(session, frame.line.id, [standing.id], frame.today).get(standing.id, ())
    rules = LineRules.model_validate(get_line(session, frame.line.id).rules)
    return series_of(standing, [skip.service_date for skip in skips], rules)


def ahead_from(frame: Reader, standing: StandingBooking) -> date:
    """Return the first day whose ride is not over: today, or tomorrow."""
    is_ahead = at(frame.today, standing.out_at, frame.line.zone) > frame.now
    return frame.today if is_ahead else frame.today + timedelta(days=1)


def next_ride(frame: Reader, standing: StandingBooking, series: Series) -> date | None:
    """Return the next day on which a series rides."""
    return next(iter(next_days(series, ahead_from(frame, standing), 1)), None)


def sentence_of(frame: Reader, standing: StandingBooking, places: Places, home_stop: str) -> str:
    """Return a series as it is read to the resident, whose home stop goes without saying."""
    habit = Habit(
        weekday=standing.weekday,
        every_weeks=standing.every_weeks,
        place=places.place(standing.to_stop_id, standing.activity_id),
        mode=standing.mode,
        out_at=standing.out_at,
        back_at=standing.back_at,
        last_on=standing.last_on,
        origin="" if standing.from_stop_id == home_stop else places.stops[standing.from_stop_id],
    )
    said = [habit_sentence(frame.words, frame.times, habit, frame.today)]
    if standing.on_holidays:
        said.append(frame.words("standing-on-holidays"))
    return " ".join(said)


def _line(
    frame: Reader,
    row: StandingBooking,
    skips: Sequence[StandingSkip],
    rules: LineRules,
    places: Places,
    home_stop: str,
) -> StandingLine:
    series = series_of(row, [skip.service_date for skip in skips], rules)
    day = next_ride(frame, row, series)
    said = frame.times.day(day) if day else ""
    off = _days_off(frame, series, skips)
    return StandingLine(
        id=row.id,
        etag=etag(row),
        sentence=sentence_of(frame, row, places, home_stop),
        next_sentence=frame.words("standing-next", day=said) if day else frame.words("standing-no-next"),
        next_day=said,
        days_off=off[:MOST_DAYS_OFF],
        more_days_off=max(0, len(off) - MOST_DAYS_OFF),
    )


def _days_off(frame: Reader, series: Series, skips: Sequence[StandingSkip]) -> list[DayOffLine]:
    """Return the days that do not ride: what is skipped however far ahead, holidays of the next weeks."""
    by_day = {skip.service_date: skip for skip in skips}
    until = max([frame.today + LOOK_AHEAD, *by_day])
    soon = frame.today + LOOK_AHEAD
    return [
        _day_off(frame, off, by_day.get(off.day))
        for off in days_off(series, frame.today, until)
        if off.day <= soon or off.day in by_day
    ]


def _day_off(frame: Reader, off: DayOff, skip: StandingSkip | None) -> DayOffLine:
    words, day = frame.words, frame.times.day(off.day)
    if skip is None and off.holiday is not None:
        holiday = words(f"holiday-{off.holiday.value}")
        return DayOffLine(words("standing-off-holiday", day=day, holiday=holiday))
    is_apart = skip is not None and skip.kind is SkipKind.BOOKED_APART
    said = words("standing-off-apart" if is_apart else "standing-off-skipped", day=day)
    line = DayOffLine(said, off.day.isoformat())
    if skip is None or not skip.reason:
        return line
    return replace(line, sentence=f"{said} {words('standing-why', reason=skip.reason)}")
