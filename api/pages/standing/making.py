"""Routes that make and change a standing booking: the form, what it would make, and making it."""

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Form, Response
from sqlalchemy.orm import Session

from api.idempotency import Once
from api.pages.desk.asking import resolve_stops
from api.pages.desk.filled import fresh_form
from api.pages.desk.queries import card_of
from api.pages.desk.replying import Coordinator, problem
from api.pages.desk.typed_form import TypedForm
from api.pages.frame import Reader
from api.pages.once import FormOnce, reply_of
from api.pages.render import render
from api.pages.standing.filled import form_of_bookings, form_of_series, form_of_typed
from api.pages.standing.previewing import preview_of
from api.pages.standing.reading import Wished, faults_of, mark_of, read_standing
from api.pages.standing.telling import did
from api.pages.standing.typed import TypedStanding
from api.pages.standing.views import StandingForm
from api.residents.service import get_resident
from api.standing.queries import get_standing
from api.standing.schemas import StandingChange, StandingEdit
from api.standing.service import edit, make
from busline.errors import BuslineError, InvalidInput

router = APIRouter()
BookingIds = Annotated[list[str], Form(max_length=2)]


@router.post("/desk/standing/new")
def of_typed(frame: Coordinator, typed: Annotated[TypedForm, Form()]) -> Response:
    """Show what was just typed as a standing booking that is still to be made."""
    with frame.services.record.read() as session:
        form = form_of_typed(session, frame, resolve_stops(session, frame, typed.as_view()))
        return _shown(session, frame, form)


@router.post("/desk/standing/of-bookings")
def of_bookings(frame: Coordinator, booking_id: BookingIds) -> Response:
    """Show the trip that was booked a moment ago as a standing booking that is still to be made."""
    with frame.services.record.read() as session:
        return _shown(session, frame, form_of_bookings(session, frame, booking_id))


@router.get("/desk/standing/{standing_id}/form")
def of_series(frame: Coordinator, standing_id: str) -> Response:
    """Show a series to be changed."""
    with frame.services.record.read() as session:
        standing = get_standing(session, frame.line.id, standing_id)
        return _shown(session, frame, form_of_series(session, frame, standing))


@router.post("/desk/standing/save")
def save(frame: Coordinator, once: FormOnce, typed: Annotated[TypedStanding, Form()]) -> Response:
    """Make or change the series, once it has been read aloud as it stands in the form."""
    with frame.services.record.read() as session:
        wished = read_standing(session, frame, typed.as_view())
        if not isinstance(wished, Wished) or mark_of(wished) != typed.shown:
            return _rendered(session, frame, wished, again=bool(typed.shown))
    try:
        reply = reply_of(lambda: _kept(once, frame, wished))
    except InvalidInput as wrong:
        form = replace(wished.form, faults=faults_of(frame, wrong))
        return render(frame, "desk/standing/form.html", None, form=form, answer=_faults(form), status=422)
    except BuslineError as error:
        return render(frame, "desk/standing/form.html", None, form=wished.form, answer=problem(frame, error))
    title = frame.words("standing-did-made" if wished.form.is_new else "standing-did-changed")
    with frame.services.record.read() as session:
        found = did(session, frame, StandingChange.model_validate(reply), title)
        card = card_of(session, frame, get_resident(session, frame.line.id, wished.wish.resident_id))
    fresh = replace(fresh_form(frame, card), focus="")
    return render(frame, "desk/standing/saved.html", {"card": card}, form=fresh, answer=found)


def _kept(once: Once, frame: Reader, wished: Wished) -> Response:
    if wished.form.is_new:
        return make(once, frame.line.id, wished.wish)
    fields = dict(wished.wish) | {"weekday": wished.wish.first_on.weekday()}
    row = wished.as_row(frame)
    with frame.services.record.read() as session:
        standing = get_standing(session, frame.line.id, row.id)
        if wished.wish.first_on == standing.first_on:
            fields["weekday"] = (
                standing.weekday
            )  # its first day may be another: the rhythm counts from its week
    fields.pop("resident_id")
    return edit(once, frame.line.id, row.id, StandingEdit(**fields), wished.form.etag)


def _shown(session: Session, frame: Reader, form: StandingForm) -> Response:
    return _rendered(session, frame, read_standing(session, frame, form), again=False, focus=form.focus)


def _rendered(
    session: Session, frame: Reader, found: Wished | StandingForm, *, again: bool, focus: str = "save"
) -> Response:
    """Show the form with what it would make, or with what stands in the way."""
    template = "desk/standing/form.html"
    if isinstance(found, StandingForm):
        form = replace(found, shown="", focus=next(iter(found.faults), ""))
        return render(frame, template, None, form=form, answer=_faults(form), status=422)
    form = replace(found.form, shown=mark_of(found), focus=focus)
    return render(frame, template, None, form=form, answer=preview_of(session, frame, found, again=again))


def _faults(form: StandingForm) -> dict[str, object]:
    return {"kind": "faults", "sentences": list(form.faults.values())}
