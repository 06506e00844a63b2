"""Swaps between two drivers on their pages: whom to ask, for what in return, and the answer."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Path, Query, Response
from sqlalchemy.orm import Session

from api.access.permissions import Permission
from api.driver.service import driver_of
from api.pages.frame import Reader, reader
from api.pages.once import FormOnce, reply_of
from api.pages.render import render
from api.pages.roster.duties import answered
from api.pages.roster.sheet import names_of_drivers
from api.rosters.queries import get_line_of, may_be_returned, may_take_over
from api.rosters.schemas import DutyLine, SwapWishBody
from api.rosters.service import agree_swap, ask_for_swap, end_swap
from busline.errors import UnknownNoun
from busline.record.tables import Duty

router = APIRouter(prefix="/duties")
Own = Annotated[Reader, Depends(reader(Permission.OWN_RUN))]
Choice = Annotated[str, Path(max_length=32)]


@router.get("/{duty_id}/colleagues")
def colleagues(frame: Own, duty_id: Choice) -> Response:
    """Show who may take a duty over, and who else could be asked for one in return."""
    with frame.services.record.read() as session:
        duty = _own_duty(session, frame, duty_id)
        names = names_of_drivers(session, frame.line.id)
        able = set(may_take_over(session, duty_id, names))
    others = [(who, name, who in able) for who, name in names.items() if who != duty.driver_id]
    return render(frame, "roster/colleagues.html", None, duty=duty, others=others)


@router.get("/{duty_id}/returns")
def returns(frame: Own, duty_id: Choice, to_driver: Annotated[str, Query(max_length=64)] = "") -> Response:
    """Show what a colleague could give in return, by the rules for both."""
    with frame.services.record.read() as session:
        duty = _own_duty(session, frame, duty_id)
        names = names_of_drivers(session, frame.line.id)
        if to_driver not in names:
            return render(frame, "roster/returns.html", None, duty=duty, able=False, back=[], name="")
        able = bool(may_take_over(session, duty_id, [to_driver]))
        back = may_be_returned(session, duty_id, to_driver, frame.now)
    name = names[to_driver]
    return render(frame, "roster/returns.html", None, duty=duty, able=able, back=back, name=name)


@router.post("/{duty_id}/swap")
def swap(
    frame: Own,
    once: FormOnce,
    duty_id: Choice,
    to_driver: Annotated[str, Form(max_length=64)],
    return_duty: Annotated[str, Form(max_length=32)] = "",
) -> Response:
    """Ask a colleague to take a duty over, for one of theirs or for nothing."""
    wish = SwapWishBody(duty_id=duty_id, to_driver=to_driver, return_duty_id=return_duty or None)
    reply_of(lambda: ask_for_swap(once, frame.line.id, driver_of(frame.caller), wish))
    return answered(frame, "duties-said-asked")


@router.post("/swaps/{swap_id}/agree")
def agree(frame: Own, once: FormOnce, swap_id: Choice) -> Response:
    """Agree to a swap; it is done if the rules still let both."""
    reply_of(lambda: agree_swap(once, frame.line.id, driver_of(frame.caller), swap_id))
    return answered(frame, "duties-said-swapped")


@router.post("/swaps/{swap_id}/close")
def close(frame: Own, once: FormOnce, swap_id: Choice) -> Response:
    """Decline a swap, or withdraw the own one."""
    reply_of(lambda: end_swap(once, frame.line.id, driver_of(frame.caller), swap_id))
    return answered(frame, "duties-said-not-swapped")


def _own_duty(session: Session, frame: Reader, duty_id: str) -> DutyLine:
    duty = session.get(Duty, duty_id)
    if duty is None or (duty.line_id, duty.driver_id) != (frame.line.id, driver_of(frame.caller)):
        raise UnknownNoun("duty", duty_id)
    return get_line_of(session, duty_id)
