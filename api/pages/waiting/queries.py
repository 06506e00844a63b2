"""Reading the waiting list for the pages."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from api.lines.queries import get_line
from api.pages.frame import Reader
from api.pages.names import stop_names
from api.pages.waiting.views import WaitingDay, WaitingRow, WaitView
from busline.days import at
from busline.nouns import TimeMode, WaitingState
from busline.record.tables import RequestLeg, Resident, WaitingEntry
from busline.record.waiting import OPEN, default_know_by, waiting_legs
from busline.rules.line_rules import LineRules

SPANS = (0, 15, 30, 45, 60, 90, 120)  # minutes to choose from


def wait_until(session: Session, frame: Reader, request_id: str) -> datetime | None:
    """Return until when a caller would know who is put on the list now; None where nobody could wait."""
    legs = waiting_legs(session, request_id)
    if not legs:
        return None
    until = default_know_by(legs, LineRules.model_validate(get_line(session, frame.line.id).rules))
    return until if until > frame.now else None


def wait_view(session: Session, frame: Reader, entry: WaitingEntry) -> WaitView:
    """Return what is read to a caller who waits from now on."""
    legs = waiting_legs(session, entry.request_id)
    rules = LineRules.model_validate(get_line(session, frame.line.id).rules)
    said = [frame.words("wait-say", day=frame.times.day_long(entry.service_date))]
    said += [_span_aloud(frame, entry, leg) for leg in legs]
    said.append(frame.words("wait-say-know", until=frame.times.recently(entry.know_by, frame.now)))
    chosen = (entry.earlier_s // 60, entry.later_s // 60)
    return WaitView(
        request_id=entry.request_id,
        sentences=said,
        earlier=chosen[0],
        later=chosen[1] if _may_be_later(legs) else None,
        spans=sorted({*SPANS, *chosen}),
        know_by=entry.know_by,
        choices=_know_by_choices(frame, entry, default_know_by(legs, rules)),
    )


def rows_of_day(session: Session, frame: Reader, day: date) -> list[WaitingRow]:
    """Return who waits for a day, whoever has waited longest first."""
    found = session.execute(
        select(WaitingEntry, Resident)
        .join(
            Resident,
            (Resident.line_id == WaitingEntry.line_id) & (Resident.id == WaitingEntry.resident_id),
        )
        .where(
            WaitingEntry.line_id == frame.line.id,
            WaitingEntry.service_date == day,
            WaitingEntry.state.in_(OPEN),
        )
        .order_by(WaitingEntry.waits_since, WaitingEntry.id)
    )
    names = stop_names(session, frame.line.id)
    return [
        _row(frame, entry, resident, waiting_legs(session, entry.request_id), names)
        for entry, resident in found
    ]


def days_with_waiting(session: Session, frame: Reader) -> list[WaitingDay]:
    """Return the days from today on for which somebody waits."""
    found = session.execute(
        select(WaitingEntry.service_date, func.count())
        .where(
            WaitingEntry.line_id == frame.line.id,
            WaitingEntry.service_date >= frame.today,
            WaitingEntry.state.in_(OPEN),
        )
        .group_by(WaitingEntry.service_date)
        .order_by(WaitingEntry.service_date)
    )
    return [WaitingDay(day, count) for day, count in found]


def _know_by_choices(frame: Reader, entry: WaitingEntry, latest: datetime) -> list[datetime]:
    """Return times by which people want to know: hours before the ride, or noon or six on a day before."""
    hours = [latest - timedelta(hours=hours) for hours in (0, 1, 2)]
    days = [entry.service_date - timedelta(days=days) for days in (0, 1, 2)]
    clocks = [at(day, time(hour), frame.times.zone) for day in days for hour in (12, 18)]
    possible = {moment for moment in (*hours, *clocks) if frame.now < moment <= latest}
    return sorted({*possible, entry.know_by}, reverse=True)


def _may_be_later(legs: Sequence[RequestLeg]) -> bool:
    return any(leg.mode is TimeMode.DEPART_AT for leg in legs)


def _row(
    frame: Reader,
    entry: WaitingEntry,
    resident: Resident,
    legs: list[RequestLeg],
    names: dict[str, str],
) -> WaitingRow:
    return WaitingRow(
        request_id=entry.request_id,
        resident_id=resident.id,
        name=resident.name,
        phone=resident.phone,
        routes=[f"{names[leg.from_stop_id]} → {names[leg.to_stop_id]}" for leg in legs],
        asked=[_asked(frame, leg) for leg in legs],
        earlier=entry.earlier_s // 60,
        later=entry.later_s // 60 if _may_be_later(legs) else 0,
        since=entry.waits_since,
        know_by=entry.know_by,
        held=_held(frame, entry),
    )


def _asked(frame: Reader, leg: RequestLeg) -> str:
    key = "waiting-arrive" if leg.mode is TimeMode.ARRIVE_BY else "waiting-depart"
    return frame.words(key, time=frame.times.clock(leg.wanted_at))


def _held(frame: Reader, entry: WaitingEntry) -> str:
    if entry.state is not WaitingState.OFFERED or entry.held_until is None:
        return ""
    promises = [offer["promise"] for offer in entry.offers]
    begins = [datetime.fromisoformat(one["pickup_from"]) for one in promises]
    return frame.words(
        "waiting-held",
        until=frame.times.recently(entry.held_until, frame.now),
        when=" · ".join(frame.times.clock(begin) for begin in begins),
    )


def _span_aloud(frame: Reader, entry: WaitingEntry, leg: RequestLeg) -> str:
    """Return between which times a ride would do; who must be there by a time is never later."""
    first = leg.wanted_at - timedelta(seconds=entry.earlier_s)
    if leg.mode is TimeMode.ARRIVE_BY:
        key, last = "wait-say-arrive", leg.wanted_at
    else:
        key, last = "wait-say-depart", leg.wanted_at + timedelta(seconds=entry.later_s)
    times = {"from": frame.times.clock(first), "to": frame.times.clock(last)}
    return frame.words(key, leg=leg.leg.value, **times)
