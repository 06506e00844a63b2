"""What a driver told the coordinators, in sentences."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from api.pages.teller import Teller
from api.stops.nearest import nearest_stop
from busline.nouns import TaskKind
from busline.record.tables import AlarmPlace, Driver, Stop, Task, Van

FROM_VAN = frozenset({TaskKind.EMERGENCY, TaskKind.DRIVER_LATE, TaskKind.VAN_FULL})


@dataclass(frozen=True, slots=True)
class Told:
    """Who told it and how to reach them, what it is, and what else to know."""

    name: str
    phone: str
    sentence: str
    hints: tuple[str, ...]


def told_from_van(session: Session, teller: Teller, task: Task) -> Told:
    """Return what stands on a task that a driver's report has made."""
    about, line_id = task.about, task.line_id
    driver = session.get(Driver, (line_id, about.get("driver_id", "")))
    van = session.get(Van, (line_id, about.get("van_id", "")))
    name, phone = (driver.name, driver.phone) if driver else ("", "")
    said = teller.words(
        f"task-{task.kind.value}",
        van=van.name if van else "",
        time=teller.times.clock(task.made_at),
        minutes=about.get("minutes", 0),
    )
    hints = [*_where(session, teller, task)]
    if task.kind is TaskKind.VAN_FULL and name:
        spoken = f"{name} {teller.times.phone(phone)}" if phone else name
        hints.append(teller.words("task-from-driver", driver=spoken))
    return Told(name, phone, said, tuple(hints))


def _where(session: Session, teller: Teller, task: Task) -> list[str]:
    place = session.get(AlarmPlace, task.id)
    if place is not None:
        return [_place(session, teller, task.line_id, place.lat, place.lon)]
    stop = session.get(Stop, (task.line_id, task.about.get("stop_id", "")))
    return [teller.words("task-van-stop", stop=stop.name)] if stop else []


def _place(session: Session, teller: Teller, line_id: str, lat: float, lon: float) -> str:
    """Return where a phone is: by its coordinates, and how far from which stop."""
    place = f"{lat:.5f}, {lon:.5f}"
    near = nearest_stop(session, line_id, lat, lon)
    if near is None:
        return teller.words("task-van-place", place=place)
    return teller.words("task-van-place-near", place=place, metres=round(near.metres, -1), stop=near.name)
