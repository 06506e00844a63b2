"""Fencing numbers: they only grow, and only the newest may commit."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import select

from busline.clock import VirtualClock
from busline.errors import ErrorKind, UnknownNoun
from busline.record.engine import Record
from busline.record.leases import FencedOff, check_fencing, take_fencing
from busline.record.tables import HistoryEntry, Line, LineLease


@pytest.fixture
def line(record: Record, clock: VirtualClock) -> str:
    """A line that nobody has taken."""
    with record.change("tests") as session:
        session.add(
            Line(id="osdorp", name="Osdorp", rules={}, working_time={}, travel={}, created_at=clock.now())
        )
    return "osdorp"


def take(record: Record, line: str, holder: str) -> int:
    with record.change(holder, "took the line") as session:
        return take_fencing(session, line, holder, record.clock.now())


def check(record: Record, line: str, fencing: int) -> None:
    with record.change("tests") as session:
        check_fencing(session, line, fencing)


def test_each_taking_gets_a_higher_number(record: Record, line: str, clock: VirtualClock) -> None:
    assert take(record, line, "d1") == 1
    check(record, line, 1)
    clock.advance(timedelta(minutes=1))
    assert take(record, line, "d2") == 2
    assert take(record, line, "d2") == 3  # the same one again: what it did before is fenced off too
    check(record, line, 3)
    with record.read() as session:
        lease = session.get_one(LineLease, line)
        assert (lease.holder, lease.fencing, lease.taken_at) == ("d2", 3, clock.now())


def test_an_earlier_owner_is_fenced_off(record: Record, line: str) -> None:
    old = take(record, line, "asleep")
    take(record, line, "successor")
    with pytest.raises(FencedOff) as off:
        check(record, line, old)
    assert (off.value.code, off.value.kind) == ("fenced-off", ErrorKind.CONFLICT)
    assert off.value.params == {"line": line, "fencing": 1, "newest": 2}


def test_nobody_holds_a_line_that_was_never_taken(record: Record, line: str) -> None:
    for fencing in (0, 1):
        with pytest.raises(FencedOff):
            check(record, line, fencing)


def test_a_line_that_does_not_exist_can_not_be_taken(record: Record) -> None:
    with pytest.raises(UnknownNoun):
        take(record, "nowhere", "d1")


def test_a_number_that_was_not_committed_is_given_again(record: Record, line: str) -> None:
    def take_in_vain() -> None:
        with record.change("d1") as session:
            assert take_fencing(session, line, "d1", record.clock.now()) == 1
            raise RuntimeError("power cut")

    with pytest.raises(RuntimeError, match="power cut"):
        take_in_vain()
    assert take(record, line, "d2") == 1


def test_many_that_take_a_new_line_at_once_get_different_numbers(record: Record, line: str) -> None:
    with ThreadPoolExecutor(8) as pool:
        numbers = list(pool.map(lambda n: take(record, line, f"d{n}"), range(8)))
    assert sorted(numbers) == list(range(1, 9))


def test_a_taker_waits_for_a_commit_that_has_been_checked(record: Record, line: str) -> None:
    old = take(record, line, "d1")
    order: list[str] = []
    began = threading.Event()

    def successor() -> None:
        began.set()
        take(record, line, "d2")
        order.append("taken")

    thread = threading.Thread(target=successor)
    with record.change("d1", "commit of a plan") as session:
        check_fencing(session, line, old)
        thread.start()
        began.wait()
        thread.join(0.3)  # it can't get on: the row is ours until the commit
        assert thread.is_alive()
        order.append("committed")
    thread.join()
    assert order == ["committed", "taken"]
    with pytest.raises(FencedOff):
        check(record, line, old)


# In SQLite a writer is alone from its start: nobody can take the line meanwhile.
@pytest.mark.parametrize("database", [pytest.param("postgres", marks=pytest.mark.postgres)], indirect=True)
def test_a_check_sees_what_was_taken_after_this_session_read_the_row(record: Record, line: str) -> None:
    old = take(record, line, "d1")
    with record.change("d1") as session:
        session.get_one(LineLease, line)
        take(record, line, "d2")
        with pytest.raises(FencedOff):
            check_fencing(session, line, old)


def test_the_history_keeps_who_took_the_line(record: Record, line: str) -> None:
    take(record, line, "d1")
    with record.read() as session:
        kept = session.scalars(select(HistoryEntry).where(HistoryEntry.noun == "line_leases")).all()
    assert {(entry.who, entry.why, entry.noun_id) for entry in kept} == {("d1", "took the line", line)}
