"""History, hours and ridership of a span of days, as JSON from one record."""

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from busline.days import day_span, iso_z
from busline.record.ridership import count_ridership
from busline.record.tables import Duty, HistoryEntry, Hours


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
    """Return planned and worked seconds of every duty that was clocked in, by day and van."""
    rows = session.execute(
        select(Hours, Duty)
        .join(Duty, Duty.id == Hours.duty_id)
        .where(Hours.line_id == line_id, Hours.service_date.between(from_day, to_day))
        .order_by(Hours.service_date, Duty.starts_at, Duty.van_id)
    ).all()
    duties = [
        {
            "duty": hours.duty_id,
            "driver": hours.driver_id,
            "from": iso_z(hours.worked_from),
            "to": None if hours.worked_to is None else iso_z(hours.worked_to),
            "planned_s": int((duty.ends_at - duty.starts_at).total_seconds()),
            "worked_s": hours.worked_s,
            "break_s": hours.break_s,
            "state": hours.state.value,
        }
        for hours, duty in rows
    ]
    return {"duties": duties, "total_worked_s": sum(hours.worked_s for hours, _ in rows)}


def export_ridership(session: Session, line_id: str, from_day: date, to_day: date) -> dict[str, Any]:
    """Return the counts of a span of days."""
    counted = count_ridership(session, line_id, from_day, to_day)
    return {
        "rides": counted.rides,
        "riders": counted.riders,
        "requests": counted.requests,
        "refusals": counted.refusal_count,
        "cancellations": counted.cancellations,
        "no_shows": counted.no_shows,
        "on_time_share": counted.on_time_share,
    }
