"""The page of the quarter's report, and what can be taken out there; each time is kept."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Response

from api.access.permissions import Permission
from api.pages.frame import Reader, reader
from api.pages.paper.typeset import pdf_response
from api.pages.quarterly.dictionary import dictionary
from api.pages.quarterly.paper import report_paper, said
from api.pages.quarterly.telling import Storyteller, dated, quarter_name
from api.pages.quarterly.workbook import MEDIA_TYPE, workbook
from api.pages.render import render
from busline.nouns import QUARTER_PATTERN, Quarter
from busline.record.tables import PublishedQuarter
from busline.reports.releasing import QuarterNotOver, ReportForm, exports_of, read_report, release_report

router = APIRouter()
Exporter = Annotated[Reader, Depends(reader(Permission.REPORTS_EXPORT))]
QuarterText = Annotated[str, Query(pattern=rf"^$|{QUARTER_PATTERN}")]


@router.get("/report")
def report_page(frame: Exporter, quarter: QuarterText = "") -> Response:
    """Show a quarter as it leaves, or would."""
    wanted = _quarter(frame, quarter)
    view: dict[str, Any] = {
        "quarter": str(wanted),
        "name": quarter_name(frame.words, wanted),
        "before": str(wanted.before),
        "after": str(wanted.after) if wanted.after.last < frame.today else "",
        "story": None,
        "frozen": None,
        "dated": lambda at: dated(frame.times, at),
    }
    with frame.services.record.read() as session:
        view["exports"] = [
            (one, quarter_name(frame.words, Quarter.parse(one.quarter)))
            for one in exports_of(session, frame.line.id)
        ]
        try:
            report = read_report(session, frame.line.id, wanted, frame.now)
        except QuarterNotOver:
            return render(frame, "quarterly/page.html", view)
        view["frozen"] = session.get(PublishedQuarter, (frame.line.id, str(wanted)))
    story = Storyteller(report, frame.words, frame.times)
    view |= {"story": story, "said": lambda value: said(story, value), "dictionary": dictionary(frame.words)}
    return render(frame, "quarterly/page.html", view)


@router.get("/report.pdf")
def report_pdf(frame: Exporter, quarter: QuarterText = "") -> Response:
    """Take the report out on paper."""
    story = _take_out(frame, quarter, ReportForm.PDF)
    return pdf_response(report_paper(frame, story), f"{_file(frame, story)}.pdf")


@router.get("/report.xlsx")
def report_xlsx(frame: Exporter, quarter: QuarterText = "") -> Response:
    """Take the report out as a spreadsheet."""
    story = _take_out(frame, quarter, ReportForm.XLSX)
    printed = frame.words("quarter-printed", at=dated(frame.times, frame.now))
    name = f"{_file(frame, story)}.xlsx"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return Response(workbook(story, printed), media_type=MEDIA_TYPE, headers=headers)


def _take_out(frame: Reader, quarter: str, form: ReportForm) -> Storyteller:
    report = release_report(
        frame.services.record,
        frame.line.id,
        _quarter(frame, quarter),
        form=form,
        language=frame.language,
        who=frame.caller.login,
    )
    return Storyteller(report, frame.words, frame.times)


def _quarter(frame: Reader, text: str) -> Quarter:
    """Return the quarter that was asked for; the last that is over, if none was."""
    return Quarter.parse(text) if text else Quarter.of(frame.today).before


def _file(frame: Reader, story: Storyteller) -> str:
    return f"{frame.words('quarter-file')}-{frame.line.id}-{story.report.quarter}"
