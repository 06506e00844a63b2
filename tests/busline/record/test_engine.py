"""How the record is opened, read and changed."""

import sqlite3
import threading
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import delete, select, text
from sqlalchemy.exc import IntegrityError

from busline.clock import SystemClock, VirtualClock
from busline.errors import Away, StaleEdit
from busline.record import connections
from busline.record.day_changes import mark_days
from busline.record.engine import Record
from busline.record.migrate import NewerRecord, migrate, revision_of
from busline.record.opening import open_record, settings_for
from busline.record.tables import DayChange, HistoryEntry, Line, OutboxMessage, Resident, Stop
from tests.fixtures.originals import Originals
from tests.tiny_line import LINE, with_tiny_line


def test_sqlite_syncs_every_commit_and_checks_references(sqlite_record: Record) -> None:
    with sqlite_record.change("test") as session:
        pragmas = [
            session.execute(text(f"PRAGMA {name}")).scalar_one()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        ]
    assert pragmas == ["wal", 2, 1, 10_000]  # synchronous 2 is FULL


def test_what_a_power_cut_may_undo_does_not_wait_for_the_disk(sqlite_record: Record) -> None:
    levels = []
    for survives in (False, True, False):
        with sqlite_record.change("test", survives_power_cut=survives) as session:
            levels.append(session.execute(text("PRAGMA synchronous")).scalar_one())
    assert levels == [1, 2, 1]  # 1 is NORMAL, 2 is FULL


def test_a_reference_to_nothing_is_refused(record: Record) -> None:
    with_tiny_line(record)
    with pytest.raises(IntegrityError), record.change("test") as session:
        session.add(Resident(line_id=LINE, id="lost", name="Lost", home_stop_id="nowhere"))


def test_a_reading_session_refuses_changed_rows(record: Record) -> None:
    with_tiny_line(record)
    with record.read() as session:
        session.get_one(Stop, (LINE, "home")).name = "Elsewhere"
        with pytest.raises(RuntimeError, match="can't change the record"):
            session.flush()


def test_the_database_refuses_statements_of_a_reading_session(record: Record) -> None:
    with_tiny_line(record)
    with pytest.raises(Exception, match=r"(?i)read.?only"), record.read() as session:
        session.execute(delete(Resident))
    # The next transaction on the same connection writes again.
    with record.change("test") as session:
        session.get_one(Stop, (LINE, "home")).name = "Elsewhere"


def test_a_reading_session_sees_one_state(record: Record) -> None:
    with_tiny_line(record)
    with record.read() as session:
        assert session.scalars(select(Stop.name).where(Stop.id == "home")).one() == "home"
        with record.change("somebody") as other:
            other.get_one(Stop, (LINE, "home")).name = "Renamed"
        assert session.scalars(select(Stop.name).where(Stop.id == "home")).one() == "home"


def test_a_stale_edit_is_refused(record: Record) -> None:
    with_tiny_line(record)
    with record.read() as session:
        seen = session.get_one(Stop, (LINE, "home"))
    with record.change("first") as session:
        session.get_one(Stop, (LINE, "home")).name = "First"

    def overwrite() -> None:
        with record.change("second") as session:
            session.merge(seen, load=False).name = "Second"

    with pytest.raises(StaleEdit):
        overwrite()
    with record.read() as session:
        stop = session.get_one(Stop, (LINE, "home"))
        assert (stop.name, stop.version) == ("First", 2)


def test_an_error_leaves_nothing_behind(record: Record) -> None:
    with_tiny_line(record)
    with record.read() as session:
        before = session.scalars(select(HistoryEntry.seq)).all()

    def fail_halfway() -> None:
        with record.change("test") as session:
            session.get_one(Stop, (LINE, "home")).name = "Half done"
            session.tell(LINE, "live", {})
            session.flush()
            raise LookupError

    with pytest.raises(LookupError):
        fail_halfway()
    with record.read() as session:
        assert session.get_one(Stop, (LINE, "home")).name == "home"
        assert session.scalars(select(OutboxMessage)).all() == []
        assert session.scalars(select(HistoryEntry.seq)).all() == before


