"""From what was said of day and time in the desk's form to instants."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TypeVar

from api.lines.queries import get_line
from api.pages.desk.views import BookingForm
from api.pages.frame import Reader
from api.spoken import (
    NOTHING,
    Calendar,
    Day,
    Field,
    Hours,
    NotUnderstood,
    Said,
    one_day,
    one_instant,
    read_field,
)
from api.windows.queries import DrivenTimes, driven_times, hours_people_mean
from busline.nouns import TimeMode
from busline.rules.line_rules import LineRules

Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class When:
    """The instants that were asked for."""

    out_at: datetime
    back_at: datetime | None


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is asked back, one sentence a field."""

    frame: Reader
    sentences: dict[str, str] = field(default_factory=dict)

    def attempt(self, name: str, read: Callable[[], Found]) -> Found | None:
        """Return what `read` returns, or None and note what is asked back at the field `name`."""
        try:
            return read()
        except NotUnderstood as asked:
            times = self.frame.times
            params = {k: times.day(v) if isinstance(v, date) else v for k, v in asked.params.items()}
            self.sentences.setdefault(name, self.frame.words(f"fault-{asked.code}", **params))
            return None


def read_when(frame: Reader, form: BookingForm, horizon_days: int) -> tuple[When | None, dict[str, str]]:
    """Return when the rides of `form` shall be, or the sentences that ask back, by field.

    A day may stand in the time's field and a time in the day's. The word for today, with which the form
    opens, gives way to a day that stands elsewhere.
    """
    asked = _Asked(frame)
    calendar = Calendar(frame.today, horizon_days)
    opens_with = frame.words("today").casefold()
    day_text = "" if form.day.strip().casefold() == opens_with else form.day
    in_day = asked.attempt("day", lambda: read_field(day_text, Field.DAY, calendar))
    in_time = asked.attempt("time", lambda: read_field(form.time, Field.CLOCK, calendar))
    in_back = asked.attempt("back", lambda: read_field(form.back, Field.CLOCK, calendar))
    if in_time == NOTHING and not (in_day and in_day.clock):
        asked.sentences["time"] = frame.words("fault-required")
    saids = [said for said in (in_day, in_time) if said]
    names_day = "day" if in_day and in_day.day else "time"
    day = asked.attempt(names_day, lambda: one_day(saids, frame.today))
    if asked.sentences or day is None or in_back is None:
        return None, asked.sentences
    hours, driven = _hours(frame, day)
    is_in_day = any(said.clock for said in saids[:1]) and not any(said.clock for said in saids[1:])
    names_time, text = ("day", form.day) if is_in_day else ("time", form.time)
    mode = TimeMode(form.mode)
    out_at = asked.attempt(
        names_time,
        lambda: one_instant(
            saids, text, day, frame.line.zone, hours, lambda moment: driven.has(moment, mode)
        ),
    )
    back_at = None
    if out_at is not None and in_back != NOTHING:
        back_at = asked.attempt(
            "back", lambda: _back(frame, in_back, form.back, day, _from(out_at, hours), driven)
        )
    if asked.sentences or out_at is None:
        return None, asked.sentences
    return When(out_at, back_at), {}


def _back(
    frame: Reader, said: Said, text: str, day: date, hours: Hours | None, driven: DrivenTimes
) -> datetime:
    one_day([Said(Day((day,))), said], frame.today)  # both ways are on the same day
    zone = frame.line.zone
    return one_instant([said], text, day, zone, hours, lambda moment: driven.has(moment, TimeMode.DEPART_AT))


def _from(out_at: datetime, hours: Hours | None) -> Hours | None:
    """Return what is left of `hours` for the way back."""
    return hours and (max(hours[0], out_at), hours[1])


def _hours(frame: Reader, day: date) -> tuple[Hours | None, DrivenTimes]:
    with frame.services.record.read() as session:
        rules = LineRules.model_validate(get_line(session, frame.line.id).rules)
        return hours_people_mean(session, frame.line.id, day), driven_times(
            session, frame.line.id, day, rules
        )
