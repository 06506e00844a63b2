"""A resident's card changed at the desk, by keyboard, without anybody's change being lost."""

from dataclasses import fields, replace
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Response

from api.access.permissions import Permission
from api.etags import etag as etag_of
from api.pages.desk.person import PersonForm, TypedPerson, completed, person_form, read_person
from api.pages.desk.queries import card_of
from api.pages.frame import Reader, reader
from api.pages.names import stop_names
from api.pages.once import FormOnce, reply_of
from api.pages.problem_page import say_fault
from api.pages.render import render
from api.residents.schemas import NewResident, ResidentCard, ResidentEdit
from api.residents.service import edit_resident, get_resident
from busline.errors import InvalidInput, StaleEdit
from busline.record.tables import Resident

router = APIRouter()
Registrar = Annotated[Reader, Depends(reader(Permission.RESIDENTS_WRITE))]
Carer = Annotated[Reader, Depends(reader(Permission.CARE_NOTES_READ))]
Etag = Annotated[str, Form(max_length=20)]
WHY = "changed at the desk"
LANGUAGES_SPOKEN = ("nl", "en", "tr", "ar")
# The name of a field, where the record has another; and what stands beside fields but is none.
COLUMNS = {"home_stop": "home_stop_id", "extra_minutes": "extra_boarding_s"}
NOT_TYPED = frozenset({"home_stop_text", "near", "faults"})


@router.get("/desk/residents/{resident_id}/edit")
def edit_form(frame: Registrar, resident_id: str) -> Response:
    """Show a card as a form; what is typed for a ride meanwhile stays."""
    with frame.services.record.read() as session:
        resident = get_resident(session, frame.line.id, resident_id)
        form = _as_it_is(frame, resident, stop_names(session, frame.line.id))
    return _form(frame, resident, form)


@router.post("/desk/residents/{resident_id}/edit")
def save_card(
    frame: Registrar,
    once: FormOnce,
    resident_id: str,
    etag: Etag,
    typed: Annotated[TypedPerson, Form()],
) -> Response:
    """Change what was changed in the form, if the card is still as it was shown."""
    with frame.services.record.read() as session:
        resident = get_resident(session, frame.line.id, resident_id)
        before = _as_it_is(frame, resident, stop_names(session, frame.line.id))
        form = completed(session, frame, typed)
    wish, faults = read_person(frame, form)
    if wish is None:
        return _form(frame, resident, replace(form, faults=faults), shown_etag=etag, status=422)
    edit = ResidentEdit(**_changes(form, before, wish))
    try:
        reply_of(lambda: _edited(frame, once, resident_id, edit, etag))
    except StaleEdit:
        return _form(frame, resident, replace(form, faults=_stands_now(frame, form, before)), status=412)
    except InvalidInput as wrong:
        if not wrong.faults:
            raise
        faults = {"home_stop": say_fault(frame.words, wrong.faults[0])}
        return _form(frame, resident, replace(form, faults=faults), shown_etag=etag, status=422)
    return show_card(frame, resident_id)


@router.get("/desk/residents/{resident_id}/card")
def show_card(frame: Registrar, resident_id: str) -> Response:
    """Show a card as it is now; the form of the ride beside it stays as it was."""
    with frame.services.record.read() as session:
        card = card_of(session, frame, get_resident(session, frame.line.id, resident_id))
    return render(frame, "desk/card.html", {"card": card})


@router.post("/desk/residents/{resident_id}/care-note/edit")
def save_care_note(
    frame: Carer,
    once: FormOnce,
    resident_id: str,
    etag: Etag,
    care_note: Annotated[str, Form(max_length=10_000)] = "",
) -> Response:
    """Write the care note anew; a note that somebody changed meanwhile is never written over."""
    edit = ResidentEdit(care_note=care_note.strip())
    reply_of(lambda: _edited(frame, once, resident_id, edit, etag))
    return show_card(frame, resident_id)


def _edited(frame: Reader, once: FormOnce, resident_id: str, edit: ResidentEdit, etag: str) -> Response:
    with once.change(WHY) as session:
        resident = get_resident(session, frame.line.id, resident_id)
        edit_resident(session, frame.caller, resident, edit, etag)
        return once.answer(session, ResidentCard.model_validate(resident))


def _as_it_is(frame: Reader, resident: Resident, names: dict[str, str]) -> PersonForm:
    return person_form(frame, resident, names.get(resident.home_stop_id, ""))


def _form(
    frame: Reader, resident: Resident, form: PersonForm, *, shown_etag: str = "", status: int = 200
) -> Response:
    """Show the form; without the ETag of an earlier one it stands for the card as it is now."""
    view = {
        "id": resident.id,
        "name": resident.name,
        "etag": shown_etag or etag_of(resident),
        "is_stale": status == 412,
        "languages": sorted({*LANGUAGES_SPOKEN, resident.language}, key=lambda one: (one != "nl", one)),
    }
    return render(frame, "desk/edit.html", view, form=form, status=status)


def _differing(form: PersonForm, before: PersonForm) -> list[str]:
    names = [field.name for field in fields(PersonForm) if field.name not in NOT_TYPED]
    return [name for name in names if getattr(form, name).strip() != getattr(before, name).strip()]


def _changes(form: PersonForm, before: PersonForm, wish: NewResident) -> dict[str, Any]:
    """Return what the form changes; what only stands in it is left to whoever changes that meanwhile."""
    columns = [COLUMNS.get(name, name) for name in _differing(form, before)]
    return {column: getattr(wish, column) for column in columns}


def _stands_now(frame: Reader, form: PersonForm, before: PersonForm) -> dict[str, str]:
    """Return, for each field that differs, what stands on the card now."""
    shown = {"home_stop": before.home_stop_text, "aid": frame.words(f"aid-{before.aid}")}
    return {
        name: frame.words("person-stands-now", value=shown.get(name, getattr(before, name)) or "–")
        for name in _differing(form, before)
    }
