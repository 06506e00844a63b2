"""A folder is taken in as a whole, changes only what differs, and takes away nothing that was promised."""

from collections.abc import Sequence
from datetime import date, time
from typing import Any

import pytest
from sqlalchemy import func, select

from busline.errors import BuslineError
from busline.line_folder import Taken, read_folder, take_in
from busline.line_folder.take_in import StillPromised
from busline.nouns import BookingState
from busline.record.engine import Record
from busline.record.tables import (
    Activity,
    Driver,
    HistoryEntry,
    IdleWindow,
    Line,
    OutboxMessage,
    Request,
    Resident,
    StandingBooking,
    Stop,
    Van,
    WindowPattern,
)
from busline.record.windows import make_windows
from busline.travel import latest_matrix
from tests.busline.line_folder.conftest import FILES, Folder
from tests.busline.line_folder.promises import NEXT_TUESDAY, promise_a_ride

HEADER_ONLY = {name: text.split("\n")[0] + "\n" for name, text in FILES.items()}


def _import(record: Record, folder: Folder) -> Taken:
    found = read_folder(folder.path)
    with record.change("test", "import") as session:
        return take_in(session, found, who="test", now=record.clock.now())


def _all(record: Record, table: Any) -> Sequence[Any]:
    with record.read() as session:
        return session.scalars(select(table)).all()


def _state(record: Record) -> tuple[int, int]:
    """Return how many entries the history and the outbox have."""
    with record.read() as session:
        entries = session.scalar(select(func.count()).select_from(HistoryEntry)) or 0
        messages = session.scalar(select(func.count()).select_from(OutboxMessage)) or 0
    return entries, messages


def test_everything_is_taken_in_with_driving_times(record: Record, folder: Folder) -> None:
    taken = _import(record, folder)
    assert {file: count.created for file, count in taken.files.items()} == {
        "stops.csv": 4,
        "vans.csv": 1,
        "drivers.csv": 1,
        "residents.csv": 1,
        "activities.csv": 1,
        "windows.csv": 2,
        "availability.csv": 1,
        "elsewhere.csv": 1,
        "standing.csv": 1,
        "other_transport.csv": 1,
    }
    with record.read() as session:
        assert set(latest_matrix(session, "tiny").stop_ids) == {"home", "market", "base", "square"}
        assert session.get_one(Van, ("tiny", "van")).layouts == [
            {"seats": 4, "wheelchairs": 0},
            {"seats": 2, "wheelchairs": 1},
        ]
        assert session.get_one(Line, "tiny").rules["freeze_s"] == 600
        [message] = session.scalars(select(OutboxMessage)).all()
    assert (message.channel, message.message["type"]) == ("commands", "line_changed")


def test_the_same_folder_twice_changes_nothing(record: Record, folder: Folder) -> None:
    _import(record, folder)
    before = _state(record)
    again = _import(record, folder)
    assert again.summary()["unchanged"] is True
    assert _state(record) == before


def test_only_what_differs_is_changed(record: Record, folder: Folder) -> None:
    _import(record, folder)
    folder.replace("stops.csv", "Home,housing", "Hoekenes,housing")
    taken = _import(record, folder)
    assert taken.changed == ("stops.csv",)
    entry = _all(record, HistoryEntry)[-1]
    assert (entry.noun, entry.before, entry.after) == ("stops", {"name": "Home"}, {"name": "Hoekenes"})


def test_moved_stops_get_new_driving_times(sqlite_record: Record, folder: Folder) -> None:
    _import(sqlite_record, folder)
    folder.replace("stops.csv", "52.3589,4.7930", "52.3689,4.7930")
    assert _import(sqlite_record, folder).travel.revision == 2


def test_nothing_is_taken_in_without_driving_times(sqlite_record: Record, folder: Folder) -> None:
    folder.write("line.toml", FILES["line.toml"] + '[travel]\nkind = "osm"\nfile = "nowhere.osm.pbf"\n')
    with pytest.raises(BuslineError):
        _import(sqlite_record, folder)
    assert _all(sqlite_record, Line) == []


def test_nothing_is_taken_in_if_anything_fails(record: Record, folder: Folder) -> None:
    found = read_folder(folder.path)

    def fail_late() -> None:
        with record.change("test") as session:
            take_in(session, found, who="test", now=record.clock.now())
            raise LookupError

    with pytest.raises(LookupError):
        fail_late()
    assert _all(record, Line) == _all(record, Stop) == _all(record, OutboxMessage) == []


def test_what_nothing_refers_to_is_deleted(record: Record, folder: Folder) -> None:
    _import(record, folder)
    folder.write("standing.csv", HEADER_ONLY["standing.csv"])
    folder.write("activities.csv", HEADER_ONLY["activities.csv"])
    folder.write("residents.csv", HEADER_ONLY["residents.csv"])
    folder.write("stops.csv", FILES["stops.csv"].rsplit("square", 1)[0].rstrip("\n") + "\n")
    taken = _import(record, folder)
    assert {file for file, count in taken.files.items() if count.retired} == {
        "standing.csv",
        "activities.csv",
        "residents.csv",
        "stops.csv",
    }
    assert _all(record, StandingBooking) == _all(record, Activity) == _all(record, Resident) == []
    assert {stop.id for stop in _all(record, Stop)} == {"home", "market", "base"}


