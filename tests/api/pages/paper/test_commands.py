"""`busline print-day`: on a record of its own, through the command line."""

import json
import os
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import typer
from sqlalchemy import select
from typer.testing import CliRunner

from api.pages.paper.commands import day_meant, print_days
from api.pages.paper.folder import NoPlaceForPaper, keep, remove_before
from busline.days import AMSTERDAM, service_day
from busline.errors import InvalidInput
from busline.nouns import DutyState
from busline.record.opening import open_record
from busline.record.tables import Duty, HistoryEntry, ManifestVersion
from tests.api.house import add_examples
from tests.api.pages.reading_paper import text_of
from tests.api.published import DUTY, publish
from tests.fixtures.line import import_example
from tests.fixtures.originals import Originals
from tests.tiny_line import with_tiny_line

TUESDAY = "2026-11-24"


@pytest.fixture
def data(originals: Originals, tmp_path: Path) -> Path:
    originals.copy_to(tmp_path / "data" / "record.sqlite3", import_example, add_examples)
    return tmp_path / "data"


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    folder = tmp_path / "paper"
    folder.mkdir()
    return folder


def run(data: Path, *arguments: str) -> dict[str, list[str]]:
    app = typer.Typer()
    app.command("print-day")(print_days)
    done = CliRunner().invoke(app, [*arguments, "--data", str(data)])
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    assert done.exit_code == 0, done.output
    said: dict[str, list[str]] = json.loads(done.stdout)
    return said


def test_a_day_is_written_to_a_file_that_its_group_may_read(data: Path, paper: Path) -> None:
    before = os.umask(0o077)  # as the service has it
    try:
        said = run(data, "--date", TUESDAY, "--out", str(paper / "list.pdf"))
    finally:
        os.umask(before)
    assert said == {"files": [str(paper / "list.pdf")], "removed": []}
    assert (paper / "list.pdf").stat().st_mode & 0o777 == 0o640
    assert "Daglijst dinsdag 24 november 2026" in text_of((paper / "list.pdf").read_bytes())
    assert [file.name for file in paper.iterdir()] == ["list.pdf"]


def test_in_a_folder_each_day_has_a_name_of_its_own(data: Path, paper: Path) -> None:
    today = service_day(datetime.now(UTC), AMSTERDAM)
    run(data, "--date", "today", "--date", "tomorrow", "--out", str(paper), "--language", "en")
    names = sorted(file.name for file in paper.iterdir())
    assert names == [f"day-list-osdorp-{today + timedelta(days=days)}.pdf" for days in (0, 1)]


def test_tomorrow_is_meant_unless_a_day_is_named(data: Path, paper: Path) -> None:
    tomorrow = service_day(datetime.now(UTC), AMSTERDAM) + timedelta(days=1)
    assert run(data, "--out", str(paper))["files"] == [str(paper / f"daglijst-osdorp-{tomorrow}.pdf")]


def test_every_line_gets_a_list_in_a_folder_and_one_must_be_named_for_a_file(data: Path, paper: Path) -> None:
    record = open_record(data)
    with_tiny_line(record)
    record.close()
    run(data, "--date", TUESDAY, "--out", str(paper))
    assert sorted(file.name for file in paper.iterdir()) == [
        f"daglijst-osdorp-{TUESDAY}.pdf",
        f"daglijst-tiny-{TUESDAY}.pdf",
    ]
    with pytest.raises(InvalidInput, match="--line"):
        run(data, "--date", TUESDAY, "--out", str(paper / "one.pdf"))
    run(data, "--date", TUESDAY, "--out", str(paper / "one.pdf"), "--line", "tiny")


def test_the_manifests_of_all_drivers_are_one_file(data: Path, paper: Path) -> None:
    run(data, "--manifests", "--date", TUESDAY, "--date", "2026-11-29", "--out", str(paper))
    (file,) = paper.iterdir()  # on the Sunday there are no duties
    assert file.name == f"rittenlijsten-osdorp-{TUESDAY}.pdf"
    assert "mevrouw Voorbeeld" in text_of(file.read_bytes())
    record = open_record(data)
    with record.read() as session:
        entry = session.scalars(select(HistoryEntry).where(HistoryEntry.noun == "manifests")).one()
    record.close()
    assert (entry.what, entry.noun_id) == ("printed", f"osdorp/{TUESDAY}")


def test_manifests_that_are_due_are_written_once_a_version(data: Path, paper: Path) -> None:
    today = service_day(datetime.now(UTC), AMSTERDAM)
    asked = ("--manifests", "--when-due", "--date", "today", "--out", str(paper))
    record = open_record(data)
    with record.change("test") as session:
        session.get_one(Duty, DUTY).service_date = today
    first, *more = [run(data, *asked)["files"] for _ in range(2)]
    assert first == [str(paper / f"rittenlijsten-osdorp-{today}.pdf")]
    assert more == [[]]
    with record.change("test") as session:
        session.get_one(Duty, DUTY).driver_id = "anna"
    publish(record, datetime.now(UTC))
    record.close()
    assert [run(data, *asked)["files"] for _ in range(2)] == [first, []]
    assert "Anna" in text_of((paper / first[0]).read_bytes())


