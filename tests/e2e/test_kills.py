"""Parts killed, frozen and cut off in the middle of a storm: nothing told is lost, done twice or moved."""

import os
import signal
import socket
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from busline.feed.connection import Feed
from busline.feed.dead import dead_letters
from busline.record.tables import DayPlan, LineLease, Request
from busline.record.tables.base import new_id
from busline.reports.day import export_day
from busline.running.first_start import prepare
from dispatcher.bench.storm.afterwards import from_record
from dispatcher.bench.storm.storm import Storm
from dispatcher.bench.storm.town import Town, read_town
from tests.e2e.day_checker import check_day
from tests.fixtures.originals import Originals
from tests.fixtures.stack import Stack, stack_settings

pytestmark = [pytest.mark.processes, pytest.mark.timeout(400)]

CLIENTS = 6
LINE = "osdorp"


def until(condition: Callable[[], bool], what: str, timeout_s: float = 60) -> None:
    """Wait for `condition`, or fail saying `what` did not happen."""
    end = time.monotonic() + timeout_s
    while not condition():
        assert time.monotonic() < end, f"did not happen: {what}"
        time.sleep(0.05)


def go_on(storm: Storm, rides: int) -> None:
    """Wait until so many more rides were told."""
    before = len(storm.told.rides)
    until(lambda: len(storm.told.rides) >= before + rides, "the storm goes on")


@contextmanager
def storming(stack: Stack) -> Iterator[Storm]:
    """Storm the stack until the block ends."""
    clients = [stack.login("coordinator") for _ in range(CLIENTS)]
    storm = Storm(read_town(clients[0], stack.record.clock.now()), clients, patience_s=90.0)
    storm.start()
    try:
        go_on(storm, 4)
        yield storm
    finally:
        storm.stop()


def kill_and_restart(stack: Stack, parts: list[str]) -> None:
    """Kill parts, let callers meet what is not there, and bring the parts back."""
    for name in parts:
        stack.kill(name)
    time.sleep(1)
    for name in reversed(parts):
        stack.restart(name)
    stack.wait_ready()


def require_all_as_told(stack: Stack, storm: Storm) -> None:
    """Compare the record with everything that coordinators were told, and recompute every rule of the day."""

    def look() -> Any:
        with stack.record.read() as session:
            return from_record(session, LINE, storm.town.day)

    verdict = storm.judge(look)
    assert verdict.is_clean, verdict
    assert storm.counts["errors"] == 0
    with stack.record.read() as session:
        assert check_day(export_day(session, LINE, storm.town.day)) == []
    feed = Feed(stack.feed_url, name="tests")
    assert dead_letters(feed, LINE) == []
    feed.close()


@pytest.mark.parametrize("parts", [["dispatcher"], ["api"], ["feed"], ["api", "dispatcher", "feed"]])
def test_kill_9_in_the_middle_of_a_storm(stack: Stack, parts: list[str]) -> None:
    with storming(stack) as storm:
        kill_and_restart(stack, parts)
        go_on(storm, 4)
    assert storm.traffic.retries, "nobody noticed"
    require_all_as_told(stack, storm)


@pytest.mark.postgres
def test_kill_9_of_everything_on_postgresql(tmp_path: Path, originals: Originals) -> None:
    with originals.lend() as url:
        prepare(stack_settings(tmp_path, url), with_example=True)
        with Stack(tmp_path, url) as stack, storming(stack) as storm:
            kill_and_restart(stack, ["dispatcher", "api", "feed"])
            go_on(storm, 4)
            storm.stop()
            require_all_as_told(stack, storm)


def test_a_frozen_dispatcher_wakes_up_without_the_line(stack: Stack) -> None:
    stack.line.add_dispatcher("second")
    first = holder(stack, "dispatcher")
    with storming(stack) as storm:
        assert owner(stack).holder == first
        freeze_outside_of_a_transaction(stack, "dispatcher")
        until(lambda: owner(stack).holder == holder(stack, "second"), "the second takes the line")
        go_on(storm, 4)
        with stack.record.read() as session:
            revision = session.get_one(DayPlan, (LINE, storm.town.day)).revision
        stack.kill("dispatcher", signal.SIGCONT)
        go_on(storm, 4)
        until(lambda: said_it_lost_the_line(stack), "the first one notices")
    require_all_as_told(stack, storm)
    assert (owner(stack).holder, owner(stack).fencing) == (holder(stack, "second"), 2)
    with stack.record.read() as session:
        plan = session.get_one(DayPlan, (LINE, storm.town.day))
    assert plan.revision > revision
    assert plan.committed_by == holder(stack, "second")


