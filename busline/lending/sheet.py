"""A sheet of windows: one row a window, with the van, the day, the start and the end."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from busline.days import at
from busline.errors import Fault
from busline.lending.grid import UnreadGrid, read_grid
from busline.lending.vans import VanNames
from busline.lending.wanted import MOST_FAULTS, Offered, WantedWindow, offered
from busline.line_folder.cells import read_clock_time, read_day
from busline.nouns.instant import FIRST_YEAR, LAST_YEAR

# What a column may be called. “van” is a vehicle in English and “from” in Dutch: see `_columns`.
HEADERS: dict[str, frozenset[str]] = {
    "van": frozenset({"busje", "bus", "voertuig", "kenteken", "auto", "vehicle", "plate", "number plate"}),
    "day": frozenset({"datum", "dag", "date", "day"}),
    "start": frozenset({"vanaf", "begin", "start", "starttijd", "begintijd", "from", "starts", "start time"}),
    "end": frozenset(
        {"tot", "eind", "einde", "eindtijd", "tot en met", "to", "until", "end", "ends", "end time"}
    ),
}
EITHER = "van"
# What a fault says in English; pages say it in the reader's language by its code.
SAID = {
    "lent-no-sheet": "is no spreadsheet: CSV or XLSX is expected",
    "lent-too-large": "is too large",
    "lent-empty": "is empty",
    "lent-missing-column": "has no column for what is needed: van, day, start, end",
    "lent-unknown-van": "names a van that is not yours or does not exist",
    "lent-no-day": "has no day like 24-11-2026",
    "lent-no-start": "has no start like 09:45",
    "lent-no-end": "has no end like 11:45",
    "lent-end-first": "ends before it begins",
}
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class _Wrong(Exception):
    code: str
    params: Mapping[str, str]


def read_window_sheet(data: bytes, vans: VanNames, only_van: str | None, zone: ZoneInfo) -> Offered:
    """Return the windows of a CSV or XLSX file; every row that is wrong is a fault with its number.

    Columns are found by their names, Dutch or English, in any order; others are passed over. Days and
    clock times may be text or have a spreadsheet's own types. An end of 24:00 or 00:00 is midnight.

    Parameters
    ----------
    only_van
        The van of rows that name none; the sheet then needs no column for it.
    zone
        That of days and clock times.
    """
    try:
        rows = read_grid(data)
        header = next(rows, None)
        if header is None:
            return _unread("lent-empty")
        columns = _columns(header[1])
        missing = [name for name in HEADERS if name not in columns and not (name == "van" and only_van)]
        if missing:
            return _unread("lent-missing-column", column=missing[0])
        return _rows(rows, columns, vans, only_van, zone)
    except UnreadGrid as unread:
        return _unread(unread.code)


def _columns(header: Sequence[Any]) -> dict[str, int]:
    """Return where each column is; “van” is the van where nothing else is, else the start."""
    names = [" ".join(str(cell or "").lower().replace("_", " ").split()) for cell in header]
    found: dict[str, int] = {}
    for column, words in HEADERS.items():
        for index, name in enumerate(names):
            if name in words:
                found.setdefault(column, index)
    if EITHER in names:
        found.setdefault("start" if "van" in found and "start" not in found else "van", names.index(EITHER))
    return found


def _rows(
    rows: Iterator[tuple[int, list[Any]]],
    columns: Mapping[str, int],
    vans: VanNames,
    only_van: str | None,
    zone: ZoneInfo,
) -> Offered:
    windows, faults = [], []
    for number, cells in rows:
        named = {name: cells[index] if index < len(cells) else None for name, index in columns.items()}
        if not any(str(cell).strip() for cell in named.values() if cell is not None):
            continue  # only a note stands in it
        try:
            windows.append(_window(number, named, vans, only_van, zone))
        except _Wrong as wrong:
            faults.append(_fault(number, wrong))
            if len(faults) == MOST_FAULTS:
                break
    return offered(windows, faults, zone, "lent-rows-overlap")


def _window(
    number: int, cells: Mapping[str, Any], vans: VanNames, only_van: str | None, zone: ZoneInfo
) -> WantedWindow:
    name = _text(cells.get("van"))
    van = vans.exactly(name) if name else only_van
    if van is None:
        raise _Wrong("lent-unknown-van", {"given": name})
    day: date = _read(cells["day"], _day, "lent-no-day")
    start: time = _read(cells["start"], _clock, "lent-no-start")
    end: time = _read(cells["end"], _clock, "lent-no-end")
    starts_at = at(day, start, zone)
    ends_at = at(day + ONE_DAY if end == time(0) else day, end, zone)
    if ends_at <= starts_at:
        raise _Wrong("lent-end-first", {"start": f"{start:%H:%M}", "end": f"{end:%H:%M}"})
    return WantedWindow(van, starts_at, ends_at, str(number))


def _read(cell: Any, reader: Callable[[Any], Any], code: str) -> Any:
    given = _text(cell)
    try:
        if not given:
            raise ValueError("empty")
        return reader(cell if not isinstance(cell, str) else given)
    except (ValueError, OverflowError) as wrong:
        raise _Wrong(code, {"given": given}) from wrong


def _day(cell: Any) -> date:
    day = cell.date() if isinstance(cell, datetime) else read_day(cell)
    if not isinstance(day, date) or not FIRST_YEAR <= day.year < LAST_YEAR:
        raise ValueError("no day of ours")
    return day


def _clock(cell: Any) -> time:
    """Return a clock time; a spreadsheet may keep it as a share of the day, or with a day."""
    if isinstance(cell, datetime):
        return cell.time()
    if isinstance(cell, timedelta):
        cell = cell / ONE_DAY
    if isinstance(cell, float | int) and not isinstance(cell, bool):
        if not 0 <= cell <= 1:
            raise ValueError("no share of a day")
        return (datetime(2000, 1, 1) + timedelta(minutes=round(cell * 1440))).time()  # noqa: DTZ001 - no zone
    found: time = read_clock_time(cell)
    return found


def _text(cell: Any) -> str:
    return "" if cell is None else str(cell).strip()[:100]


def _fault(number: int, wrong: _Wrong) -> Fault:
    where = str(number)
    return Fault(
        f"row {where}", SAID[wrong.code], wrong.code, {"where": where, "row": number} | dict(wrong.params)
    )


def _unread(code: str, **params: str) -> Offered:
    return Offered(faults=(Fault("file", SAID[code], code, params),))
