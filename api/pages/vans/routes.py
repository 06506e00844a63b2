"""The pages of the vans, and what can be entered there."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Response
from fastapi.responses import RedirectResponse
from pydantic import BaseModel

from api.access.permissions import Permission
from api.idempotency import AlreadyAnswered, Once
from api.pages.frame import Reader, reader
from api.pages.once import FormOnce
from api.pages.problem_page import say_error
from api.pages.render import render
from api.pages.vans.queries import (
    handovers_of,
    may_care,
    names_of_people,
    outages_ahead,
    van_here,
    van_line,
    van_lines,
)
from api.spoken import Calendar, Field, UnreadTime, one_instant, read_field
from api.windows.queries import hours_people_mean
from busline.errors import BuslineError, Fault, InvalidInput, UnknownNoun
from busline.lending.odometer import MOST_KM, require_likely
from busline.lending.outages import bring_back, take_out
from busline.lending.taking_over import By
from busline.nouns import ServiceDay
from busline.nouns.lending import CheckPoint, HandoverKind
from busline.record.engine import WriteSession
from busline.record.tables import Handover, VanOutage

router = APIRouter()
Keeper = Annotated[Reader, Depends(reader(Permission.VANS_CARE))]
Driver = Annotated[Reader, Depends(reader(Permission.VANS_HAND_OVER))]


class Entered(BaseModel):
    """What a form led to."""

    id: str


@router.get("/vans")
def vans(frame: Keeper) -> Response:
    """Show all vans with what should be known of them."""
    with frame.services.record.read() as session:
        lines = van_lines(session, frame)
    return render(frame, "vans/list.html", {"vans": lines})


@router.get("/vans/{van_id}")
def van_page(frame: Driver, van_id: str) -> Response:
    """Show one van."""
    return _page(frame, van_id)


@router.post("/vans/{van_id}/inspection")
def set_inspection(
    frame: Keeper, once: FormOnce, van_id: str, inspection_on: Annotated[ServiceDay, Form()]
) -> Response:
    """Enter until when the inspection is valid."""

    def work(session: WriteSession) -> str:
        van = van_here(session, frame, van_id)
        van.inspection_on = inspection_on
        return van.id

    return _done(frame, once, van_id, "inspection", work)


@router.post("/vans/{van_id}/outages")
def add_outage(
    frame: Keeper,
    once: FormOnce,
    van_id: str,
    reason: Annotated[str, Form(max_length=500)],
    from_day: Annotated[ServiceDay, Form()],
    from_time: Annotated[str, Form(max_length=40)],
    to_day: Annotated[str, Form(max_length=10)] = "",
    to_time: Annotated[str, Form(max_length=40)] = "",
) -> Response:
    """Take a van out of service; its windows in that time go."""

    def work(session: WriteSession) -> str:
        if not reason.strip():
            raise InvalidInput("Why?", faults=[Fault("reason", "Say in a few words why.", "why-needed")])
        van = van_here(session, frame, van_id)
        starts_at = _instant(session, frame, from_day, from_time)
        ends_at = _instant(session, frame, _day(to_day), to_time) if to_day else None
        by = By(frame.caller.login, reason.strip(), frame.now)
        return take_out(session, frame.line.id, van.id, starts_at, ends_at, by).id

    return _done(frame, once, van_id, reason, work)


@router.post("/vans/{van_id}/outages/{outage_id}/end")
def end_outage(frame: Keeper, once: FormOnce, van_id: str, outage_id: str) -> Response:
    """Say that a van is in service again."""

    def work(session: WriteSession) -> str:
        van_here(session, frame, van_id)
        outage = session.get(VanOutage, outage_id)
        if outage is None or (outage.line_id, outage.van_id) != (frame.line.id, van_id):
            raise UnknownNoun("outage", outage_id)
        bring_back(outage, frame.now)
        return outage.id

    return _done(frame, once, van_id, "in service again", work)


@router.post("/vans/{van_id}/handovers")
def add_handover(
    frame: Driver,
    once: FormOnce,
    van_id: str,
    kind: Annotated[HandoverKind, Form()],
    odometer_km: Annotated[int, Form(ge=0, le=MOST_KM)],
    energy_percent: Annotated[str, Form(pattern=r"^\s*(\d{1,2}|100)?\s*%?\s*$")] = "",
    found: Annotated[list[CheckPoint] | None, Form()] = None,
    note: Annotated[str, Form(max_length=1000)] = "",
) -> Response:
    """Keep how a van was found when it was taken out or brought back."""

    def work(session: WriteSession) -> str:
        van = van_here(session, frame, van_id)
        require_likely(session, van.line_id, van.id, odometer_km)
        energy = energy_percent.strip(" %")
        handover = Handover(
            line_id=frame.line.id,
            van_id=van.id,
            kind=kind,
            at=frame.now,
            by=frame.caller.login,
            odometer_km=odometer_km,
            energy_percent=int(energy) if energy else None,
            faults_found=sorted(one.value for one in set(found or ())),
            note=note.strip(),
        )
        session.add(handover)
        session.flush()
        return handover.id

    return _done(frame, once, van_id, kind.value, work)


def _done(frame: Reader, once: Once, van_id: str, why: str, work: Callable[[WriteSession], str]) -> Response:
    """Do what a form asks for, once, and show the van; a fault is shown on the page it came from."""
    try:
        with once.change(why) as session:
            once.answer(session, Entered(id=work(session)))
    except AlreadyAnswered:
        pass  # pressed twice: it is shown as it stands
    except InvalidInput as wrong:
        return _page(frame, van_id, wrong)
    return RedirectResponse(f"/vans/{van_id}", status_code=303)


def _page(frame: Reader, van_id: str, wrong: BuslineError | None = None) -> Response:
    with frame.services.record.read() as session:
        van = van_here(session, frame, van_id)
        handovers = handovers_of(session, van)
        view: dict[str, Any] = {
            "line": van_line(session, frame, van),
            "outages": outages_ahead(session, van, frame.now),
            "handovers": handovers,
            "people": names_of_people(session, handovers),
            "points": [point.value for point in CheckPoint],
            "cares": may_care(frame),
            "next_kind": "back" if handovers and handovers[0].kind is HandoverKind.OUT else "out",
            "wrong": say_error(frame.words, wrong) if wrong else "",
        }
    return render(frame, "vans/page.html", view, status=422 if wrong else 200)


def _instant(session: WriteSession, frame: Reader, day: date, text: str) -> datetime:
    said = read_field(text, Field.CLOCK, Calendar(day, horizon_days=0))
    if said.day is not None:
        raise UnreadTime(text)  # the day has a field of its own
    return one_instant([said], text, day, frame.line.zone, hours_people_mean(session, frame.line.id, day))


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as wrong:
        raise InvalidInput("No day.", faults=[Fault("to_day", "a day like 2026-11-24", "invalid")]) from wrong
