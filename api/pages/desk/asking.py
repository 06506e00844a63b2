"""From what was typed at the desk to a request, with a fault beside each field that can't be read."""

from collections.abc import Mapping
from dataclasses import replace

from sqlalchemy.orm import Session

from api.pages.desk.queries import find_choices
from api.pages.desk.views import BookingForm, Choice
from api.pages.desk.when import When, read_when
from api.pages.frame import Reader
from api.pages.problem_page import say_fault
from busline.errors import Fault
from busline.nouns import Aid, LegName, TimeMode
from busline.record.requests import LegWish, RequestWish

# Where a fault of the record's check stands on this form, by the end of its path.
FIELDS = {"from_stop": "from_stop", "to_stop": "to_stop", "wanted_at": "time", "aid": "aid"}


def resolve_stops(session: Session, frame: Reader, form: BookingForm) -> BookingForm:
    """Take a stop that was typed but not chosen from the list, if only one can be meant."""
    origin = resolve_stop(session, frame, form.from_text, form.from_stop)
    if origin is not None:
        form = replace(form, from_stop=origin.value, from_text=origin.label)
    destination = resolve_stop(session, frame, form.to_text, form.to_stop)
    if destination is not None:
        form = replace(form, to_stop=destination.value, to_text=destination.label)
    return form


def resolve_stop(session: Session, frame: Reader, typed: str, chosen: str) -> Choice | None:
    """Return the stop that was typed but not chosen, if only one can be meant; None where one was chosen."""
    if chosen or not typed.strip():
        return None
    found = find_choices(session, frame, typed, activities=False, limit=2)
    exact = [choice for choice in found if choice.label.casefold() == typed.strip().casefold()]
    return (exact or found)[0] if len(found) == 1 or exact else None


def read_wish(
    frame: Reader, form: BookingForm, horizon_days: int
) -> tuple[RequestWish | None, dict[str, str]]:
    """Return the request that `form` stands for, or the sentences for the fields that stand in its way.

    ``horizon_days`` is how far ahead rides can be booked.
    """
    faults: dict[str, str] = {}
    words = frame.words
    if not form.resident_id:
        faults["resident"] = words("fault-pick-resident")
    for name in ("from_stop", "to_stop"):
        if not getattr(form, name):
            faults[name] = words("fault-pick-stop")
    when, when_faults = read_when(frame, form, horizon_days)
    faults |= when_faults
    companions = form.companions.strip() or "0"
    if not companions.isdigit() or int(companions) > 7:
        faults["companions"] = words("fault-invalid")
    if faults or when is None:
        return None, faults
    wish = RequestWish(
        resident_id=form.resident_id,
        legs=_legs(form, when),
        aid=Aid(form.aid),
        companions=int(companions),
        activity_id=form.activity_id or None,
        replaces=tuple(part for part in form.replaces.split(",") if part),
    )
    return wish, {}


def _legs(form: BookingForm, when: When) -> tuple[LegWish, ...]:
    out = LegWish(
        leg=LegName.OUT,
        from_stop=form.from_stop,
        to_stop=form.to_stop,
        mode=TimeMode(form.mode),
        wanted_at=when.out_at,
    )
    if when.back_at is None:
        return (out,)
    back = LegWish(
        leg=LegName.BACK,
        from_stop=form.to_stop,
        to_stop=form.from_stop,
        mode=TimeMode.DEPART_AT,
        wanted_at=when.back_at,
    )
    return (out, back)


def written_out(frame: Reader, form: BookingForm, wish: RequestWish) -> BookingForm:
    """Return the form with day and times as they were understood: “wo 25 nov” for “morgen”."""
    clocks = [frame.times.clock(leg.wanted_at) for leg in wish.legs]
    return replace(
        form,
        day=frame.times.day(wish.legs[0].wanted_at),
        time=clocks[0],
        back=clocks[1] if len(clocks) > 1 else "",
    )


def faults_by_field(frame: Reader, faults: tuple[Fault, ...]) -> Mapping[str, str]:
    """Return the sentences for what the record found wrong, each by the field it belongs to."""
    found: dict[str, str] = {}
    for fault in faults:
        parts = fault.where.split(".")
        is_back = parts[0] == "legs" and parts[1:2] == ["1"]
        field = "back" if is_back else FIELDS.get(parts[-1], "time" if parts[0] == "legs" else "to_stop")
        found.setdefault(field, say_fault(frame.words, fault))
    return found
