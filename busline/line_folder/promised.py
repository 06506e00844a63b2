"""What the rides that were promised still need of a line, and may not be taken from it by an import."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar, cast

from sqlalchemy import select

from busline.errors import Fault
from busline.line_folder.faults import place
from busline.line_folder.folder import LineFolder
from busline.line_folder.rows import DriverRow, ResidentRow, Row, StopRow, VanRow, WindowRow
from busline.nouns import BookingState, DutyState, Layout, Places, StopKind, fits
from busline.record.engine import WriteSession
from busline.record.tables import Booking, Duty, IdleWindow, Run, Van, WindowPattern

R = TypeVar("R", bound=Row)
LIVE = (BookingState.CONFIRMED, BookingState.ON_BOARD)
OVER = (DutyState.DONE, DutyState.WITHDRAWN)


@dataclass(frozen=True)
class Promised:
    """How many promised rides from today on need what, by id."""

    stops: Counter[str] = field(default_factory=Counter)
    stops_until: dict[str, date] = field(default_factory=dict)
    residents: Counter[str] = field(default_factory=Counter)
    vans: Counter[str] = field(default_factory=Counter)
    drivers: Counter[str] = field(default_factory=Counter)
    windows: Counter[str] = field(default_factory=Counter)


def promised_from(session: WriteSession, line_id: str, today: date) -> Promised:
    """Return what the rides that are promised from `today` on need."""
    needs = Promised()
    live = session.scalars(
        select(Booking).where(
            Booking.line_id == line_id, Booking.service_date >= today, Booking.state.in_(LIVE)
        )
    ).all()
    for booking in live:
        needs.residents[booking.resident_id] += 1
        for stop in (booking.from_stop_id, booking.to_stop_id):
            needs.stops[stop] += 1
            needs.stops_until[stop] = max(needs.stops_until.get(stop, today), booking.service_date)
    live_ids = {booking.id for booking in live}
    for duty, calls in session.execute(
        select(Duty, Run.calls)
        .join(Run, Run.duty_id == Duty.id)
        .where(Duty.line_id == line_id, Duty.service_date >= today, Duty.state.not_in(OVER))
    ):
        rides = len(live_ids.intersection(*[_on_board(calls)]))
        if rides:
            needs.vans[duty.van_id] += rides
            needs.windows[duty.window_id] += rides
            if duty.driver_id is not None:
                needs.drivers[duty.driver_id] += rides
    return needs


def _on_board(calls: list[Mapping[str, list[str]]]) -> set[str]:
    return {booking for call in calls for booking in [*call.get("board", ()), *call.get("alight", ())]}


def promised_faults(
    session: WriteSession, line_id: str, folder: LineFolder, needs: Promised
) -> Iterator[Fault]:
    """Yield a fault for each thing that promised rides need and the folder takes away."""
    stops = _numbered(folder, StopRow)
    for stop_id, rides in needs.stops.items():
        stop_why = _why_stop_fails(stops.get(stop_id), needs.stops_until[stop_id])
        yield from _fault(StopRow, stops, stop_id, stop_why, rides)
    residents = _numbered(folder, ResidentRow)
    for resident_id, rides in needs.residents.items():
        yield from _fault(ResidentRow, residents, resident_id, _why_gone(residents.get(resident_id)), rides)
    drivers = _numbered(folder, DriverRow)
    for driver_id, rides in needs.drivers.items():
        yield from _fault(DriverRow, drivers, driver_id, _why_gone(drivers.get(driver_id)), rides)
    vans = _numbered(folder, VanRow)
    for van_id, rides in needs.vans.items():
        kept = session.get_one(Van, (line_id, van_id))
        yield from _fault(VanRow, vans, van_id, _why_van_fails(vans.get(van_id), kept), rides)
    yield from _window_faults(session, folder, needs)


def _numbered(folder: LineFolder, kind: type[R]) -> dict[str, tuple[int, R]]:
    return {str(row.identity[0]): (number, cast(R, row)) for number, row in folder.sheets[kind].rows}


def _fault(
    kind: type[R], rows: Mapping[str, tuple[int, R]], noun_id: str, why: str | None, rides: int
) -> Iterator[Fault]:
    if why is not None:
        row = rows[noun_id][0] if noun_id in rows else None
        yield Fault(
            place(kind.file, row),
            f"“{noun_id}” {why}, but {rides} promised {'ride needs' if rides == 1 else 'rides need'} it; "
            "let those be moved or cancelled first",
            "still-promised",
            {"id": noun_id, "rides": rides},
        )


def _why_gone(numbered: tuple[int, ResidentRow | DriverRow | VanRow] | None) -> str | None:
    if numbered is None:
        return "is no longer in the file"
    return None if numbered[1].active else "is no longer active"


def _why_stop_fails(numbered: tuple[int, StopRow] | None, until: date) -> str | None:
    if numbered is None:
        return "is no longer in the file"
    stop = numbered[1]
    if stop.closed_on is not None and stop.closed_on <= until:
        return f"closes on {stop.closed_on.isoformat()}"
    if stop.lat is None:
        return "no longer has coordinates"
    return "becomes a base" if stop.kind is StopKind.BASE else None


def _why_van_fails(numbered: tuple[int, VanRow] | None, kept: Van) -> str | None:
    gone = _why_gone(numbered)
    if gone is not None or numbered is None:
        return gone
    van = numbered[1]
    if van.base != kept.base_stop_id:
        return "gets another base"
    before = [Layout.model_validate(layout) for layout in kept.layouts]
    room = all(fits(van.layouts, Places(**layout.model_dump())) for layout in before)
    return None if room else "has fewer places"


def _window_faults(session: WriteSession, folder: LineFolder, needs: Promised) -> Iterator[Fault]:
    wanted = {row.identity for row in folder.rows(WindowRow)}
    for window_id, rides in needs.windows.items():
        window = session.get_one(IdleWindow, window_id)
        pattern = session.get(WindowPattern, window.pattern_id) if window.pattern_id else None
        if pattern is not None and WindowRow.of(pattern).identity not in wanted:
            gone = WindowRow.of(pattern).cells()
            yield Fault(
                place(WindowRow.file),
                f"{gone['van']}, {gone['weekday']} {gone['starts']}–{gone['ends']} is no longer in the file, "
                f"but {rides} promised {'ride needs' if rides == 1 else 'rides need'} it on "
                f"{window.service_date.isoformat()}; withdraw that window first",
                "still-promised",
                {"id": window_id, "rides": rides},
            )
