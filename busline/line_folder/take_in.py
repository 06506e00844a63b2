"""Taking a line's folder into the record: all of it or nothing, and only what differs."""

from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select

from busline.days import service_day
from busline.errors import Fault, InvalidInput
from busline.feed.messages import LineChanged
from busline.line_folder.faults import place
from busline.line_folder.folder import BadFolder, LineFolder
from busline.line_folder.follow import windows_follow
from busline.line_folder.promised import promised_faults, promised_from
from busline.line_folder.retire import retire
from busline.line_folder.rows import ROWS, Row, StopRow, WindowRow
from busline.line_folder.sync import Synced, sync, update
from busline.record.engine import WriteSession
from busline.record.tables import Line, LineLease
from busline.record.tables.base import new_id
from busline.travel import MatrixChange, fill_matrix
from busline.travel.source import Report, say_nothing


class StillPromised(InvalidInput):
    """The folder takes something away that promised rides need; nothing was taken in."""

    code = "still-promised"


@dataclass(frozen=True, slots=True)
class Count:
    """What became of the rows of one file. ``retired``: deleted or closed, for they are gone from it."""

    created: int = 0
    changed: int = 0
    retired: int = 0

    @property
    def total(self) -> int:
        """How many rows are other than before."""
        return self.created + self.changed + self.retired


@dataclass(frozen=True)
class Taken:
    """What an import changed."""

    line_id: str
    line: Count
    files: dict[str, Count]
    windows_taken_back: int
    travel: MatrixChange
    changed: tuple[str, ...] = field(default=())

    def summary(self) -> dict[str, Any]:
        """Return what was changed as JSON knows it."""
        return {
            "line": self.line_id,
            "unchanged": not self.changed,
            "files": {file: asdict(count) for file, count in self.files.items()},
            "windows_taken_back": self.windows_taken_back,
            "travel": {
                "stored": self.travel.stored,
                "revision": self.travel.revision,
                "source": self.travel.source,
                "stops": self.travel.stops,
                "without_coordinates": list(self.travel.unplaced),
            },
        }


def take_in(
    session: WriteSession,
    folder: LineFolder,
    *,
    who: str,
    now: datetime,
    report: Report = say_nothing,
) -> Taken:
    """Make the record say what `folder` says, driving times included.

    Rows that are gone from the folder are deleted if nothing refers to them; otherwise a stop is closed
    from today, a van, a driver and a resident are no longer active, and a standing booking ends.

    Parameters
    ----------
    session
        The transaction; whoever opened it decides whether it commits.
    who
        Named as the sender of what the dispatcher is told.
    report
        Told how far the work is.

    Raises
    ------
    StillPromised
        If the folder takes away what rides that were promised need.
    BadFolder
        If the driving times between the stops can't be right.
    """
    line_id = folder.line.id
    line = _take_line(session, folder, now)
    today = service_day(now, ZoneInfo(folder.line.timezone))
    faults = list(promised_faults(session, line_id, folder, promised_from(session, line_id, today)))
    if faults:
        raise StillPromised(
            f"Rides that were promised need {len(faults)} of the things that this folder takes away. "
            "Nothing was taken in.",
            faults=faults,
        )
    synced: dict[type[Row], Synced] = {}
    for done, kind in enumerate(ROWS):
        report(kind.file, done, len(ROWS))
        synced[kind] = sync(session, line_id, kind, folder.rows(kind))
    retired = {kind: retire(session, kind, synced[kind].gone, today) for kind in reversed(ROWS)}
    files = {kind.file: Count(synced[kind].created, synced[kind].changed, retired[kind]) for kind in ROWS}
    taken_back = windows_follow(session, line_id, who, now)
    travel = _drive(session, folder, now, report)
    changed = [file for file, count in {"line": line, **files}.items() if count.total]
    changed += ["windows"] if taken_back and WindowRow.file not in changed else []
    changed += ["driving times"] if travel.stored else []
    if changed:
        _tell(session, line_id, changed, who, now)
    return Taken(line_id, line, files, taken_back, travel, tuple(changed))


def _take_line(session: WriteSession, folder: LineFolder, now: datetime) -> Count:
    line = session.get(Line, folder.line.id)
    if line is None:
        session.add(Line(**folder.line.values(), created_at=now))
        session.flush()
        return Count(created=1)
    # No plan of this line is committed meanwhile: what was promised stays what was checked.
    session.scalar(select(LineLease).where(LineLease.line_id == line.id).with_for_update())
    return Count(changed=int(update(line, folder.line.values())))


def _drive(session: WriteSession, folder: LineFolder, now: datetime, report: Report) -> MatrixChange:
    try:
        return fill_matrix(session, folder.line.id, None, now, report)
    except InvalidInput as wrong:
        rows = {row.identity[0]: number for number, row in folder.sheets[StopRow].rows}
        faults = [_at_row(fault, rows) for fault in wrong.faults]
        raise BadFolder(f"{wrong.detail} Nothing was taken in.", faults=faults) from wrong


def _at_row(fault: Fault, rows: dict[str, int]) -> Fault:
    """Return `fault`, which names stops, at the row of the first of them."""
    stop = fault.where.split(" → ")[0]
    return Fault(
        place(StopRow.file, rows.get(stop)), f"{fault.where}: {fault.message}", fault.code, fault.params
    )


def _tell(session: WriteSession, line_id: str, changed: list[str], who: str, now: datetime) -> None:
    command = LineChanged(id=new_id(), line_id=line_id, actor=who, sent_at=now, what=", ".join(changed))
    session.tell(line_id, "commands", command.model_dump(mode="json"))
