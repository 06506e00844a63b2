"""The day on a map: stops, runs with their direction, and the same as a table beside it."""

from datetime import date, timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Response
from sqlalchemy.orm import Session

from api.access.permissions import Permission
from api.pages.board.map_runs import runs_on_map, stops_on_map
from api.pages.frame import Reader, reader
from api.pages.render import render
from api.plan.queries import day_card
from api.security_headers import content_security_policy
from busline.map_tiles import tiles_origin
from busline.nouns import ServiceDay

router = APIRouter()
Planner = Annotated[Reader, Depends(reader(Permission.PLAN_READ))]
DutyId = Annotated[str, Query(max_length=32)]


@router.get("/board/map")
def map_of_day(frame: Planner, day: ServiceDay | None = None, duty: DutyId = "") -> Response:
    """Show a day on the map; with a duty, that run alone."""
    shown, settings = day or frame.today, frame.services.settings
    with frame.services.record.read() as session:
        view = _runs(session, frame, shown, duty) | {
            "before": shown - timedelta(days=1),
            "after": shown + timedelta(days=1),
            "tiles": settings.map_tiles,
            "attribution": settings.map_attribution,
        }
    reply = render(frame, "board/map.html", view)
    origin = tiles_origin(settings.map_tiles)
    if origin:  # this page alone may ask for images elsewhere, and there alone
        reply.headers["Content-Security-Policy"] = content_security_policy(origin)
    return reply


@router.get("/board/map/runs")
def runs(frame: Planner, day: ServiceDay, duty: DutyId = "") -> Response:
    """Show the table beside the map anew; the map is drawn from it."""
    with frame.services.record.read() as session:
        return render(frame, "board/map_runs.html", _runs(session, frame, day, duty))


def _runs(session: Session, frame: Reader, day: date, duty: str) -> dict[str, Any]:
    all_runs = runs_on_map(session, frame, day_card(session, frame.line.id, day))
    # A duty that has no calls any more shows them all, rather than an empty map.
    shown = [run for run in all_runs if run.duty_id == duty] or all_runs
    return {
        "day": day,
        "duty": duty if len(shown) < len(all_runs) else "",
        "all_runs": all_runs,
        "runs": shown,
        "stops": stops_on_map(session, frame.line.id, shown),
    }
