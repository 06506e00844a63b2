"""The data of one line: can anything be planned with it?"""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from pydantic import ValidationError
from sqlalchemy import select

from busline.days import service_day
from busline.nouns import StopKind
from busline.record.engine import ReadSession
from busline.record.tables import Driver, Duty, IdleWindow, Line, Resident, Stop, Van
from busline.rules.line_rules import LineRules
from busline.running.doctor.finding import Finding, good, look, wrong
from busline.travel.matrix import find_matrix

DAYS_AHEAD = 7


def check_rules(line: Line) -> Finding:
    """Check that the line's rules are whole and in range."""
    about = f"rules of {line.id}"
    try:
        LineRules.model_validate(line.rules)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        return wrong(
            about, f"{where}: {first['msg']}", "Correct it in line.toml and import the folder again."
        )
    return good(about, "In range.")


def check_travel_times(session: ReadSession, line_id: str) -> Finding:
    """Check that every stop that is served has a place and driving times."""
    about = f"driving times of {line_id}"
    matrix = find_matrix(session, line_id)
    if matrix is None:
        return wrong(about, "There are none.", f"Run “busline travel --line {line_id}”.")
    stops = session.scalars(select(Stop).where(Stop.line_id == line_id, Stop.closed_on.is_(None))).all()
    nowhere = [stop.id for stop in stops if stop.lat is None]
    if nowhere:
        return look(about, f"Without coordinates: {_some(nowhere)}.", "Find them with “busline addresses”.")
    missing = [stop.id for stop in stops if stop.id not in matrix.positions]
    if missing:
        return wrong(about, f"Not from or to {_some(missing)}.", f"Run “busline travel --line {line_id}”.")
    return good(about, f"{len(matrix.stop_ids)} stops, {matrix.source}, {matrix.computed_at:%Y-%m-%d}.")


def check_people_and_vans(session: ReadSession, line_id: str) -> Finding:
    """Check that the line has stops, vans, drivers and residents at all."""
    about = f"data of {line_id}"
    counts = {
        "stops": len(
            session.scalars(select(Stop.id).where(Stop.line_id == line_id, Stop.kind != StopKind.BASE)).all()
        ),
        "vans": len(session.scalars(select(Van.id).where(Van.line_id == line_id, Van.active)).all()),
        "drivers": len(session.scalars(select(Driver.id).where(Driver.line_id == line_id)).all()),
        "residents": len(session.scalars(select(Resident.id).where(Resident.line_id == line_id)).all()),
    }
    empty = [noun for noun, count in counts.items() if not count]
    if empty:
        return wrong(about, f"It has no {' and no '.join(empty)}.", "Add them and import the folder again.")
    return good(about, ", ".join(f"{count} {noun}" for noun, count in counts.items()) + ".")


def check_windows(session: ReadSession, line: Line, now: datetime) -> Finding:
    """Check that vans are lent in the next days and have drivers."""
    about = f"windows of {line.id}"
    today = service_day(now, ZoneInfo(line.timezone))
    last = today + timedelta(days=DAYS_AHEAD)
    windows = session.scalars(
        select(IdleWindow).where(
            IdleWindow.line_id == line.id,
            IdleWindow.service_date.between(today, last),
            IdleWindow.ends_at > now,
            IdleWindow.withdrawn_at.is_(None),
        )
    ).all()
    if not windows:
        return wrong(
            about,
            f"No van is lent from {today} to {last}.",
            "Check the weekly patterns of the vans; the dispatcher makes the windows from them every day.",
        )
    driven = _with_driver(session, line.id, today, last)
    without = [window for window in windows if window.id not in driven]
    says = f"{len(windows)} until {last}, {len(windows) - len(without)} with a driver."
    if without:
        first = min(without, key=lambda window: window.starts_at)
        return look(
            about,
            f"{says} The first without: {first.van_id} on {first.service_date}.",
            "Ask for more availability, or enter it on the drivers' pages.",
        )
    return good(about, says)


def _with_driver(session: ReadSession, line_id: str, first: date, last: date) -> set[str]:
    return set(
        session.scalars(
            select(Duty.window_id).where(
                Duty.line_id == line_id, Duty.service_date.between(first, last), Duty.driver_id.is_not(None)
            )
        )
    )


def _some(names: list[str]) -> str:
    shown = ", ".join(sorted(names)[:5])
    return shown if len(names) <= 5 else f"{shown} and {len(names) - 5} more"
