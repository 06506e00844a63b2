"""Hours: look at a month, correct, approve; close a month and reopen it."""

from typing import Annotated

from fastapi import APIRouter, Depends, Response

from api.access.caller import Caller, require
from api.access.permissions import Permission
from api.common import DutyId, LineId, Month
from api.etags import IfMatch, etag, set_etag
from api.hours.corrections import correction_card
from api.hours.months import close_month, desk_hours_of_month, first_day, hours_of_month, reopen_month
from api.hours.schemas import (
    Closing,
    Correction,
    HoursCard,
    HowMany,
    MonthCard,
    MonthChanged,
    Reopening,
    SeveralApproved,
)
from api.hours.service import approve, approve_several, correct, get_hours, hours_card
from api.idempotency import OnceHere
from api.lines.queries import get_line
from api.problem_docs import EDITING, READING, WRITING
from api.services import ServicesHere
from busline.hours.reading import read_corrections
from busline.nouns import CorrectionState
from busline.record.tables import ClosedMonth

router = APIRouter(prefix="/lines/{line_id}", tags=["hours"])
Reader = Annotated[Caller, Depends(require(Permission.HOURS_READ))]
Corrector = Annotated[Caller, Depends(require(Permission.HOURS_CORRECT))]
Approver = Annotated[Caller, Depends(require(Permission.HOURS_APPROVE))]
Closer = Annotated[Caller, Depends(require(Permission.MONTH_CLOSE))]


@router.get("/months/{month}/hours", operation_id="get_month", responses=READING)
def get_month(line_id: LineId, month: Month, _: Reader, services: ServicesHere) -> MonthCard:
    """Look at the hours of a month, by day and duty."""
    first = first_day(month)
    with services.record.read() as session:
        get_line(session, line_id)
        closed = session.get(ClosedMonth, (line_id, first))
        rows = hours_of_month(session, line_id, first)
        desk = desk_hours_of_month(session, line_id, first)
        corrections = [correction_card(one.row) for one in read_corrections(session, line_id, first, first)]
        return MonthCard(
            month=month,
            closed=closed is not None,
            closed_by=closed.closed_by if closed else None,
            checksum=closed.checksum if closed else "",
            total_worked_s=sum(row.worked_s for row in rows),
            total_desk_s=sum(row.worked_s for row in desk),
            total_adjusted_s=sum(
                one.difference_s
                for one in corrections
                if one.is_adjustment and one.state is CorrectionState.APPROVED
            ),
            hours=[hours_card(session, row) for row in rows],
            desk=[hours_card(session, row) for row in desk],
            corrections=corrections,
        )


@router.get("/hours/{duty_id}", operation_id="get_hours", responses=READING)
def get_one(
    line_id: LineId, duty_id: DutyId, _: Reader, services: ServicesHere, response: Response
) -> HoursCard:
    """Look at the hours of one duty."""
    with services.record.read() as session:
        hours = get_hours(session, line_id, duty_id)
        set_etag(response, hours)
        return hours_card(session, hours)


@router.patch("/hours/{duty_id}", operation_id="correct_hours", responses=EDITING, response_model=HoursCard)
def correct_hours(
    line_id: LineId,
    duty_id: DutyId,
    wish: Correction,
    caller: Corrector,
    if_match: IfMatch,
    once: OnceHere,
) -> Response:
    """Write hours otherwise than they were clocked, with the reason."""
    with once.change(wish.why) as session:
        hours = get_hours(session, line_id, duty_id)
        correct(session, caller, hours, wish, if_match, once.services.clock)
        return once.answer(session, hours_card(session, hours), headers={"ETag": etag(hours)})


@router.post(
    "/hours/{duty_id}/approve", operation_id="approve_hours", responses=EDITING, response_model=HoursCard
)
def approve_hours(
    line_id: LineId, duty_id: DutyId, caller: Approver, if_match: IfMatch, once: OnceHere
) -> Response:
    """Approve hours that somebody else drove, and somebody else corrected."""
    with once.change("approved") as session:
        hours = get_hours(session, line_id, duty_id)
        approve(session, caller, hours, if_match)
        return once.answer(session, hours_card(session, hours), headers={"ETag": etag(hours)})


@router.post("/hours/approve", operation_id="approve_several", responses=WRITING, response_model=HowMany)
def approve_chosen(line_id: LineId, wish: SeveralApproved, caller: Approver, once: OnceHere) -> Response:
    """Approve hours together, each as it was looked at: all of them or none."""
    with once.change("approved") as session:
        wanted = [(one.duty_id, one.etag) for one in wish.hours]
        count = approve_several(session, caller, line_id, wanted)
        return once.answer(session, HowMany(approved=count))


@router.post(
    "/months/{month}/close", operation_id="close_month", responses=WRITING, response_model=MonthChanged
)
def close(line_id: LineId, month: Month, _wish: Closing, caller: Closer, once: OnceHere) -> Response:
    """Make a month's hours final, once all of them are approved."""
    with once.change("month closed") as session:
        line = get_line(session, line_id)
        duties = close_month(session, line, first_day(month), caller.login, once.services.clock)
        return once.answer(session, MonthChanged(month=month, closed=True, duties=duties))


@router.post(
    "/months/{month}/reopen", operation_id="reopen_month", responses=WRITING, response_model=MonthChanged
)
def reopen(line_id: LineId, month: Month, wish: Reopening, _: Closer, once: OnceHere) -> Response:
    """Open a closed month again, with the reason."""
    with once.change(wish.why) as session:
        line = get_line(session, line_id)
        duties = reopen_month(session, line, first_day(month))
        return once.answer(session, MonthChanged(month=month, closed=False, duties=duties))
