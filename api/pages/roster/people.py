"""All drivers at a glance: what they were trained for, their hours, when they are away."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Response

from api.access.permissions import Permission
from api.driver_times.queries import driver_times
from api.pages.frame import Reader, reader
from api.pages.render import render
from api.pages.roster.sheet import names_of_drivers
from api.pages.roster.times import span_in_words

router = APIRouter()
Maker = Annotated[Reader, Depends(reader(Permission.ROSTER))]
MOST_ABSENCES = 2


@router.get("/roster/drivers")
def drivers(frame: Maker) -> Response:
    """Show all drivers."""
    with frame.services.record.read() as session:
        people: list[dict[str, Any]] = []
        for who, name in names_of_drivers(session, frame.line.id).items():
            times = driver_times(session, frame.line.id, who, frame.now)
            away = [
                span_in_words(frame, one.starts_at, one.ends_at) for one in times.absences[:MOST_ABSENCES]
            ]
            people.append({"id": who, "name": name, "times": times, "away": away})
    return render(frame, "roster/drivers.html", {"people": people})
