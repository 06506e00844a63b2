"""A backup of a record in use, and back again, on both databases."""

import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from busline.record.engine import Record
from busline.record.migrate import revision_of
from busline.record.tables import HistoryEntry, Resident
from tests.deploy.files import DEPLOY
from tests.tiny_line import LINE, with_tiny_line


def call(script: str, argument: Path, record: Record) -> subprocess.CompletedProcess[str]:
    """Run ``backup.sh`` or ``restore.sh`` on a record."""
    if record.url.startswith("postgresql") and shutil.which("pg_dump") is None:
        pytest.skip("no pg_dump here (Debian: apt-get install postgresql-client)")
    return subprocess.run(
        [str(DEPLOY / script), str(argument)],
        env=os.environ | {"BUSLINE_RECORD_URL": record.url, "BUSLINE_PYTHON": sys.executable},
        capture_output=True,
        text=True,
        check=False,
    )


def backed_up(record: Record, folder: Path) -> Path:
    """Return the file of a backup that must succeed."""
    done = call("backup.sh", folder, record)
    assert done.returncode == 0, done.stderr
    return Path(done.stdout.strip())


def test_what_was_backed_up_comes_back(record: Record, tmp_path: Path) -> None:
    with_tiny_line(record)
    file = backed_up(record, tmp_path / "backups")
    with record.change("test", "after the backup") as session:
        session.get_one(Resident, (LINE, "rie")).name = "Somebody else"
    record.close()
    done = call("restore.sh", file, record)
    assert done.returncode == 0, done.stderr
    with record.read() as session:
        assert session.get_one(Resident, (LINE, "rie")).name == "Rie"
    at, newest = revision_of(record)
    assert at == newest


def test_the_history_still_can_not_be_altered_after_a_restore(record: Record, tmp_path: Path) -> None:
    with_tiny_line(record)
    file = backed_up(record, tmp_path / "backups")
    record.close()
    assert call("restore.sh", file, record).returncode == 0
    with pytest.raises(Exception, match="history"), record.change("test") as session:
        session.delete(session.query(HistoryEntry).first())


def test_a_backup_is_one_state_while_somebody_writes(sqlite_record: Record, tmp_path: Path) -> None:
    with_tiny_line(sqlite_record)
    with sqlite_record.change("test") as session:
        session.get_one(Resident, (LINE, "rie")).name = "Not yet committed"
        session.flush()
        file = backed_up(sqlite_record, tmp_path / "backups")
    with sqlite3.connect(file) as backup:
        assert backup.execute("select name from residents").fetchall() == [("Rie",)]
    assert list(file.parent.iterdir()) == [file]


def test_the_record_that_was_there_is_put_aside(sqlite_record: Record, tmp_path: Path) -> None:
    file = backed_up(sqlite_record, tmp_path / "backups")
    sqlite_record.close()
    assert call("restore.sh", file, sqlite_record).returncode == 0
    folder = Path(str(sqlite_record.engine.url.database)).parent
    assert len(list(folder.glob("record.sqlite3.before-*Z"))) == 1


def test_old_backups_go_and_the_newest_stays(sqlite_record: Record, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    old, other = folder / "record-20200101T000000Z.sqlite3", folder / "notes.txt"
    for file in (old, other):
        file.touch()
        os.utime(file, (0, 0))
    newest = backed_up(sqlite_record, folder)
    assert sorted(folder.iterdir()) == [other, newest]


def test_a_record_that_is_not_there_is_no_empty_backup(sqlite_record: Record, tmp_path: Path) -> None:
    sqlite_record.close()
    Path(str(sqlite_record.engine.url.database)).unlink()
    done = call("backup.sh", tmp_path / "backups", sqlite_record)
    assert done.returncode == 1
    assert "There is no record" in done.stderr


def test_a_backup_of_the_other_database_is_refused(sqlite_record: Record, tmp_path: Path) -> None:
    dump = tmp_path / "record.dump"
    dump.touch()
    before = Path(str(sqlite_record.engine.url.database)).read_bytes()
    done = call("restore.sh", dump, sqlite_record)
    assert done.returncode == 1
    assert "does not belong" in done.stderr
    assert Path(str(sqlite_record.engine.url.database)).read_bytes() == before
