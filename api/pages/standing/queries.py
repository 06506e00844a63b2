"""Reading standing bookings for the desk, and saying one as a sentence."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.lines.queries import get_line
from api.pages.frame import Reader
from api.pages.names import stop_names
from api.words import Habit, habit_sentence
from busline.days import at
from busline.record.standing import series_of, skips_from
from busline.record.tables import Activity, StandingBooking
from busline.rules.line_rules import LineRules
from busline.rules.standing import Series, next_days


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
