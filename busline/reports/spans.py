"""History, hours and ridership of a span of days, as JSON from one record."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from busline.days import day_span, iso_z
from busline.figures import count_ridership
from busline.hours.reading import Worked, WorkKind, read_corrections, read_worked
from busline.nouns import CorrectionState
from busline.record.tables import HistoryEntry


def export_history(session: Session, zone: ZoneInfo, from_day: date, to_day: date) -> dict[str, Any]:
    """Return every change recorded on local days `from_day` to `to_day`, oldest first."""
    begin, _ = day_span(from_day, zone)
    _, end = day_span(to_day, zone)
    rows = session.scalars(
        select(HistoryEntry)
        .where(HistoryEntry.at >= begin, HistoryEntry.at < end)
        .order_by(HistoryEntry.at, HistoryEntry.seq)
    )
    return {
        "changes": [
            {
                "seq": row.seq,
                "at": iso_z(row.at),
                "line": row.line_id,
                "who": row.who,
                "what": row.what,
                "noun": row.noun,
                "id": row.noun_id,
                "why": row.why,
                "before": _without_care_notes(row.before),
                "after": _without_care_notes(row.after),
            }
            for row in rows
        ]
    }


def _without_care_notes(values: dict[str, Any] | None) -> dict[str, Any] | None:
    """Hide what only a reader whose reading is recorded may see."""
    if values and values.get("care_note"):
        return values | {"care_note": "…"}
    return values


def export_hours(session: Session, line_id: str, from_day: date, to_day: date) -> dict[str, Any]:
    """Return planned and worked seconds of every duty that was clocked in, and what else counts as hours.

    ``duties`` and ``total_worked_s`` are the drivers'; ``desk`` the coordinators' hours. ``adjustments`` are
    approved corrections of months that were closed already, each in the month in which it counts: they are in
    every span that holds the first day of that month.
    """
    rows = read_worked(session, line_id, from_day, to_day)
    driven = [row for row in rows if row.kind is WorkKind.DRIVING]
    at_the_desk = [row for row in rows if row.kind is WorkKind.DESK]
    adjustments = [
        one
        for one in read_corrections(session, line_id, from_day, to_day, CorrectionState.APPROVED)
        if one.row.is_adjustment and from_day <= one.row.month <= to_day
    ]
    return {
        "duties": [_driven(row) for row in driven],
        "total_worked_s": sum(row.worked_s for row in driven),
        "desk": [{"id": row.hours_id, "coordinator": row.person_id} | _times(row) for row in at_the_desk],
        "total_desk_s": sum(row.worked_s for row in at_the_desk),
        "adjustments": [
            {
                "id": one.row.id,
                "hours": one.row.hours_id,
                "person": one.person_id,
                "date": one.row.service_date.isoformat(),
                "month": f"{one.row.month:%Y-%m}",
                "difference_s": one.row.difference_s,
            }
            for one in adjustments
        ],
        "total_adjusted_s": sum(one.row.difference_s for one in adjustments),
    }


def _driven(row: Worked) -> dict[str, Any]:
    assert row.planned_from is not None
    assert row.planned_to is not None
    return {
        "duty": row.hours_id,
        "driver": row.person_id,
        "planned_s": int((row.planned_to - row.planned_from).total_seconds()),
        "planned_break_s": row.planned_break_s,
    } | _times(row)


def _times(row: Worked) -> dict[str, Any]:
    return {
        "from": iso_z(row.worked_from),
        "to": None if row.worked_to is None else iso_z(row.worked_to),
        "worked_s": row.worked_s,
        "break_s": row.break_s,
        "state": row.state.value,
    }


def export_ridership(
    session: Session, line_id: str, from_day: date, to_day: date, now: datetime
) -> dict[str, Any]:
    """Return the counts of a span of days."""
    counted = count_ridership(session, line_id, from_day, to_day, now)
    return {
        "rides": counted.rides,
        "riders": counted.riders,
        "requests": counted.requests,
        "refusals": counted.refusal_count,
        "cancellations": counted.cancellations,
        "no_shows": counted.no_shows,
        "on_time_share": counted.on_time_share,
    }
