"""Letting a quarter's report out: frozen the first time, and each time recorded."""

from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from busline.days import service_day
from busline.errors import Conflict, UnknownNoun
from busline.nouns import Quarter
from busline.record.engine import Record
from busline.record.tables import Line, PublishedQuarter, ReportExport
from busline.reports.quarter import count_quarter
from busline.reports.quarter_report import QuarterReport, make_report


class QuarterNotOver(Conflict):
    """The quarter still has days to come: its figures now and then would give hidden ones away."""

    code = "quarter-not-over"


class ReportForm(StrEnum):
    """As what a report leaves."""

    PDF = "pdf"
    XLSX = "xlsx"
    JSON = "json"


def read_report(session: Session, line_id: str, quarter: Quarter, now: datetime) -> QuarterReport:
    """Return a quarter's report: as it has left, or as it would.

    Raises
    ------
    UnknownNoun
        If there is no such line.
    QuarterNotOver
        If the quarter is not over at `now`.
    """
    line = session.get(Line, line_id)
    if line is None:
        raise UnknownNoun("line", line_id)
    if service_day(now, ZoneInfo(line.timezone)) <= quarter.last:
        raise QuarterNotOver("This quarter is not over yet. Ask afterwards.", quarter=str(quarter))
    published = session.get(PublishedQuarter, (line_id, str(quarter)))
    if published is not None:
        return QuarterReport.model_validate(published.figures)
    return make_report(line_id, line.name, quarter, count_quarter(session, line_id, quarter))


def release_report(
    record: Record, line_id: str, quarter: Quarter, *, form: ReportForm, language: str, who: str
) -> QuarterReport:
    """Return a quarter's report to somebody who takes it out, and keep that they did.

    Raises
    ------
    UnknownNoun
        If there is no such line.
    QuarterNotOver
        If the quarter is not over.
    """
    now = record.clock.now()
    with record.read() as session:
        report = read_report(session, line_id, quarter, now)
    with record.change(who, f"report of {quarter} as {form}") as session:
        # Of two who take it out first, the second waits here for the figures of the first.
        session.scalar(select(Line.id).where(Line.id == line_id).with_for_update())
        published = session.get(PublishedQuarter, (line_id, str(quarter)))
        if published is None:
            figures = report.model_dump(mode="json")
            session.add(
                PublishedQuarter(
                    line_id=line_id, quarter=str(quarter), figures=figures, made_at=now, made_by=who
                )
            )
        else:
            report = QuarterReport.model_validate(published.figures)
        session.add(
            ReportExport(
                line_id=line_id,
                quarter=str(quarter),
                form=form.value,
                language=language,
                exported_by=who,
                exported_at=now,
            )
        )
    return report


def exports_of(session: Session, line_id: str, most: int = 50) -> list[ReportExport]:
    """Return the newest exports of a line's reports, newest first."""
    wanted = select(ReportExport).where(ReportExport.line_id == line_id)
    return list(
        session.scalars(wanted.order_by(ReportExport.exported_at.desc(), ReportExport.id).limit(most))
    )