def test_what_was_used_is_closed_instead(record: Record, folder: Folder) -> None:
    _import(record, folder)
    promise_a_ride(record, BookingState.CANCELLED)
    with record.change("test") as session:
        session.scalars(select(Request)).one().standing_id = "weekly"
    for name in ("standing.csv", "activities.csv", "residents.csv", "windows.csv", "vans.csv",
                 "availability.csv", "elsewhere.csv", "drivers.csv", "other_transport.csv"):  # fmt: skip
        folder.write(name, HEADER_ONLY[name])
    folder.write("stops.csv", "".join(f"{row}\n" for row in FILES["stops.csv"].split("\n")[:2]))
    _import(record, folder)
    today = date(2026, 11, 24)
    with record.read() as session:
        assert session.get_one(Stop, ("tiny", "market")).closed_on == today
        assert session.get_one(Stop, ("tiny", "home")).closed_on is None
        assert not session.get_one(Van, ("tiny", "van")).active
        assert not session.get_one(Driver, ("tiny", "dirk")).active
        assert not session.get_one(Resident, ("tiny", "rie")).active
        assert session.get_one(StandingBooking, ("tiny", "weekly")).last_on == today
    before = _state(record)
    assert _import(record, folder).files["stops.csv"].total == 0
    assert _state(record)[0] == before[0]


@pytest.mark.parametrize(
    ("file", "old", "new", "where", "expected"),
    [
        ("stops.csv", "52.3589,4.7930", ",", "stops.csv, row 3", "no longer has coordinates"),
        ("vans.csv", "4+0|2+1", "4+0", "vans.csv, row 2", "has fewer places"),
        ("windows.csv", "van,tuesday,09:45,11:45\n", "", "windows.csv", "withdraw that window first"),
        ("windows.csv", "09:45", "09:50", "windows.csv", "van, tuesday 09:45–11:45 is no longer"),
    ],
)
def test_what_promised_rides_need_stays(
    record: Record, folder: Folder, file: str, old: str, new: str, where: str, expected: str
) -> None:
    _import(record, folder)
    promise_a_ride(record)
    before = _state(record)
    folder.replace(file, old, new)
    with pytest.raises(StillPromised) as caught:
        _import(record, folder)
    [fault] = caught.value.faults
    assert fault.where == where
    assert expected in fault.message
    assert _state(record) == before


def test_all_that_promised_rides_need_is_named(sqlite_record: Record, folder: Folder) -> None:
    _import(sqlite_record, folder)
    promise_a_ride(sqlite_record)
    for name in FILES:
        if name != "line.toml":
            folder.write(name, HEADER_ONLY[name])
    with pytest.raises(StillPromised) as caught:
        _import(sqlite_record, folder)
    assert sorted(fault.where for fault in caught.value.faults) == [
        "drivers.csv", "residents.csv", "stops.csv", "stops.csv", "vans.csv", "windows.csv",
    ]  # fmt: skip


def test_a_ride_that_is_over_keeps_nothing(sqlite_record: Record, folder: Folder) -> None:
    _import(sqlite_record, folder)
    promise_a_ride(sqlite_record, BookingState.CANCELLED)
    folder.replace("vans.csv", "4+0|2+1", "4+0")
    assert _import(sqlite_record, folder).files["vans.csv"].changed == 1


def test_coming_windows_follow_the_pattern(record: Record, folder: Folder) -> None:
    _import(record, folder)
    with record.change("test") as session:
        make_windows(session, "tiny", NEXT_TUESDAY, NEXT_TUESDAY)
    folder.replace("windows.csv", "13:00,15:15", "13:30,15:00")
    assert _import(record, folder).windows_taken_back == 1
    with record.change("test") as session:
        make_windows(session, "tiny", NEXT_TUESDAY, NEXT_TUESDAY)
    # 13:30 in Amsterdam is 12:30 UTC in December.
    assert sorted(window.starts_at.time() for window in _all(record, IdleWindow)) == [
        time(8, 45),
        time(12, 30),
    ]
    assert {pattern.starts for pattern in _all(record, WindowPattern)} == {time(9, 45), time(13, 30)}


def test_a_window_with_an_empty_duty_is_the_dispatchers_to_withdraw(
    sqlite_record: Record, folder: Folder
) -> None:
    _import(sqlite_record, folder)
    promise_a_ride(sqlite_record, BookingState.CANCELLED)
    folder.replace("windows.csv", "van,tuesday,09:45,11:45\n", "")
    _import(sqlite_record, folder)
    told = [message.message["type"] for message in _all(sqlite_record, OutboxMessage)]
    assert told == ["line_changed", "withdraw_window", "line_changed"]
    assert all(window.withdrawn_at is None for window in _all(sqlite_record, IdleWindow))


def test_two_lines_live_beside_each_other(record: Record, folder: Folder) -> None:
    _import(record, folder)
    folder.write("line.toml", 'id = "other"\nname = "Other line"\n')
    _import(record, folder)
    assert sorted((stop.line_id, stop.id) for stop in _all(record, Stop) if stop.id == "home") == [
        ("other", "home"),
        ("tiny", "home"),
    ]
