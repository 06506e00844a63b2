"""The driver's page: today's duties, the run call by call, and the manifest on paper."""

from datetime import datetime, timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Response
from sqlalchemy import select
from sqlalchemy.orm import Session

from api.access.permissions import Permission
from api.driver.queries import duties_of
from api.lines.queries import get_line
from api.pages.drive.installing import SCRIPTS
from api.pages.drive.news import seen_run
from api.pages.drive.pending import pending_events, with_pending
from api.pages.drive.views import DutyView, view_duty
from api.pages.frame import Reader, reader
from api.pages.render import render
from busline.days import day_span, service_day
from busline.lending.odometer import last_reading
from busline.nouns import DutyState
from busline.record.driver_events import OVERRUN
from busline.record.tables import Duty, Van
from busline.rules.line_rules import LineRules

router = APIRouter()
Driver = Annotated[Reader, Depends(reader(Permission.OWN_RUN))]
DAYS_AHEAD = 14
# Here alone the phone may be asked where it is; the browser asks the driver.
PLACE_ALLOWED = "camera=(), microphone=(), geolocation=(self)"


@router.get("/drive")
def drive(frame: Driver, duty: Annotated[str, Query(max_length=32)] = "") -> Response:
    """Show the run that is now, or the next one of today."""
    view = _view(frame, duty)
    reply = render(frame, "drive/page.html", view)
    reply.headers["Permissions-Policy"] = PLACE_ALLOWED
    shown: DutyView | None = view["duty"]
    if shown is not None and shown.phase != "over":
        # So long the worker on the phone may keep this view: the phone alone may know that the driver has
        # clocked in. A run that was not begun is let go by the page when the day is over.
        left = driven_until(frame, shown) - frame.now
        reply.headers["X-Keep-For"] = str(int(left.total_seconds()))
    return reply


@router.get("/drive/run")
def drive_run(frame: Driver, duty: Annotated[str, Query(max_length=32)] = "") -> Response:
    """Show the run anew."""
    return render(frame, "drive/run.html", _view(frame, duty))


def day_ends(frame: Reader, duty: DutyView) -> datetime:
    """Return when the day of `duty` is over on the line's clock."""
    return day_span(service_day(duty.starts_at, frame.line.zone), frame.line.zone)[1]


def driven_until(frame: Reader, duty: DutyView) -> datetime:
    """Return until when `duty` is its driver's to finish: into the night, where its van comes home late."""
    return max(day_ends(frame, duty), duty.ends_at + OVERRUN)


def _view(frame: Reader, wanted: str) -> dict[str, Any]:
    driver_id = frame.caller.driver_id
    if driver_id is None:
        return {"duty": None, "others": [], "coming": [], "driver_id": None, "scripts": SCRIPTS}
    with frame.services.record.read() as session:
        rules = LineRules.model_validate(get_line(session, frame.line.id).rules)
        duties = [
            view_duty(
                with_pending(duty, pending_events(session, duty.id)),
                rules,
                seen_run(session, frame.line.id, duty),
            )
            for duty in duties_of(session, frame.line.id, driver_id, frame.today, frame.now)
        ]
        coming = _coming(session, frame, driver_id)
        shown = _shown(duties, wanted)
        last_km = last_reading(session, frame.line.id, shown.van_id) if shown else None
    others = [duty for duty in duties if duty is not shown]
    return {
        "duty": shown,
        "others": others,
        "coming": coming,
        "driver_id": driver_id,
        "until": day_ends(frame, shown) if shown else None,
        "driven_until": driven_until(frame, shown) if shown else None,
        "scripts": SCRIPTS,
        "last_km": last_km,
    }


def _shown(duties: list[DutyView], wanted: str) -> DutyView | None:
    """Return the duty that was asked for, else the first that is not over, else the last."""
    chosen = [duty for duty in duties if duty.id == wanted]
    not_over = [duty for duty in duties if duty.phase != "over"]
    return next(iter([*chosen, *not_over, *reversed(duties)]), None)


def _coming(session: Session, frame: Reader, driver_id: str) -> list[dict[str, Any]]:
    rows = session.execute(
        select(Duty, Van.name)
        .join(Van, (Van.line_id == Duty.line_id) & (Van.id == Duty.van_id))
        .where(
            Duty.line_id == frame.line.id,
            Duty.driver_id == driver_id,
            Duty.service_date > frame.today,
            Duty.service_date <= frame.today + timedelta(days=DAYS_AHEAD),
            Duty.state != DutyState.WITHDRAWN,
        )
        .order_by(Duty.starts_at)
        .limit(10)
    )
    return [{"van": van, "starts_at": duty.starts_at, "ends_at": duty.ends_at} for duty, van in rows]
