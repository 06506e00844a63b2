"""Reading days as plain rows from the history alone, which nobody can edit."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from busline.figures.direct import DirectTimes, Known
from busline.figures.from_record import calls_of, instant_of
from busline.figures.rows import DayRows, RefusalRow, RequestRow, RideRow, WindowRow, WorkedRow
from busline.nouns import BookingState, CorrectionState, RefusalReason
from busline.record.tables import HistoryEntry

# What facts need of each noun; the rest is not held in memory.
COLUMNS: dict[str, tuple[str, ...]] = {
    "bookings": (
        "resident_id",
        "request_id",
        "service_date",
        "state",
        "from_stop_id",
        "to_stop_id",
        "seats",
        "wheelchairs",
        "pickup_from",
        "pickup_to",
        "dropoff_by",
        "boarded_at",
        "alighted_at",
    ),
    "requests": ("resident_id", "service_date", "activity_id"),
    "refusals": ("request_id", "service_date", "reason", "wanted_at"),
    "idle_windows": ("service_date", "starts_at", "ends_at", "withdrawn_at"),
    "duties": ("service_date", "driver_id"),
    "runs": ("calls",),
    "hours": ("service_date", "driver_id", "worked_from", "worked_to", "break_s"),
    "hours_corrections": ("hours_id", "service_date", "month", "state", "difference_s"),
    "travel_matrices": ("revision", "computed_at", "stop_ids", "seconds"),
}
Rows = dict[str, dict[str, Any]]


class Replayed:
    """A line's rows as the history tells that they are now, by noun and id."""

    def __init__(self, session: Session, line_id: str) -> None:
        self._nouns: dict[str, Rows] = {noun: {} for noun in COLUMNS}
        entries = session.execute(
            select(HistoryEntry.what, HistoryEntry.noun, HistoryEntry.noun_id, HistoryEntry.after)
            .where(
                HistoryEntry.noun.in_(COLUMNS),
                # A run has no line of its own, but a duty that has.
                or_(HistoryEntry.line_id == line_id, HistoryEntry.noun == "runs"),
            )
            .order_by(HistoryEntry.seq)
            .execution_options(yield_per=1000)
        )
        for what, noun, noun_id, after in entries:
            if what == "deleted":
                self._nouns[noun].pop(noun_id, None)
            elif after is not None:
                kept = {key: after[key] for key in COLUMNS[noun] if key in after}
                self._nouns[noun].setdefault(noun_id, {}).update(kept)

    def direct_times(self) -> DirectTimes:
        """Return the driving times that the line ever had."""
        return DirectTimes(
            Known(row["revision"], instant_of(row["computed_at"]) or 0, _reading(row))
            for row in self._nouns["travel_matrices"].values()
        )

    def days(self) -> dict[date, DayRows]:
        """Return the rows of every day that has any, in order."""
        days: dict[date, DayRows] = {}
        for written, kind, row in self._rows():
            day = date.fromisoformat(written)
            getattr(days.setdefault(day, DayRows(day)), kind).append(row)
        return dict(sorted(days.items()))

    def _rows(self) -> Iterator[tuple[str, str, Any]]:
        nouns = self._nouns
        for booking_id, row in nouns["bookings"].items():
            yield row["service_date"], "rides", _ride(booking_id, row)
        for request_id, row in nouns["requests"].items():
            yield (
                row["service_date"],
                "requests",
                RequestRow(request_id, row["resident_id"], row["activity_id"]),
            )
        for row in nouns["refusals"].values():
            who = nouns["requests"][row["request_id"]]["resident_id"]
            refusal = RefusalRow(who, RefusalReason(row["reason"]), _instant(row["wanted_at"]))
            yield row["service_date"], "refusals", refusal
        for row in nouns["idle_windows"].values():
            if row["withdrawn_at"] is None:
                window = WindowRow(_instant(row["starts_at"]), _instant(row["ends_at"]))
                yield row["service_date"], "windows", window
        for duty_id, row in nouns["runs"].items():
            if duty_id in nouns["duties"]:
                yield nouns["duties"][duty_id]["service_date"], "runs", calls_of(row["calls"])
        yield from _worked(nouns["hours"])
        yield from _adjusted(nouns["hours_corrections"].values(), nouns["hours"], nouns["duties"])


def _ride(booking_id: str, row: Mapping[str, Any]) -> RideRow:
    return RideRow(
        id=booking_id,
        resident_id=row["resident_id"],
        request_id=row["request_id"],
        state=BookingState(row["state"]),
        from_stop=row["from_stop_id"],
        to_stop=row["to_stop_id"],
        seats=row["seats"],
        wheelchairs=row["wheelchairs"],
        pickup_from=_instant(row["pickup_from"]),
        pickup_to=_instant(row["pickup_to"]),
        dropoff_by=_instant(row["dropoff_by"]),
        boarded=instant_of(row["boarded_at"]),
        alighted=instant_of(row["alighted_at"]),
    )


def _worked(hours: Rows) -> Iterator[tuple[str, str, WorkedRow]]:
    for row in hours.values():
        worked_s = 0
        if row["worked_to"] is not None:
            worked_s = _instant(row["worked_to"]) - _instant(row["worked_from"]) - row["break_s"]
        yield row["service_date"], "worked", WorkedRow(row["driver_id"], worked_s)


def _adjusted(
    corrections: Iterable[Mapping[str, Any]], hours: Rows, duties: Rows
) -> Iterator[tuple[str, str, WorkedRow]]:
    for one in corrections:
        settled_later = one["month"] != f"{one['service_date'][:7]}-01"
        # A duty that nobody clocked in on is its driver's; hours at the desk are in neither.
        whose = hours.get(one["hours_id"]) or duties.get(one["hours_id"]) or {}
        driver_id = whose.get("driver_id")
        if one["state"] == CorrectionState.APPROVED and settled_later and driver_id is not None:
            yield one["month"], "worked", WorkedRow(driver_id, one["difference_s"])


def _instant(written: str) -> int:
    found = instant_of(written)
    assert found is not None
    return found


def _reading(row: Mapping[str, Any]) -> Any:
    return lambda: (row["stop_ids"], row["seconds"])
