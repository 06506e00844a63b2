"""Every change is appended with who, when, why, before and after; nobody can alter what was appended."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from sqlalchemy import create_engine, delete, select, text, update
from sqlalchemy.exc import SQLAlchemyError

from busline.clock import VirtualClock
from busline.nouns import Aid
from busline.record.engine import Record
from busline.record.history import note
from busline.record.tables import Activity, HistoryEntry, LoginSession, Resident, Stop, User
from tests.fixtures.originals import Originals
from tests.tiny_line import LINE, with_tiny_line


def _newest(record: Record) -> HistoryEntry:
    with record.read() as session:
        return session.scalars(select(HistoryEntry).order_by(HistoryEntry.seq.desc()).limit(1)).one()


def _count(record: Record) -> int:
    with record.read() as session:
        return len(session.scalars(select(HistoryEntry.seq)).all())


def _activity() -> Activity:
    return Activity(
        line_id=LINE, id="coffee", name="Coffee", stop_id="market", weekday=1, starts=time(10), ends=time(11)
    )


def test_what_is_created_is_kept_whole(record: Record, clock: VirtualClock) -> None:
    with_tiny_line(record)
    clock.advance(timedelta(minutes=5))
    with record.change("anna", "new activity") as session:
        session.add(_activity())
    entry = _newest(record)
    assert (entry.who, entry.why, entry.what, entry.at) == ("anna", "new activity", "created", clock.now())
    assert (entry.line_id, entry.noun, entry.noun_id) == (LINE, "activities", f"{LINE}/coffee")
    assert entry.before is None
    assert entry.after == {
        "line_id": LINE,
        "id": "coffee",
        "name": "Coffee",
        "stop_id": "market",
        "weekday": 1,
        "starts": "10:00:00",
        "ends": "11:00:00",
        "version": 1,
    }


def test_a_change_keeps_what_changed_before_and_after(record: Record) -> None:
    with_tiny_line(record)
    with record.change("anna", "moved house") as session:
        resident = session.get_one(Resident, (LINE, "rie"))
        resident.aid = Aid.WALKER
        resident.phone = ""  # as it was
    entry = _newest(record)
    assert entry.what == "changed"
    assert entry.before == {"aid": "none"}
    assert entry.after == {"aid": "walker"}


def test_a_change_to_and_from_nothing_is_told_apart(record: Record) -> None:
    with_tiny_line(record)
    with record.change("anna") as session:
        session.get_one(Stop, (LINE, "market")).closed_on = date(2026, 12, 1)
    assert (_newest(record).before or {})["closed_on"] is None
    with record.change("anna") as session:
        session.get_one(Stop, (LINE, "market")).closed_on = None
    entry = _newest(record)
    assert (entry.before or {})["closed_on"] == "2026-12-01"
    assert (entry.after or {})["closed_on"] is None


def test_before_is_right_for_a_row_that_had_to_be_loaded_again(record: Record) -> None:
    with_tiny_line(record)
    with record.change("anna") as session:
        stop = session.get_one(Stop, (LINE, "market"))
        session.expire(stop)
        stop.name = "Square"
    assert (_newest(record).before or {})["name"] == "market"


def test_what_is_deleted_is_kept(record: Record) -> None:
    with_tiny_line(record)
    with record.change("anna") as session:
        session.add(_activity())
    with record.change("bea", "stopped") as session:
        session.delete(session.get_one(Activity, (LINE, "coffee")))
    entry = _newest(record)
    assert (entry.who, entry.what, entry.after) == ("bea", "deleted", None)
    assert (entry.before or {})["starts"] == "10:00:00"
    assert (entry.before or {})["name"] == "Coffee"


def test_nothing_changed_appends_nothing(record: Record) -> None:
    with_tiny_line(record)
    before = _count(record)
    with record.change("anna") as session:
        session.get_one(Stop, (LINE, "home")).name = "home"
    assert _count(record) == before


def test_one_transaction_can_have_several_reasons(record: Record) -> None:
    with_tiny_line(record)
    with record.change("anna", "first") as session:
        session.get_one(Stop, (LINE, "home")).name = "One"
        session.explain("second")
        session.get_one(Stop, (LINE, "market")).name = "Two"
    with record.read() as session:
        newest = session.scalars(select(HistoryEntry).order_by(HistoryEntry.seq.desc()).limit(2)).all()
    assert [(e.why, (e.after or {})["name"]) for e in newest] == [("second", "Two"), ("first", "One")]


def test_secrets_are_never_kept(record: Record) -> None:
    with record.change("admin") as session:
        session.add(User(login="anna", name="Anna", password_hash="$argon2id$first", roles=[]))
    assert (_newest(record).after or {})["password_hash"] == "…"
    with record.change("admin") as session:
        session.scalars(select(User)).one().password_hash = "$argon2id$second"
    entry = _newest(record)
    assert (entry.before or {})["password_hash"] == (entry.after or {})["password_hash"] == "…"


def test_plumbing_is_not_kept(record: Record) -> None:
    with record.change("admin") as session:
        session.add(User(id="u", login="anna", name="Anna", password_hash="x", roles=[]))
    before = _count(record)
    with record.change("anna") as session:
        soon = datetime(2026, 11, 24, 20, 0, tzinfo=UTC)
        session.add(
            LoginSession(token_hash="h", user_id="u", csrf_token="c", created_at=soon, expires_at=soon)
        )
        session.tell(LINE, "live", {})
    assert _count(record) == before


def test_reading_a_care_note_can_be_noted(record: Record) -> None:
    with record.change("anna", "pickup") as session:
        note(session, what="read", noun="residents", noun_id=f"{LINE}/rie", line_id=LINE)
    entry = _newest(record)
    assert (entry.who, entry.why, entry.what, entry.line_id) == ("anna", "pickup", "read", LINE)
    assert entry.before is entry.after is None


@pytest.mark.parametrize("statement", [update(HistoryEntry).values(who="nobody"), delete(HistoryEntry)])
def test_no_statement_alters_the_history(record: Record, statement: object) -> None:
    with_tiny_line(record)
    other = create_engine(record.url)
    with pytest.raises(SQLAlchemyError, match="append-only"), other.begin() as connection:
        connection.execute(statement)  # type: ignore[call-overload]
    other.dispose()


@pytest.mark.postgres
def test_the_history_cannot_be_truncated(originals: Originals, clock: VirtualClock) -> None:
    with originals.lend() as url:
        record = with_tiny_line(Record(url, clock))
        with pytest.raises(SQLAlchemyError, match="append-only"), record.engine.begin() as connection:
            connection.execute(text("TRUNCATE history"))
        record.close()
