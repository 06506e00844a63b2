"""Somebody who calls for the first time: a short form in the card's place, then the card itself."""

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Query, Response

from api.access.permissions import Permission
from api.pages.desk.filled import fresh_form
from api.pages.desk.person import PersonForm, TypedPerson, completed, read_person
from api.pages.desk.queries import card_of
from api.pages.frame import Reader, reader
from api.pages.once import FormOnce, reply_of
from api.pages.problem_page import say_fault
from api.pages.render import render
from api.residents.schemas import NewResident, ResidentCard
from api.residents.service import add_resident, get_resident
from busline.errors import InvalidInput

router = APIRouter()
Registrar = Annotated[Reader, Depends(reader(Permission.RESIDENTS_WRITE))]


@router.get("/desk/newcomer")
def newcomer(frame: Registrar, typed: Annotated[str, Query(max_length=100)] = "") -> Response:
    """Show the form; what was typed to find them is their name or their number."""
    is_number = bool(typed) and not any(letter.isalpha() for letter in typed)
    form = PersonForm(phone=typed.strip()) if is_number else PersonForm(name=typed.strip())
    # Nobody's form is left in the middle: what is booked next is not for the caller before.
    return render(frame, "desk/newcomer.html", {"form": fresh_form(frame, None)}, form=form)


@router.post("/desk/newcomer")
def add_newcomer(frame: Registrar, once: FormOnce, typed: Annotated[TypedPerson, Form()]) -> Response:
    """Take the caller in, open their card and a fresh form."""
    with frame.services.record.read() as session:
        form = completed(session, frame, typed)
    wish, faults = read_person(frame, form)
    if wish is None:
        return _with_faults(frame, form, faults)
    try:
        card = ResidentCard.model_validate(reply_of(lambda: _added(frame, once, wish)))
    except InvalidInput as wrong:
        return _with_faults(frame, form, {"home_stop": say_fault(frame.words, wrong.faults[0])})
    with frame.services.record.read() as session:
        shown = card_of(session, frame, get_resident(session, frame.line.id, card.id))
    reply = render(frame, "desk/resident.html", {"card": shown, "form": fresh_form(frame, shown)})
    reply.headers["HX-Replace-Url"] = f"/desk?resident={card.id}"
    return reply


def _added(frame: Reader, once: FormOnce, wish: NewResident) -> Response:
    with once.change("called for the first time") as session:
        resident = add_resident(session, frame.line.id, wish)
        return once.answer(session, ResidentCard.model_validate(resident))


def _with_faults(frame: Reader, form: PersonForm, faults: dict[str, str]) -> Response:
    return render(frame, "desk/newcomer.html", None, form=replace(form, faults=faults), status=422)
