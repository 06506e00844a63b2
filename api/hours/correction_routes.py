"""Corrections of hours: asked for by drivers of their own and by reviewers, decided by another person."""

from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Depends, Response

from api.access.caller import Caller, require
from api.access.permissions import Permission
from api.common import CorrectionId, DutyId, LineId, Month
from api.driver.service import driver_of
from api.etags import IfMatch, etag
from api.hours.corrections import (
    approve_correction,
    ask,
    correction_card,
    decline_correction,
    get_correction,
    withdraw_correction,
)
from api.hours.months import first_day, next_month
from api.hours.schemas import Correction, CorrectionCard, Declining, OwnHoursRow, OwnMonth
from api.idempotency import OnceHere
from api.lines.queries import get_line
from api.problem_docs import EDITING, READING, WRITING
from api.services import ServicesHere
from busline.hours.reading import WorkKind, read_worked
from busline.record.tables import HoursCorrection

router = APIRouter(prefix="/lines/{line_id}", tags=["hours"])
Corrector = Annotated[Caller, Depends(require(Permission.HOURS_CORRECT))]
Approver = Annotated[Caller, Depends(require(Permission.HOURS_APPROVE))]
Driving = Annotated[Caller, Depends(require(Permission.OWN_RUN))]


@router.get("/driver/months/{month}/hours", operation_id="get_own_hours", responses=READING)
def get_own(line_id: LineId, month: Month, caller: Driving, services: ServicesHere) -> OwnMonth:
    """Look at one's own hours of a month."""
    first = first_day(month)
    driver_id = driver_of(caller)
    with services.record.read() as session:
        get_line(session, line_id)
        rows = read_worked(session, line_id, first, next_month(first) - timedelta(days=1))
    mine = [row for row in rows if (row.kind, row.person_id) == (WorkKind.DRIVING, driver_id)]
    return OwnMonth(
        month=month,
        total_worked_s=sum(row.worked_s for row in mine),
        hours=[
            OwnHoursRow(
                duty_id=row.hours_id,
                service_date=row.service_date,
                planned_s=row.planned_s or 0,
                worked_from=row.worked_from,
                worked_to=row.worked_to,
                break_s=row.break_s,
                worked_s=row.worked_s,
                state=row.state,
            )
            for row in mine
        ],
    )


@router.post(
    "/driver/hours/{duty_id}/corrections",
    operation_id="ask_correction",
    responses=WRITING,
    response_model=CorrectionCard,
)
def ask_own(line_id: LineId, duty_id: DutyId, wish: Correction, caller: Driving, once: OnceHere) -> Response:
    """Ask that one's own hours be written otherwise, with the reason; somebody else decides."""
    driver_of(caller)
    return _ask(line_id, duty_id, wish, caller, once)


@router.post(
    "/hours/{duty_id}/corrections",
    operation_id="ask_correction_of_hours",
    responses=WRITING,
    response_model=CorrectionCard,
)
def ask_of_any(
    line_id: LineId, duty_id: DutyId, wish: Correction, caller: Corrector, once: OnceHere
) -> Response:
    """Ask that hours be written otherwise; of a closed month, it counts in the next that is open."""
    return _ask(line_id, duty_id, wish, caller, once)


@router.post(
    "/hours-corrections/{correction_id}/approve",
    operation_id="approve_correction",
    responses=EDITING,
    response_model=CorrectionCard,
)
def approve(
    line_id: LineId, correction_id: CorrectionId, caller: Approver, if_match: IfMatch, once: OnceHere
) -> Response:
    """Let a correction count that somebody else asked for."""
    with once.change("correction approved") as session:
        row = get_correction(session, line_id, correction_id)
        approve_correction(session, caller, row, if_match, once.services.clock)
        return once.answer(session, correction_card(row), headers={"ETag": etag(row)})


@router.post(
    "/hours-corrections/{correction_id}/decline",
    operation_id="decline_correction",
    responses=EDITING,
    response_model=CorrectionCard,
)
def decline(
    line_id: LineId,
    correction_id: CorrectionId,
    wish: Declining,
    caller: Approver,
    if_match: IfMatch,
    once: OnceHere,
) -> Response:
    """Leave the hours as they are, with the reason."""
    with once.change(wish.why) as session:
        row = get_correction(session, line_id, correction_id)
        decline_correction(session, caller, row, if_match, wish.why, once.services.clock)
        return once.answer(session, correction_card(row), headers={"ETag": etag(row)})


@router.post(
    "/hours-corrections/{correction_id}/withdraw",
    operation_id="withdraw_correction",
    responses=WRITING,
    response_model=CorrectionCard,
)
def withdraw(line_id: LineId, correction_id: CorrectionId, caller: Corrector, once: OnceHere) -> Response:
    """Take back what one asked for."""
    return _withdraw(line_id, correction_id, caller, once)


@router.post(
    "/driver/hours-corrections/{correction_id}/withdraw",
    operation_id="withdraw_own_correction",
    responses=WRITING,
    response_model=CorrectionCard,
)
def withdraw_own(line_id: LineId, correction_id: CorrectionId, caller: Driving, once: OnceHere) -> Response:
    """Take back what one asked for of one's own hours."""
    return _withdraw(line_id, correction_id, caller, once)


def _ask(line_id: str, duty_id: str, wish: Correction, caller: Caller, once: OnceHere) -> Response:
    with once.change(wish.why) as session:
        get_line(session, line_id)
        row: HoursCorrection = ask(session, caller, line_id, duty_id, wish, once.services.clock)
        return once.answer(session, correction_card(row))


def _withdraw(line_id: str, correction_id: str, caller: Caller, once: OnceHere) -> Response:
    with once.change("withdrawn") as session:
        row = get_correction(session, line_id, correction_id)
        withdraw_correction(session, caller, row, once.services.clock)
        return once.answer(session, correction_card(row))