def test_without_a_feed_the_request_is_kept_and_answered_later(stack: Stack) -> None:
    desk = stack.login("coordinator")
    town = read_town(desk, stack.record.clock.now())
    booked = book(desk, town, wish(town, rider=0))
    stack.kill("feed")

    kept = post(desk, town, "requests", wish(town, rider=1))
    problem = kept.json()
    assert (kept.status_code, problem["code"]) == (503, "request-kept")
    assert "call back" in problem["detail"], "words that can be read aloud"
    given_back = post(desk, town, "bookings/cancel", {"booking_ids": [booked], "why": "ill"})
    assert (given_back.status_code, given_back.json()["done"]) == (202, False)

    stack.restart("feed")
    stack.wait_ready()
    until(lambda: state_of(desk, town, booked) == "cancelled", "what was kept is done")
    until(lambda: bool(answers_ready(desk, town)), "the stored request is answered as a task")
    (task,) = answers_ready(desk, town)
    assert task["request_id"] == problem["params"]["request_id"]
    offer = task["about"]["legs"][0]["offers"][0]
    confirmed = post(desk, town, f"requests/{task['request_id']}/confirm", {"offer_ids": [offer["id"]]})
    assert confirmed.is_success, confirmed.text
    with stack.record.read() as session:
        stored = session.scalars(select(Request.id).where(Request.note == "kept")).all()
    assert stored == [task["request_id"]]


def holder(stack: Stack, name: str) -> str:
    """Return what a dispatcher calls itself."""
    return f"{socket.gethostname()}-{stack.line.part(name).pid}"


def owner(stack: Stack) -> LineLease:
    """Return who took the line last."""
    with stack.record.read() as session:
        return session.get_one(LineLease, LINE)


def freeze_outside_of_a_transaction(stack: Stack, name: str) -> None:
    """Stop a dispatcher at a moment at which it does not keep all others from writing.

    Frozen while it holds SQLite's only write lock it is the only one that can go on: nobody takes its line
    then, and there would be nothing to see.
    """
    pid = stack.line.part(name).pid
    assert pid
    for _ in range(100):
        stack.kill(name, signal.SIGSTOP)
        # Until the last of its threads has stopped, one of them can still take the lock.
        os.waitid(os.P_PID, pid, os.WSTOPPED)
        if can_write(stack):
            return
        stack.kill(name, signal.SIGCONT)
        time.sleep(0.01)
    pytest.fail("the dispatcher was always writing")


def can_write(stack: Stack) -> bool:
    """Tell whether the record's write lock can be had within two seconds."""
    file = sqlite3.connect(stack.settings.data_dir / "record.sqlite3", timeout=2, isolation_level=None)
    try:
        file.execute("BEGIN IMMEDIATE")
        file.execute("ROLLBACK")
    except sqlite3.OperationalError:
        return False
    finally:
        file.close()
    return True


def said_it_lost_the_line(stack: Stack) -> bool:
    """Tell whether the first dispatcher wrote that it no longer has the line."""
    words = stack.log("dispatcher")
    return "lease lost" in words or "fenced off" in words


def wish(town: Town, rider: int) -> dict[str, Any]:
    """Return what one caller asks for."""
    who = town.riders[rider]
    place = next(place for place in town.places if place != who.home)
    leg = {"from_stop": who.home, "to_stop": place, "wanted_at": town.times[0][0].isoformat()}
    return {"resident_id": who.id, "legs": [leg], "note": "kept" if rider else ""}


def post(desk: Any, town: Town, path: str, body: dict[str, Any]) -> Any:
    """Send a new wish."""
    return desk.post(f"{town.path}/{path}", json=body, headers={"Idempotency-Key": new_id()})


def book(desk: Any, town: Town, body: dict[str, Any]) -> str:
    """Book the best offer and return the booking's id."""
    offers = post(desk, town, "requests", body).json()
    offer = offers["legs"][0]["offers"][0]["id"]
    made = post(desk, town, f"requests/{offers['request_id']}/confirm", {"offer_ids": [offer]}).json()
    booking: str = made["bookings"][0]["booking_id"]
    return booking


def state_of(desk: Any, town: Town, booking_id: str) -> str:
    """Return the state of a booking."""
    state: str = desk.get(f"{town.path}/bookings/{booking_id}").json()["state"]
    return state


def answers_ready(desk: Any, town: Town) -> list[dict[str, Any]]:
    """Return the tasks that tell of a stored request's answer."""
    tasks = desk.get(f"{town.path}/tasks").json()["items"]
    return [task for task in tasks if task["kind"] == "answer_ready"]
