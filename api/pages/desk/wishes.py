"""Which messages a resident wants, and how: a line on the card, and a short form in its place."""

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Response
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from api.access.permissions import Permission
from api.etags import etag
from api.idempotency import AlreadyAnswered
from api.pages.desk.views import WishesForm, wishes_of
from api.pages.frame import Reader, reader
from api.pages.messages.queries import last_of_resident
from api.pages.once import FormOnce
from api.pages.problem_page import say_fault
from api.pages.render import render
from api.residents.reaching import Unreachable
from api.residents.schemas import ResidentCard, ResidentEdit
from api.residents.service import edit_resident, get_resident
from busline.nouns import RESIDENT_KINDS, MessageChannel, ResidentKind

router = APIRouter()
Registrar = Annotated[Reader, Depends(reader(Permission.RESIDENTS_WRITE))]
LAST = 3


class TypedWishes(BaseModel):
    """The form as a browser sends it; no kind at all is sent where no box is ticked."""

    model_config = ConfigDict(extra="ignore")

    etag: str = Field(max_length=20)
    channel: MessageChannel = MessageChannel.NONE
    kinds: list[ResidentKind] = Field(default=[], max_length=len(RESIDENT_KINDS))
    email: str = Field(default="", max_length=200)


@router.get("/desk/residents/{resident_id}/wishes")
def show(frame: Registrar, resident_id: str) -> Response:
    """Show the form, with the last messages under it."""
    with frame.services.record.read() as session:
        resident = get_resident(session, frame.line.id, resident_id)
    form = WishesForm(
        resident.id,
        etag(resident),
        resident.message_channel.value,
        tuple(resident.message_kinds),
        resident.email,
    )
    return _form(frame, form)


@router.post("/desk/residents/{resident_id}/wishes")
def save(
    frame: Registrar, once: FormOnce, resident_id: str, typed: Annotated[TypedWishes, Form()]
) -> Response:
    """Keep the wishes, and show the line on the card again."""
    form = WishesForm(resident_id, typed.etag, typed.channel.value, tuple(typed.kinds), typed.email)
    try:
        wish = ResidentEdit(
            email=typed.email.strip(), message_channel=typed.channel, message_kinds=typed.kinds
        )
    except ValidationError:
        return _form(frame, replace(form, faults={"email": frame.words("fault-email")}))
    try:
        with once.change("messages wished for") as session:
            resident = get_resident(session, frame.line.id, resident_id)
            edit_resident(session, frame.caller, resident, wish, typed.etag)
            once.answer(session, ResidentCard.model_validate(resident))
    except AlreadyAnswered:
        pass  # pressed twice: it is shown as it stands
    except Unreachable as wrong:
        (fault,) = wrong.faults
        field = "email" if fault.where == "email" else "channel"
        return _form(frame, replace(form, faults={field: say_fault(frame.words, fault)}))
    with frame.services.record.read() as session:
        wishes = wishes_of(get_resident(session, frame.line.id, resident_id))
    return render(frame, "desk/wishes.html", None, wishes=wishes, saved=True)


def _form(frame: Reader, form: WishesForm) -> Response:
    with frame.services.record.read() as session:
        last = last_of_resident(session, frame, form.resident_id, LAST)
    status = 422 if form.faults else 200
    return render(
        frame,
        "desk/wishes_form.html",
        None,
        form=form,
        last=last,
        kinds=[kind.value for kind in RESIDENT_KINDS],
        channels=[channel.value for channel in MessageChannel],
        status=status,
    )
