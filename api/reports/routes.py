"""The report of a quarter, as its paper and its spreadsheet tell it."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path

from api.access.caller import Caller, require
from api.access.permissions import Permission
from api.common import LineId
from api.lines.queries import get_line
from api.problem_docs import problems
from api.services import ServicesHere
from busline.nouns import QUARTER_PATTERN, Quarter
from busline.reports.quarter_report import QuarterReport
from busline.reports.releasing import ReportForm, release_report

router = APIRouter(
    prefix="/lines/{line_id}/reports", tags=["reports"], responses=problems(401, 403, 404, 409, 422, 503)
)
Exporter = Annotated[Caller, Depends(require(Permission.REPORTS_EXPORT))]
QuarterText = Annotated[
    str, Path(pattern=QUARTER_PATTERN, description="A quarter that is over.", examples=["2026-Q3"])
]


@router.get("/{quarter}", operation_id="get_report")
def get_report(
    line_id: LineId, quarter: QuarterText, caller: Exporter, services: ServicesHere
) -> QuarterReport:
    """Take out the figures of a quarter; null is a count that is hidden, so that nobody can be recognised.

    Figures that have left once stay as they are. That they were taken out, by whom and when, is kept.
    """
    with services.record.read() as session:
        get_line(session, line_id)
    return release_report(
        services.record, line_id, Quarter.parse(quarter), form=ReportForm.JSON, language="", who=caller.login
    )
