"""From what was typed to a standing booking, with a fault beside each field that can't be read."""

import hashlib
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from api.lines.queries import get_line
from api.pages.desk.asking import resolve_stop
from api.pages.desk.views import BookingForm
from api.pages.desk.when import read_when
from api.pages.frame import Reader
from api.pages.problem_page import say_fault
from api.pages.standing.queries import next_ride, series_now
from api.pages.standing.spoken_days import asked_back, spoken_day, written_day
from api.pages.standing.views import StandingForm
from api.spoken import NotUnderstood
from api.standing.checking import check_standing
from api.standing.queries import get_standing
from api.standing.schemas import NewStanding
from busline.errors import InvalidInput
from busline.nouns import TimeMode
from busline.record.tables import Activity, StandingBooking
from busline.rules.line_rules import LineRules

# Where a fault of the series' own check stands on the form.
FIELDS = {
    "from_stop_id": "from_stop",
    "to_stop_id": "to_stop",
    "activity_id": "to_stop",
    "back_at": "back",
    "first_on": "day",
    "last_on": "until",
}


@dataclass(frozen=True, slots=True)
class Wished:
    """A series as it was understood; ``form`` says it back, marked by what it is."""

    form: StandingForm
    wish: NewStanding

    def as_row(self, frame: Reader) -> StandingBooking:
        """Return the series as a row that is in no session."""
        row = StandingBooking(line_id=frame.line.id, id=self.form.standing_id, **dict(self.wish))
        row.weekday = self.wish.first_on.weekday()
        return row


def read_standing(session: Session, frame: Reader, form: StandingForm) -> Wished | StandingForm:
    """Return the series that `form` stands for, or the form with the sentences for what stands in its way."""
    form = _with_stops(session, frame, form)
    rules = LineRules.model_validate(get_line(session, frame.line.id).rules)
    faults = {
        name: frame.words("fault-pick-stop") for name in ("from_stop", "to_stop") if not getattr(form, name)
    }
    asked = BookingForm(day=form.day, time=form.time, back=form.back)
    when, when_faults = read_when(frame, asked, rules.horizon_days)
    faults |= when_faults
    try:
        last_on = spoken_day(frame, form.until)
    except NotUnderstood as unread:
        faults["until"], last_on = asked_back(frame, unread), None
    if faults or when is None:
        return replace(form, faults=faults)
    out, back = frame.times.local(when.out_at), when.back_at and frame.times.local(when.back_at)
    wish = NewStanding(
        resident_id=form.resident_id,
        from_stop_id=form.from_stop,
        to_stop_id=form.to_stop,
        activity_id=_activity(session, frame, form),
        mode=TimeMode(form.mode),
        out_at=out.time(),
        back_at=back.time() if back else None,
        every_weeks=int(form.every),
        first_on=_first_on(session, frame, form, out.date()),
        last_on=last_on,
        on_holidays=None if form.holidays == rules.standing_on_holidays else form.holidays,
    )
    form = replace(
        form,
        day=frame.times.day(out.date()),
        time=f"{out:%H:%M}",
        back=f"{back:%H:%M}" if back else "",
        until=written_day(frame, last_on),
    )
    return _checked(session, frame, Wished(form, wish))


def mark_of(wished: Wished) -> str:
    """Return a mark of what a form stands for, so that what counts is what was read aloud."""
    said = f"{wished.form.standing_id} {wished.form.etag} {wished.wish.model_dump_json()}"
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def faults_of(frame: Reader, wrong: InvalidInput) -> dict[str, str]:
    """Return the sentences for what the check found, each by the field it belongs to."""
    found: dict[str, str] = {}
    for fault in wrong.faults:
        found.setdefault(FIELDS.get(fault.where, "to_stop"), say_fault(frame.words, fault))
    return found


def _checked(session: Session, frame: Reader, wished: Wished) -> Wished | StandingForm:
    try:
        check_standing(session, wished.as_row(frame), frame.today, is_new=wished.form.is_new)
    except InvalidInput as wrong:
        return replace(wished.form, faults=faults_of(frame, wrong))
    return wished


def _with_stops(session: Session, frame: Reader, form: StandingForm) -> StandingForm:
    """Take a stop that was typed but not chosen from the list, if only one can be meant."""
    origin = resolve_stop(session, frame, form.from_text, form.from_stop)
    if origin is not None:
        form = replace(form, from_stop=origin.value, from_text=origin.label)
    destination = resolve_stop(session, frame, form.to_text, form.to_stop)
    if destination is not None:
        form = replace(form, to_stop=destination.value, to_text=destination.label)
    return form


def _activity(session: Session, frame: Reader, form: StandingForm) -> str | None:
    """Return the activity that is meant: not one that is left over from another stop."""
    activity = session.get(Activity, (frame.line.id, form.activity_id)) if form.activity_id else None
    return activity.id if activity is not None and activity.stop_id == form.to_stop else None


def _first_on(session: Session, frame: Reader, form: StandingForm, day: date) -> date:
    """Return the day from which the rhythm counts: a series that keeps its day keeps its rhythm as well."""
    if form.is_new:
        return day
    standing = get_standing(session, frame.line.id, form.standing_id)
    keeps = next_ride(frame, standing, series_now(session, frame, standing)) == day
    keeps = keeps and day.weekday() == standing.weekday and int(form.every) == standing.every_weeks
    return standing.first_on if keeps else day
