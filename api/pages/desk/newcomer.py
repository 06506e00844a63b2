"""Somebody who calls for the first time: a short form in the card's place, then the card itself."""

from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Query, Response
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from api.access.permissions import Permission
from api.pages.desk.asking import resolve_stop
from api.pages.desk.filled import fresh_form
from api.pages.desk.queries import card_of
from api.pages.desk.views import NewcomerForm
from api.pages.frame import Reader, reader
from api.pages.once import FormOnce, reply_of
from api.pages.problem_page import say_fault
from api.pages.render import render
from api.residents.schemas import NewResident, ResidentCard
from api.residents.service import add_resident, get_resident
from busline.errors import InvalidInput
from busline.nouns import Aid

router = APIRouter()
Registrar = Annotated[Reader, Depends(reader(Permission.RESIDENTS_WRITE))]


class TypedNewcomer(BaseModel):
    """The short form as a browser sends it; long enough for anybody who types, and no longer."""

    model_config = ConfigDict(extra="ignore")

    name: str = Field(default="", max_length=200)
    phone: str = Field(default="", max_length=40)
    street: str = Field(default="", max_length=200)
    home_stop: str = Field(default="", max_length=64)
    home_stop_text: str = Field(default="", max_length=200)
    aid: Aid = Aid.NONE


@router.get("/desk/newcomer")
def newcomer(frame: Registrar, typed: Annotated[str, Query(max_length=100)] = "") -> Response:
    """Show the form; what was typed to find them is their name or their number."""
    is_number = bool(typed) and not any(letter.isalpha() for letter in typed)
    form = NewcomerForm(phone=typed.strip()) if is_number else NewcomerForm(name=typed.strip())
    # Nobody's form is left in the middle: what is booked next is not for the caller before.
    return render(frame, "desk/newcomer.html", {"form": fresh_form(frame, None)}, form=form)


@router.post("/desk/newcomer")
def add_newcomer(frame: Registrar, once: FormOnce, typed: Annotated[TypedNewcomer, Form()]) -> Response:
    """Take the caller in, open their card and a fresh form."""
    form = NewcomerForm(**typed.model_dump(mode="json"))
    with frame.services.record.read() as session:
        home = resolve_stop(session, frame, form.home_stop_text, form.home_stop)
    if home is not None:
        form = replace(form, home_stop=home.value, home_stop_text=home.label)
    wish, faults = _wish(frame, form)
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


def _wish(frame: Reader, form: NewcomerForm) -> tuple[NewResident | None, dict[str, str]]:
    """Return the resident that the form stands for, or the sentences for what stands in the way."""
    faults: dict[str, str] = {}
    if not form.home_stop:
        faults["home_stop"] = frame.words("fault-pick-stop")
    fields: dict[str, Any] = {
        "name": form.name.strip(),
        "phone": form.phone,
        "street": form.street.strip(),
        "home_stop_id": form.home_stop,
        "aid": form.aid,
    }
    try:
        wish = NewResident(**fields)
    except ValidationError as wrong:
        for error in wrong.errors():
            field = str(error["loc"][0])
            faults[field] = frame.words(f"fault-{field}" if field in ("name", "phone") else "fault-invalid")
        return None, faults
    return (None if faults else wish), faults


def _with_faults(frame: Reader, form: NewcomerForm, faults: dict[str, str]) -> Response:
    return render(frame, "desk/newcomer.html", None, form=replace(form, faults=faults), status=422)
