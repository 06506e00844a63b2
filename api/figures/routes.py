"""Figures of a period by API: the same ones as on the page."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query

from api.access.caller import Caller, require
from api.access.permissions import Permission
from api.common import LineId, check_span
from api.figures.schemas import FiguresReport
from api.lines.queries import get_line
from api.problem_docs import READING
from api.services import ServicesHere
from busline.figures import Period, PeriodKind, read_figures
from busline.nouns import ServiceDay

router = APIRouter(prefix="/lines/{line_id}/figures", tags=["figures"], responses=READING)
Reader = Annotated[Caller, Depends(require(Permission.RIDERSHIP_READ))]
MOST_DAYS = 4000  # more than ten years


@router.get("", operation_id="get_figures")
def get_figures(
    line_id: LineId,
    _: Reader,
    services: ServicesHere,
    first: Annotated[ServiceDay, Query(alias="from", examples=["2026-11-01"])],
    last: Annotated[ServiceDay, Query(alias="to", examples=["2026-11-30"])],
) -> FiguresReport:
    """Count a span of days, both included, and the same number of days before it.

    These are for who works on the line: what leaves the cooperative is its report of a quarter.
    """
    check_span(first, last, MOST_DAYS)
    with services.record.read() as session:
        get_line(session, line_id)
        period = Period(PeriodKind.SPAN, first, last)
        return FiguresReport.of(read_figures(session, line_id, period, services.clock.now()))
