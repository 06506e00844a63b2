"""A figure opened: how it is computed, what it is made of, and the rides, for those who may see them."""

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Response
from sqlalchemy import select
from sqlalchemy.orm import Session

from api.access.permissions import Permission
from api.pages.figures.asked import FigureReader, PeriodAsked
from api.pages.figures.page import period_view
from api.pages.figures.saying import NOTHING, part_said, say, value_said
from api.pages.figures.steps import Step, steps_of, unit_of
from api.pages.frame import Reader, reader
from api.pages.render import render
from busline.errors import UnknownNoun
from busline.figures import FIGURES, Figure, read_figures
from busline.nouns import ServiceDay
from busline.record.history import note
from busline.record.tables import Booking, Refusal, Request, Resident, Stop

router = APIRouter()
RideReader = Annotated[Reader, Depends(reader(Permission.BOOKINGS_READ))]
FigureName = Annotated[str, Path(max_length=40)]
REFUSALS = "refusals"


@router.get("/figures/{name}")
def figure_page(frame: FigureReader, asked: PeriodAsked, name: FigureName) -> Response:
    """Open a figure of a period."""
    figure = _figure(name)
    with frame.services.record.read() as session:
        found = read_figures(session, frame.line.id, asked.period, frame.now)
    steps = steps_of(frame, found) if figure.parts else []
    view = period_view(frame, found) | {
        "said": say(frame, found, name),
        "unit": unit_of(found.shown),
        "parts": figure.parts,
        "rows": [_row(frame, figure, step) for step in steps],
        "sums": [part_said(frame, part, found.now.count(part)) for part in figure.parts],
        "opens_rides": _opens_rides(figure) and frame.caller.may(Permission.BOOKINGS_READ),
    }
    return render(frame, "figures/opened.html", view)


@router.get("/figures/{name}/rides")
def rides_page(frame: RideReader, name: FigureName, day: ServiceDay) -> Response:
    """Show the rides of a day that a figure is made of; that they were read is recorded."""
    figure = _figure(name)
    if not _opens_rides(figure):
        raise UnknownNoun("figure", name)
    line_id = frame.line.id
    with frame.services.record.change(frame.caller.login, f"figure {name}") as session:
        note(session, what="read", noun="bookings", noun_id=f"{line_id}/{day}", line_id=line_id)
        rows = _rides(session, frame, figure, day)
    view = {
        "name": name,
        "words": frame.words(f"figure-{name}"),
        "day": day,
        "rows": rows,
        "named": frame.caller.may(Permission.RESIDENTS_READ),
    }
    return render(frame, "figures/rides.html", view)


def _figure(name: str) -> Figure:
    figure = FIGURES.get(name)
    if figure is None:
        raise UnknownNoun("figure", name)
    return figure


def _opens_rides(figure: Figure) -> bool:
    return figure.state is not None or figure.name == REFUSALS


def _row(frame: Reader, figure: Figure, step: Step) -> dict[str, Any]:
    return {
        "name": step.name,
        "first": step.first,
        "last": step.last,
        "day": step.first if step.first == step.last else None,
        "parts": [part_said(frame, part, step.totals.count(part)) for part in figure.parts],
        "value": value_said(frame, figure.unit, figure.of(step.totals)),
    }


def _rides(session: Session, frame: Reader, figure: Figure, day: date) -> list[dict[str, str]]:
    stops = session.scalars(select(Stop).where(Stop.line_id == frame.line.id))
    names = {stop.id: stop.name for stop in stops}
    if figure.name == REFUSALS:
        refusals = session.scalars(
            select(Refusal)
            .where(Refusal.line_id == frame.line.id, Refusal.service_date == day)
            .order_by(Refusal.wanted_at, Refusal.id)
        )
        return [
            {
                "at": frame.times.clock(row.wanted_at),
                "from": names.get(row.from_stop_id, row.from_stop_id),
                "to": names.get(row.to_stop_id, row.to_stop_id),
                "who": "",
                "what": frame.words(f"refusal-{row.reason.value}"),
            }
            for row in refusals
        ]
    wanted = (
        select(Booking, Resident.name)
        .join(Resident, (Resident.line_id == Booking.line_id) & (Resident.id == Booking.resident_id))
        .where(Booking.line_id == frame.line.id, Booking.service_date == day, Booking.state == figure.state)
        .order_by(Booking.pickup_from, Booking.id)
    )
    if figure.parts == ("activities",):
        wanted = wanted.join(Request, Request.id == Booking.request_id).where(
            Request.activity_id.is_not(None)
        )
    rows = session.execute(wanted)
    named = frame.caller.may(Permission.RESIDENTS_READ)
    return [
        {
            "at": frame.times.span(ride.pickup_from, ride.pickup_to),
            "from": names.get(ride.from_stop_id, ride.from_stop_id),
            "to": names.get(ride.to_stop_id, ride.to_stop_id),
            "who": resident if named else ride.reference,
            "what": _ridden(frame, ride),
        }
        for ride, resident in rows
    ]


def _ridden(frame: Reader, ride: Booking) -> str:
    if ride.boarded_at is None or ride.alighted_at is None:
        return NOTHING
    return frame.times.span(ride.boarded_at, ride.alighted_at)