def test_a_version_that_was_on_its_way_while_paper_was_written_is_printed_next(
    data: Path, paper: Path
) -> None:
    now = datetime.now(UTC)
    today = service_day(now, AMSTERDAM)
    asked = ("--manifests", "--when-due", "--date", "today", "--out", str(paper))
    record = open_record(data)
    with record.change("test") as session:
        session.get_one(Duty, DUTY).service_date = today
    publish(record, now - timedelta(seconds=3))
    first = run(data, *asked)["files"]
    with record.change("test") as session:
        session.get_one(Duty, DUTY).driver_id = "anna"
    publish(record, now - timedelta(seconds=1))  # made before the paper, and in the record only after it
    record.close()
    assert [run(data, *asked)["files"] for _ in range(2)] == [first, []]


def test_manifests_that_nobody_drives_any_more_are_not_left_lying_ready(data: Path, paper: Path) -> None:
    now = datetime.now(UTC)
    today = service_day(now, AMSTERDAM)
    asked = ("--manifests", "--when-due", "--date", "today", "--out", str(paper))
    record = open_record(data)
    with record.change("test") as session:
        session.get_one(Duty, DUTY).service_date = today
    published = publish(record, now - timedelta(seconds=3))
    (file,) = run(data, *asked)["files"]
    with record.change("dispatcher") as session:  # the window was withdrawn
        session.get_one(Duty, DUTY).state = DutyState.WITHDRAWN
        session.get_one(ManifestVersion, published.id).taken_off_at = now - timedelta(seconds=1)
    record.close()
    assert run(data, *asked[:-1], file)["removed"] == []  # what is named so may be of another day
    assert run(data, *asked) == {"files": [], "removed": [file]}
    assert list(paper.iterdir()) == []
    assert run(data, *asked) == {"files": [], "removed": []}


def test_two_who_write_the_same_paper_at_once_leave_a_whole_one(paper: Path) -> None:
    file, pdfs = paper / "list.pdf", [bytes([letter]) * 3_000_000 for letter in b"abcd"]
    torn: list[bytes] = []

    def write(pdf: bytes) -> None:
        for _ in range(10):
            keep(file, pdf)
            there = file.read_bytes()
            torn.extend([] if there in pdfs else [there[:1]])

    with ThreadPoolExecutor(len(pdfs)) as pool:
        list(pool.map(write, pdfs))
    assert torn == []
    assert [one.name for one in paper.iterdir()] == ["list.pdf"]


def test_only_manifests_are_due_at_an_hour(data: Path, paper: Path) -> None:
    with pytest.raises(InvalidInput, match="--manifests"):
        run(data, "--when-due", "--out", str(paper))


def test_the_history_knows_who_printed_it(data: Path, paper: Path) -> None:
    run(data, "--date", TUESDAY, "--out", str(paper))
    record = open_record(data)
    with record.read() as session:
        entry = session.scalars(select(HistoryEntry).where(HistoryEntry.noun == "day_list")).one()
    record.close()
    assert entry.who.startswith("shell")
    assert (entry.what, entry.noun_id) == ("printed", f"osdorp/{TUESDAY}")


def test_old_lists_go_and_nothing_else_does(data: Path, paper: Path) -> None:
    today = service_day(datetime.now(UTC), AMSTERDAM)
    old, edge = today - timedelta(days=8), today - timedelta(days=7)
    gone = [
        f"daglijst-osdorp-{old}.pdf",
        f"day-list-osdorp-{old}.pdf",
        f"rittenlijsten-osdorp-{old}.pdf",
        f".daglijst-osdorp-{old}.pdf.part",
        f".daglijst-osdorp-{old}.pdf.0a1b2c3d.part",
    ]
    stay = [f"daglijst-osdorp-{edge}.pdf", f"daglijst-elsewhere-{old}.pdf", f"osdorp-{old}.pdf", "notes.txt"]
    for name in (*gone, *stay):
        (paper / name).touch()
    said = run(data, "--out", str(paper), "--keep-days", "7")
    assert sorted(said["removed"]) == sorted(str(paper / name) for name in gone)
    assert {file.name for file in paper.iterdir()} == {*stay, Path(said["files"][0]).name}


def test_nothing_is_removed_unless_it_is_asked_for(data: Path, paper: Path) -> None:
    (paper / "daglijst-osdorp-2020-01-01.pdf").touch()
    assert run(data, "--out", str(paper))["removed"] == []
    assert len(list(paper.iterdir())) == 2


def test_a_list_that_was_there_is_replaced_as_a_whole(paper: Path) -> None:
    file = paper / "daglijst-osdorp-2026-11-24.pdf"
    file.write_bytes(b"the list of yesterday evening")
    keep(file, b"new")
    assert file.read_bytes() == b"new"
    assert remove_before(paper, "osdorp", date(2026, 11, 24)) == []


def test_a_place_that_is_not_there_is_said(data: Path, paper: Path) -> None:
    with pytest.raises(NoPlaceForPaper, match="can't be written"):
        run(data, "--date", TUESDAY, "--out", str(paper / "no-such" / "list.pdf"))
    with pytest.raises(NoPlaceForPaper, match="is no folder"):
        run(data, "--date", "today", "--date", "tomorrow", "--out", str(paper / "list.pdf"))
    assert list(paper.iterdir()) == []


def test_a_day_is_named_in_three_ways() -> None:
    today = date(2026, 11, 24)
    assert day_meant("today", today) == today
    assert day_meant("tomorrow", today) == date(2026, 11, 25)
    assert day_meant("2026-12-01", today) == date(2026, 12, 1)
    with pytest.raises(InvalidInput, match="is no day"):
        day_meant("next week", today)