def test_a_message_waits_in_the_outbox(record: Record, clock: VirtualClock) -> None:
    clock.advance(timedelta(minutes=1))
    with record.change("test") as session:
        session.tell("line", "live", {"type": "live"})
    with record.read() as session:
        [message] = session.scalars(select(OutboxMessage)).all()
        assert (message.line_id, message.channel, message.message) == ("line", "live", {"type": "live"})
        assert message.made_at == clock.now()


@pytest.mark.parametrize("table", [OutboxMessage, DayChange])
def test_the_number_of_a_deleted_row_is_not_given_again(
    table: type[OutboxMessage | DayChange], record: Record
) -> None:
    """Else somebody who deletes what was dealt with takes what came meanwhile along."""
    given = []
    for _ in range(3):
        with record.change("test") as session:
            session.tell(LINE, "live", {})
            mark_days(session, LINE, [date(2026, 11, 24)])
        with record.change("test") as session:
            given += session.scalars(select(table.seq)).all()
            session.execute(delete(table))
    assert len(set(given)) == 3, given


def test_writers_take_turns(record: Record) -> None:
    """Each of four threads reads and then writes ten times: nothing gets lost and nobody deadlocks."""
    with_tiny_line(record)

    def rename() -> None:
        for _ in range(10):
            with record.change("test") as session:
                stop = session.get_one(Stop, (LINE, "home"), with_for_update=True)
                stop.name = f"{stop.name}x"

    threads = [threading.Thread(target=rename) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with record.read() as session:
        assert session.get_one(Stop, (LINE, "home")).name == "home" + 40 * "x"


def test_a_locked_record_is_away(sqlite_record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    holder = sqlite3.connect(str(sqlite_record.engine.url.database), isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    monkeypatch.setattr(connections, "BUSY_TIMEOUT_S", 0)
    with closing(Record(sqlite_record.url, sqlite_record.clock)) as impatient:
        for survives in (True, False):
            with pytest.raises(Away), impatient.change("test", survives_power_cut=survives) as session:
                session.get(Line, LINE)
        with pytest.raises(Away), impatient.reshape():
            pass
        with impatient.read() as session:  # which needs no lock
            session.get(Line, LINE)
    holder.close()


def test_a_server_that_is_not_there_is_away(clock: VirtualClock, tmp_path: Path) -> None:
    record = Record(f"postgresql+psycopg://nobody@/nothing?host={tmp_path}", clock)
    with pytest.raises(Away):
        migrate(record)
    record.close()


def test_of_two_processes_that_migrate_at_once_one_does_it(tmp_path: Path) -> None:
    records = [Record(f"sqlite:///{tmp_path / 'new.sqlite3'}", SystemClock()) for _ in range(4)]
    threads = [threading.Thread(target=migrate, args=(record,)) for record in records]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    at, newest = revision_of(records[0])
    assert at == newest
    for record in records:
        record.close()


def test_a_record_of_a_newer_version_is_left_alone(record: Record) -> None:
    with record.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(NewerRecord):
        migrate(record)


def test_the_folder_on_the_command_line_wins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BUSLINE_RECORD_URL", "postgresql+psycopg://elsewhere/line")
    assert settings_for(None).record_address.startswith("postgresql")
    with_tiny_line(open_record(tmp_path / "new")).close()
    again = open_record(tmp_path / "new")
    with again.read() as session:
        assert session.scalars(select(Line.id)).one() == LINE
    again.close()


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(Away, match="can't be made"):
        open_record(tmp_path / "file" / "data")


@pytest.mark.postgres
def test_nobody_waits_for_a_frozen_writer_for_ever(originals: Originals) -> None:
    with originals.lend() as url:
        record = Record(url, SystemClock())
        with record.engine.connect() as connection:
            for setting, value in (("lock_timeout", "10s"), ("idle_in_transaction_session_timeout", "1min")):
                assert connection.exec_driver_sql(f"SHOW {setting}").scalar_one() == value
                connection.rollback()  # what was set outlives a transaction
        record.close()
