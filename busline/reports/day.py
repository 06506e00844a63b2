"""A service day as JSON, for a check that knows nothing of this house but the form of the export."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from busline.days import iso_z
from busline.errors import UnknownNoun
from busline.nouns import Call, CallKind, DutyState
from busline.record.availability import availability_of, worked_elsewhere_of
from busline.record.pins import pins_of_day
from busline.record.tables import Booking, Driver, Duty, IdleWindow, Line, Refusal, Run, Stop, Van
from busline.record.windows import windows_of_day
from busline.rules.line_rules import LineRules
from busline.rules.working_time import WorkingTimeRules, break_need_of
from busline.travel.matrix import latest_matrix

Span = tuple[datetime, datetime]


def export_day(session: Session, line_id: str, day: date) -> dict[str, Any]:
    """Return the plan of `day` and what happened on it, with everything the rules speak of.

    Raises
    ------
    UnknownNoun
        If there is no such line.
    NoTravelTimes
        If the line has no driving times.
    """
    line = session.get(Line, line_id)
    if line is None:
        raise UnknownNoun("line", line_id)
    matrix = latest_matrix(session, line_id)
    return {
        "line": line_id,
        "date": day.isoformat(),
        "timezone": line.timezone,
        "rules": _rules(line),
        "stops": _stops(session, line_id),
        "travel_s": {"stops": list(matrix.stop_ids), "matrix": matrix.seconds.tolist()},
        "vans": _vans(session, line_id, day),
        "drivers": _drivers(session, line_id, day),
        "bookings": _bookings(session, line_id, day),
        "refusals": _refusals(session, line_id, day),
        "duties": _duties(session, line, day),
    }


def _rules(line: Line) -> dict[str, Any]:
    rules = LineRules.model_validate(line.rules)
    return {
        "max_ride_factor": rules.max_ride_factor,
        "max_ride_allowance_s": rules.max_ride_allowance_s,
        "base_margin_s": rules.base_margin_s,
        "boarding_s": rules.boarding_s.model_dump(),
        "freeze_s": rules.freeze_s,
        "promise_slack_s": rules.promise_slack_s,
        "working_time": WorkingTimeRules.model_validate(line.working_time).model_dump(),
    }


def _stops(session: Session, line_id: str) -> list[dict[str, Any]]:
    rows = session.scalars(select(Stop).where(Stop.line_id == line_id).order_by(Stop.id))
    return [{"id": row.id, "kind": row.kind.value, "lat": row.lat, "lon": row.lon} for row in rows]


def _vans(session: Session, line_id: str, day: date) -> list[dict[str, Any]]:
    windows: dict[str, list[IdleWindow]] = {}
    for window in windows_of_day(session, line_id, day):
        if window.withdrawn_at is None:
            windows.setdefault(window.van_id, []).append(window)
    vans = session.scalars(select(Van).where(Van.line_id == line_id).order_by(Van.id))
    return [
        {
            "id": van.id,
            "layouts": van.layouts,
            "windows": [
                {"base": w.base_stop_id, "from": iso_z(w.starts_at), "to": iso_z(w.ends_at)}
                for w in windows.get(van.id, ())
            ],
        }
        for van in vans
    ]


def _drivers(session: Session, line_id: str, day: date) -> list[dict[str, Any]]:
    one = timedelta(days=1)
    available = availability_of(session, line_id, day)
    # Rest reaches over midnight, so the days around are told as well.
    elsewhere = worked_elsewhere_of(session, line_id, day - one, day + one)
    drivers = session.scalars(select(Driver.id).where(Driver.line_id == line_id).order_by(Driver.id))
    return [
        {
            "id": driver_id,
            "available": _spans(available.get(driver_id, ())),
            "worked_elsewhere": _spans(elsewhere.get(driver_id, ())),
        }
        for driver_id in drivers
    ]


def _spans(spans: Iterable[Span]) -> list[dict[str, str]]:
    return [{"from": iso_z(start), "to": iso_z(end)} for start, end in spans]


def _bookings(session: Session, line_id: str, day: date) -> list[dict[str, Any]]:
    rows = session.scalars(
        select(Booking)
        .where(Booking.line_id == line_id, Booking.service_date == day)
        .order_by(Booking.pickup_from, Booking.id)
    )
    pins = pins_of_day(session, line_id, day)
    return [
        {
            "id": row.id,
            "reference": row.reference,
            "state": row.state.value,
            "from": row.from_stop_id,
            "to": row.to_stop_id,
            "seats": row.seats,
            "wheelchairs": row.wheelchairs,
            "boarding_s": row.boarding_s,
            "pinned_to": pins[row.id].duty_id if row.id in pins else None,
            "promise": {
                "pickup_from": iso_z(row.pickup_from),
                "pickup_to": iso_z(row.pickup_to),
                "dropoff_by": iso_z(row.dropoff_by),
            },
        }
        for row in rows
    ]


def _refusals(session: Session, line_id: str, day: date) -> list[dict[str, Any]]:
    rows = session.scalars(
        select(Refusal)
        .where(Refusal.line_id == line_id, Refusal.service_date == day)
        .order_by(Refusal.refused_at, Refusal.id)
    )
    return [
        {
            "from": row.from_stop_id,
            "to": row.to_stop_id,
            "at": iso_z(row.wanted_at),
            "reason": row.reason.value,
            "placed_at": iso_z(row.placed_at) if row.placed_at else None,
        }
        for row in rows
    ]


def _duties(session: Session, line: Line, day: date) -> list[dict[str, Any]]:
    rows = session.execute(
        select(Duty, IdleWindow, Run)
        .join(IdleWindow, Duty.window_id == IdleWindow.id)
        .outerjoin(Run, Run.duty_id == Duty.id)
        .where(Duty.line_id == line.id, Duty.service_date == day, Duty.state != DutyState.WITHDRAWN)
        .order_by(Duty.starts_at, Duty.van_id)
    )
    # A window that nobody drives and nobody rides in is no duty yet.
    return [
        _duty(line, duty, window.base_stop_id, run.calls if run else [])
        for duty, window, run in rows
        if duty.driver_id is not None or (run is not None and run.calls)
    ]


def _duty(line: Line, duty: Duty, base: str, stored: Sequence[Any]) -> dict[str, Any]:
    calls = [Call.model_validate(call) for call in stored]
    if len(calls) < 2:
        calls = _at_base(line, duty, base, calls)
    return {
        "id": duty.id,
        "van": duty.van_id,
        "driver": duty.driver_id,
        "state": duty.state.value,
        "from": iso_z(duty.starts_at),
        "to": iso_z(duty.ends_at),
        "breaks": _breaks(calls),
        "calls": [_call(call) for call in calls],
    }


def _at_base(line: Line, duty: Duty, base: str, clocked_in: Sequence[Call]) -> list[Call]:
    """Return the calls of a van that stays where it stands, and of its driver's break there."""

    def call(kind: CallKind, arrive: datetime, depart: datetime) -> Call:
        return Call(kind=kind, stop=base, arrive=arrive, depart=depart)

    rules = LineRules.model_validate(line.rules)
    need = break_need_of(
        duty.starts_at,
        duty.ends_at,
        [],
        WorkingTimeRules.model_validate(line.working_time),
        earliest_after_s=rules.break_earliest_s,
    )
    # Without a break, for as long as it could be on the road.
    back = max(duty.ends_at - timedelta(seconds=rules.base_margin_s), duty.starts_at)
    calls = [call(CallKind.BASE, duty.starts_at, back), call(CallKind.BASE, back, duty.ends_at)]
    if need is not None and need.possible:
        end = need.earliest + timedelta(seconds=need.duration_s)
        calls = [
            call(CallKind.BASE, duty.starts_at, need.earliest),
            call(CallKind.BREAK, need.earliest, end),
            call(CallKind.BASE, end, duty.ends_at),
        ]
    if clocked_in:
        calls[0] = calls[0].model_copy(update={"arrived": clocked_in[0].arrived})
    return calls


def _breaks(calls: Iterable[Call]) -> list[dict[str, str]]:
    return _spans(
        (call.arrived or call.arrive, call.departed or call.depart)
        for call in calls
        if call.kind is CallKind.BREAK
    )


def _call(call: Call) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "kind": call.kind.value,
        "stop": call.stop,
        "arrive": iso_z(call.arrive),
        "depart": iso_z(call.depart),
        "board": list(call.board),
        "alight": list(call.alight),
        "board_first": call.board_first,
    }
    if call.arrived is not None:
        entry["arrived"] = iso_z(call.arrived)
    if call.departed is not None:
        entry["departed"] = iso_z(call.departed)
    return entry
