"""What is written out is what is taken in: import, export and import again is the same line."""

import stat
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from busline.errors import Conflict, UnknownNoun
from busline.example import example_folder
from busline.line_folder import read_folder, take_in, write_folder
from busline.line_folder.give_out import FolderInTheWay, only_line
from busline.record.engine import Record
from busline.record.tables import HistoryEntry, Resident, StandingBooking
from tests.busline.line_folder.conftest import Folder


def _import(record: Record, path: Path) -> bool:
    """Import and tell whether nothing changed."""
    with record.change("test", "import") as session:
        taken = take_in(session, read_folder(path), who="test", now=record.clock.now())
    return bool(taken.summary()["unchanged"])


def _export(record: Record, path: Path, line_id: str) -> dict[str, bytes]:
    with record.change("test", "export") as session:
        write_folder(session, line_id, path)
    return {file.name: file.read_bytes() for file in path.iterdir()}


def test_the_example_comes_back_as_it_was(record: Record, tmp_path: Path) -> None:
    _import(record, example_folder())
    first = _export(record, tmp_path / "one", "osdorp")
    assert _import(record, tmp_path / "one")
    assert _export(record, tmp_path / "two", "osdorp") == first


def test_a_standing_booking_that_was_stopped_before_its_first_day_is_not_written(
    record: Record, tmp_path: Path
) -> None:
    _import(record, example_folder())
    with record.change("test") as session:
        row = session.get_one(StandingBooking, ("osdorp", "vr01"))
        row.last_on = row.first_on - timedelta(days=1)
    written = _export(record, tmp_path / "one", "osdorp")["standing.csv"]
    assert b"vr01" not in written
    assert b"vr02" in written
    _import(record, tmp_path / "one")


def test_an_export_makes_the_same_line_in_an_empty_record(
    record: Record, sqlite_record: Record, folder: Folder, tmp_path: Path
) -> None:
    folder.replace("residents.csv", "rie,Rie,", 'rie,"=Rie, ""Zoë""",')
    folder.write("windows.csv", "van,weekday,starts,ends\nvan,sunday,18:00,24:00\n")
    folder.write(
        "line.toml", 'id = "tiny"\nname = "A \\"tiny\\" line\\\\"\n[rules.boarding_s]\nwalker = 100\n'
    )
    _import(record, folder.path)
    written = _export(record, tmp_path / "out", "tiny")
    _import(sqlite_record, tmp_path / "out")
    assert _export(sqlite_record, tmp_path / "again", "tiny") == written
    with sqlite_record.read() as session:
        assert session.scalars(select(Resident.name)).one() == '=Rie, "Zoë"'


def test_reading_the_residents_is_kept_in_the_history(
    sqlite_record: Record, folder: Folder, tmp_path: Path
) -> None:
    _import(sqlite_record, folder.path)
    _export(sqlite_record, tmp_path / "out", "tiny")
    with sqlite_record.read() as session:
        newest = session.scalars(select(HistoryEntry).order_by(HistoryEntry.seq.desc()).limit(1)).one()
    assert (newest.what, newest.noun, newest.noun_id) == ("read", "residents", "tiny/*")


def test_nobody_else_reads_the_files(sqlite_record: Record, folder: Folder, tmp_path: Path) -> None:
    _import(sqlite_record, folder.path)
    _export(sqlite_record, tmp_path / "out", "tiny")
    assert {stat.S_IMODE(file.stat().st_mode) for file in (tmp_path / "out").iterdir()} == {0o600}


def test_a_folder_with_something_else_is_left_alone(
    sqlite_record: Record, folder: Folder, tmp_path: Path
) -> None:
    _import(sqlite_record, folder.path)
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "letter.txt").write_text("dear")
    with pytest.raises(FolderInTheWay, match=r"letter\.txt"):
        _export(sqlite_record, tmp_path / "home", "tiny")
    with pytest.raises(FolderInTheWay, match="can't be written"):
        _export(sqlite_record, tmp_path / "home" / "letter.txt", "tiny")


def test_the_line_need_not_be_named_where_there_is_one(sqlite_record: Record, folder: Folder) -> None:
    def named() -> str:
        with sqlite_record.change("test") as session:
            return only_line(session)

    with pytest.raises(UnknownNoun):
        named()
    _import(sqlite_record, folder.path)
    assert named() == "tiny"
    folder.write("line.toml", 'id = "other"\nname = "Other"\n')
    _import(sqlite_record, folder.path)
    with pytest.raises(Conflict, match="other, tiny"):
        named()
    with pytest.raises(UnknownNoun):
        _export(sqlite_record, folder.path, "nowhere")


def test_who_wants_which_messages_comes_back_as_it_was(
    sqlite_record: Record, folder: Folder, tmp_path: Path
) -> None:
    folder.write(
        "residents.csv",
        "id,name,phone,home_stop,email,messages,message_kinds\n"
        "rie,Rie,020 555 0201,home,,,\n"
        "ans,Ans,06 12345678,home,,sms,call_ahead|reminder\n"
        "bep,Bep,,home,bep@example.org,e-mail,herinnering\n"
        "cor,Cor,020 555 0202,home,,gesproken,geen\n",
    )
    _import(sqlite_record, folder.path)
    with sqlite_record.read() as session:
        wishes = {
            one.id: (one.message_channel, one.message_kinds) for one in session.scalars(select(Resident))
        }
    assert wishes == {
        "rie": ("none", ["confirmation", "change", "cancellation", "reminder", "call_ahead"]),
        "ans": ("sms", ["reminder", "call_ahead"]),
        "bep": ("email", ["reminder"]),
        "cor": ("spoken", []),
    }
    first = _export(sqlite_record, tmp_path / "out", "tiny")
    assert b"reminder|call_ahead" in first["residents.csv"]
    assert _import(sqlite_record, tmp_path / "out")
