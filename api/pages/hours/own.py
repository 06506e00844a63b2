"""One's own hours, on a phone: what is written, asking for a correction, and a coordinator's clock."""

from datetime import date, datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Response
from sqlalchemy.orm import Session

from api.access.permissions import Permission
from api.hours.corrections import ask, get_correction, withdraw_correction
from api.hours.desk import clock_in, clock_out, enter, open_hours
from api.pages.frame import Reader, reader
from api.pages.hours.acting import (
    BreakMinutes,
    Clocked,
    MonthText,
    Why,
    do_once,
    month_of,
    reason_of,
    typed_correction,
    worked_or_planned,
)
from api.pages.hours.own_queries import is_coordinator, people_of_reader, read_own_month
from api.pages.hours.statement import statement_pdf
from api.pages.hours.typed import typed_span, work_clock
from api.pages.once import FormOnce
from api.pages.paper.typeset import pdf_response
from api.pages.render import render
from busline.errors import Fault, InvalidInput
from busline.hours.reading import WorkKind
from busline.nouns import ServiceDay
from busline.record.engine import WriteSession

router = APIRouter()
Worker = Annotated[Reader, Depends(reader(Permission.OWN_HOURS))]


@router.get("/hours")
def own_hours(frame: Worker, month: MonthText = "") -> Response:
    """Show one's own hours of a month."""
    return _page(frame, month_of(frame, month))


@router.get("/hours/statement.pdf")
def own_statement(frame: Worker, kind: WorkKind, month: MonthText = "") -> Response:
    """Print one's own hours of a month."""
    person_id = people_of_reader(frame).get(kind, "")
    pdf, name = statement_pdf(frame, month_of(frame, month), kind, person_id)
    return pdf_response(pdf, name)


@router.post("/hours/{hours_id}/ask")
def ask_correction(
    frame: Worker,
    once: FormOnce,
    hours_id: str,
    worked_from: Clocked,
    worked_to: Clocked,
    break_minutes: BreakMinutes,
    why: Why = "",
) -> Response:
    """Ask that one's own hours be written otherwise; somebody else decides."""

    def work(session: WriteSession) -> str:
        hours, day = worked_or_planned(session, frame, hours_id)
        wish = typed_correction(session, frame, day, hours, (worked_from, worked_to, break_minutes, why))
        return ask(session, frame.caller, frame.line.id, hours_id, wish, frame.services.clock).id

    do_once(once, reason_of(why), work)
    with frame.services.record.read() as session:
        _, day = worked_or_planned(session, frame, hours_id)
    return _part(frame, day.replace(day=1), frame.words("own-asked"))


@router.post("/hours/corrections/{correction_id}/withdraw")
def withdraw(frame: Worker, once: FormOnce, correction_id: str) -> Response:
    """Take back what one asked for."""

    def work(session: WriteSession) -> str:
        row = get_correction(session, frame.line.id, correction_id)
        withdraw_correction(session, frame.caller, row, frame.services.clock)
        return correction_id

    do_once(once, "withdrawn", work)
    with frame.services.record.read() as session:
        day = get_correction(session, frame.line.id, correction_id).service_date
    return _part(frame, day.replace(day=1), frame.words("own-withdrawn"))


@router.post("/hours/clock-in")
def begin_at_the_desk(frame: Worker, once: FormOnce) -> Response:
    """Begin to work at the desk."""
    _check_at_the_desk(frame)

    def work(session: WriteSession) -> str:
        return clock_in(session, frame.caller, frame.line.id, frame.line.zone, frame.services.clock).id

    do_once(once, "clocked in", work)
    return _part(frame, month_of(frame, ""), frame.words("own-clocked-in"))


@router.post("/hours/clock-out")
def end_at_the_desk(
    frame: Worker, once: FormOnce, break_minutes: BreakMinutes = 0, worked_to: Clocked = ""
) -> Response:
    """Stop working at the desk: now, or when one really did."""
    _check_at_the_desk(frame)

    def work(session: WriteSession) -> str:
        ended = _ended(session, frame, worked_to)
        return clock_out(
            session, frame.caller, frame.line.id, break_minutes * 60, frame.services.clock, ended
        ).id

    do_once(once, "clocked out", work)
    return _part(frame, month_of(frame, ""), frame.words("own-clocked-out"))


@router.post("/hours/enter")
def enter_by_hand(
    frame: Worker,
    once: FormOnce,
    day: Annotated[ServiceDay, Form()],
    worked_from: Clocked,
    worked_to: Clocked,
    why: Why = "",
    break_minutes: BreakMinutes = 0,
) -> Response:
    """Write down hours at the desk that were not clocked."""
    _check_at_the_desk(frame)

    def work(session: WriteSession) -> str:
        wish = typed_correction(session, frame, day, None, (worked_from, worked_to, break_minutes, why))
        return enter(session, frame.caller, frame.line.id, frame.line.zone, wish, frame.services.clock).id

    do_once(once, reason_of(why), work)
    return _part(frame, day.replace(day=1), frame.words("own-entered"))


def _check_at_the_desk(frame: Reader) -> None:
    if not is_coordinator(frame):
        fault = Fault("", "Only coordinators clock in here.", "not-at-the-desk")
        raise InvalidInput(fault.message, faults=[fault])


def _ended(session: Session, frame: Reader, worked_to: str) -> datetime | None:
    hours = open_hours(session, frame.line.id, frame.caller.user_id)
    if hours is None or not worked_to.strip():
        return None
    begun = work_clock(frame.words, frame.times, hours.worked_from)
    return typed_span(session, frame, hours.service_date, (begun, worked_to), (hours.worked_from, None))[1]


def _page(frame: Reader, first: date) -> Response:
    with frame.services.record.read() as session:
        shown = read_own_month(session, frame, first)
    return render(frame, "hours/own.html", shown, told="", **_more(frame))


def _part(frame: Reader, first: date, told: str) -> Response:
    with frame.services.record.read() as session:
        return render(
            frame, "hours/own_part.html", read_own_month(session, frame, first), told=told, **_more(frame)
        )


def _more(frame: Reader) -> dict[str, bool]:
    return {"at_the_desk": is_coordinator(frame)}
