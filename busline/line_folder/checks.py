"""What must hold between the rows and the files of a line's folder."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import time
from typing import TypeVar, cast

from busline.errors import Fault
from busline.line_folder.area import area_faults
from busline.line_folder.faults import place
from busline.line_folder.rows import (
    ActivityRow,
    ResidentRow,
    Row,
    StandingRow,
    StopRow,
    VanRow,
    WindowRow,
)
from busline.line_folder.sheet import Sheet
from busline.nouns import StopKind

R = TypeVar("R", bound=Row)
Sheets = Mapping[type[Row], Sheet[Row]]


def check_sheets(sheets: Sheets, timezone: str | None) -> list[Fault]:
    """Return every fault between the rows of `sheets`.

    A row that has a fault of its own is known by its id alone, so that one fault is not reported twice.
    """
    faults: list[Fault] = []
    for sheet in sheets.values():
        faults += _duplicates(sheet)
        faults += _dangling(sheet, sheets)
    faults += area_faults(_rows(sheets, StopRow), timezone)
    faults += _overlaps(_rows(sheets, WindowRow))
    faults += _wrong_stops(sheets)
    return faults


def _rows(sheets: Sheets, kind: type[R]) -> Sequence[tuple[int, R]]:
    return cast(Sequence[tuple[int, R]], sheets[kind].rows)


def _duplicates(sheet: Sheet[Row]) -> Iterator[Fault]:
    first: dict[tuple[object, ...], int] = {}
    for number, row in sheet.rows:
        before = first.setdefault(row.identity, number)
        if before != number:
            said = f"says the same as row {before}"
            if row.key == ("id",):
                said = f"“{row.identity[0]}” is the id of row {before} too; each id once is expected"
            yield Fault(place(row.file, number, row.key[0]), said, "duplicate", {"row": before})


def _dangling(sheet: Sheet[Row], sheets: Sheets) -> Iterator[Fault]:
    by_file = {kind.file: other for kind, other in sheets.items()}
    for column, file in sheet.kind.references.items():
        known = by_file[file].ids
        if known is None:
            continue  # that file's own fault comes first
        for number, row in sheet.rows:
            cell = getattr(row, column)
            for named in cell if isinstance(cell, tuple) else (cell,):
                if named is not None and named not in known:
                    yield Fault(
                        place(row.file, number, column),
                        f"“{named}” is no id in {file}",
                        "unknown-reference",
                        {"id": named, "file": file},
                    )


def _overlaps(rows: Sequence[tuple[int, WindowRow]]) -> Iterator[Fault]:
    def minutes(moment: time, *, end: bool = False) -> int:
        return 24 * 60 if end and moment == time(0) else moment.hour * 60 + moment.minute

    for index, (number, row) in enumerate(rows):
        for before_number, before in rows[:index]:
            if (row.van, row.weekday) != (before.van, before.weekday) or row.identity == before.identity:
                continue
            from_later = minutes(row.starts) < minutes(before.ends, end=True)
            if from_later and minutes(before.starts) < minutes(row.ends, end=True):
                yield Fault(
                    place(row.file, number, "starts"),
                    f"van {row.van} is lent at that time already by row {before_number}",
                    "overlap",
                    {"row": before_number},
                )


def _wrong_stops(sheets: Sheets) -> Iterator[Fault]:
    """Yield a fault for each row that names a stop of the wrong kind, or one that is closed."""
    stops = {stop.id: stop for _, stop in _rows(sheets, StopRow)}
    for number, van in _rows(sheets, VanRow):
        if van.active:
            yield from _unless(
                stops, van, number, "base", _can_be_base, "an open stop of kind base, on the map"
            )
    for number, resident in _rows(sheets, ResidentRow):
        if resident.active:
            yield from _unless(stops, resident, number, "home_stop", _can_be_boarded, "an open stop, no base")
    for number, activity in _rows(sheets, ActivityRow):
        yield from _unless(stops, activity, number, "stop", _can_be_boarded, "an open stop, no base")
    for number, standing in _rows(sheets, StandingRow):
        if standing.last_on is None:
            for column in ("from_stop", "to_stop"):
                yield from _unless(stops, standing, number, column, _can_be_boarded, "an open stop, no base")


def _unless(
    stops: Mapping[str, StopRow],
    row: Row,
    number: int,
    column: str,
    suits: Callable[[StopRow], bool],
    expected: str,
) -> Iterator[Fault]:
    stop = stops.get(getattr(row, column))
    if stop is not None and not suits(stop):
        yield Fault(
            place(row.file, number, column),
            f"“{stop.id}” can't be that; {expected} is expected",
            "wrong-stop",
            {"stop": stop.id},
        )


def _can_be_base(stop: StopRow) -> bool:
    return stop.kind is StopKind.BASE and stop.closed_on is None and stop.lat is not None


def _can_be_boarded(stop: StopRow) -> bool:
    return stop.kind is not StopKind.BASE and stop.closed_on is None
