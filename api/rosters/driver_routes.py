"""The driver's own roster: what comes, open duties, swaps, notices, wishes."""

from typing import Annotated

from fastapi import APIRouter, Depends, Response

from api.access.caller import Caller, require
from api.access.permissions import Permission
from api.common import DutyId, LineId, NoticeId, SwapId
from api.driver.service import driver_of
from api.idempotency import OnceHere
from api.lines.queries import get_line
from api.planning import Passed
from api.problem_docs import READING, WRITING
from api.rosters.queries import driver_roster
from api.rosters.schemas import DriverRoster, Noted, SwapCard, SwapWishBody, WishBody
from api.rosters.service import (
    add_wish,
    agree_swap,
    ask_for_swap,
    cannot_drive,
    end_swap,
    see_notice,
    take_duty,
)
from api.services import ServicesHere
from busline.feed.messages import Done

router = APIRouter(prefix="/lines/{line_id}/driver", tags=["driver"])
Driving = Annotated[Caller, Depends(require(Permission.OWN_RUN))]


@router.get("/roster", operation_id="get_own_roster", responses=READING)
def get_own(line_id: LineId, caller: Driving, services: ServicesHere) -> DriverRoster:
    """Look at the own coming duties, the open ones that one may take, swaps and notices."""
    driver_id = driver_of(caller)
    with services.record.read() as session:
        get_line(session, line_id)
        return driver_roster(session, line_id, driver_id, services.clock.now())


@router.post("/duties/{duty_id}/take", operation_id="take_duty", responses=WRITING, response_model=Done)
def take(line_id: LineId, duty_id: DutyId, caller: Driving, once: OnceHere) -> Response:
    """Take an open duty; a rule of working time that forbids it is named."""
    return take_duty(once, line_id, driver_of(caller), duty_id)


@router.post(
    "/duties/{duty_id}/give-back",
    operation_id="give_duty_back",
    responses={**WRITING, 202: {"model": Passed, "description": "Kept; done when planning is back"}},
    response_model=Passed,
)
def give_back(line_id: LineId, duty_id: DutyId, caller: Driving, once: OnceHere) -> Response:
    """Say that one can't drive a duty; somebody else is looked for at once."""
    return cannot_drive(once, line_id, driver_of(caller), duty_id)


@router.post("/swaps", operation_id="ask_swap", responses=WRITING, response_model=SwapCard)
def post_swap(line_id: LineId, wish: SwapWishBody, caller: Driving, once: OnceHere) -> Response:
    """Ask another driver to take over a duty."""
    return ask_for_swap(once, line_id, driver_of(caller), wish)


@router.post("/swaps/{swap_id}/agree", operation_id="agree_swap", responses=WRITING, response_model=Done)
def agree(line_id: LineId, swap_id: SwapId, caller: Driving, once: OnceHere) -> Response:
    """Agree to a swap; it is done if the rules still let both."""
    return agree_swap(once, line_id, driver_of(caller), swap_id)


@router.post("/swaps/{swap_id}/close", operation_id="close_swap", responses=WRITING, response_model=SwapCard)
def close(line_id: LineId, swap_id: SwapId, caller: Driving, once: OnceHere) -> Response:
    """Decline a swap, or withdraw one's own."""
    return end_swap(once, line_id, driver_of(caller), swap_id)


@router.post("/notices/{notice_id}/seen", operation_id="see_notice", responses=WRITING, response_model=Noted)
def seen(line_id: LineId, notice_id: NoticeId, caller: Driving, once: OnceHere) -> Response:
    """Say that one has seen a notice."""
    return see_notice(once, line_id, driver_of(caller), notice_id)


@router.post("/wishes", operation_id="add_wish", responses=WRITING, response_model=Noted)
def post_wish(line_id: LineId, wish: WishBody, caller: Driving, once: OnceHere) -> Response:
    """Say when one would like to drive, or rather not."""
    return add_wish(once, line_id, driver_of(caller), wish)
