"""Ridership in counts."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query

from api.access.caller import Caller, require
from api.access.permissions import Permission
from api.common import LineId, check_span
from api.lines.queries import get_line
from api.problem_docs import READING
from api.ridership.schemas import DayCounts, RidershipCounts, RidershipReport
from api.services import ServicesHere
from busline.figures import count_by_day, count_ridership
from busline.nouns import ServiceDay

router = APIRouter(prefix="/lines/{line_id}/ridership", tags=["ridership"], responses=READING)
Reader = Annotated[Caller, Depends(require(Permission.RIDERSHIP_READ))]
MOST_DAYS = 366


@router.get("", operation_id="get_ridership")
def get_ridership(
    line_id: LineId,
    _: Reader,
    services: ServicesHere,
    first: Annotated[ServiceDay, Query(alias="from", examples=["2026-11-01"])],
    last: Annotated[ServiceDay, Query(alias="to", examples=["2026-11-30"])],
) -> RidershipReport:
    """Count rides, riders, requests and refusals of at most a year, both days included.

    These are the figures of the review; days to come count with what has been asked for them so far.
    """
    check_span(first, last, MOST_DAYS)
    now = services.clock.now()
    with services.record.read() as session:
        get_line(session, line_id)
        by_day = count_by_day(session, line_id, first, last, now)
        return RidershipReport(
            total=RidershipCounts.of(count_ridership(session, line_id, first, last, now)),
            days=[DayCounts(date=day, counts=RidershipCounts.of(one)) for day, one in by_day.items()],
        )
