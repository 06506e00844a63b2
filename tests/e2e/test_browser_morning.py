"""A busy morning: twenty coordinators by HTTP and two at their screens, everything seen within a second.

Each of the twenty takes a call every few seconds, some thirty times as fast as people do.
"""

import statistics
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import delete

from api.access.permissions import Role
from api.access.users import add_token
from api.pages.desk.ringing import MOST_CALLS
from busline.nouns import TaskKind
from busline.record.tables import Resident, StandingBooking, Task
from busline.record.tables.base import new_id
from dispatcher.bench.storm.coordinator import Habits
from dispatcher.bench.storm.storm import Storm
from dispatcher.bench.storm.town import Town, read_town
from tests.api.house import LINE, add_user
from tests.e2e.browsing import DESK, log_in
from tests.e2e.desks import seat_coordinators
from tests.e2e.test_kills import require_all_as_told
from tests.fixtures.stack import Stack

pytestmark = [pytest.mark.browser, pytest.mark.processes, pytest.mark.timeout(300)]

COORDINATORS = 20
EDITORS, EDITS = 5, 4
ROUNDS = 6
WATCHED, NUMBER = "b002", "+31205550201"
LIVE_S = 1.0  # what the issue asks of every page
# One look may meet a moment in which two cores carry two browsers, a dispatcher, an API, twenty callers and
# whatever else this machine does: the median must hold the second, and no look may take this long.
WORST_S = 3.0


@dataclass
class Watch:
    """How long after a colleague's reply each part of each page showed what was done, in seconds."""

    took_s: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))

    def measure(self, act: Callable[[], httpx.Response], shows: dict[str, tuple[Page, str]]) -> None:
        """Do something, and see when each page's condition, in JavaScript, holds."""
        for page, condition in shows.values():
            page.evaluate(
                f"""() => {{ window.seen = new Promise((tell) => {{
                    const look = () => {{ if ({condition}) {{ watcher.disconnect(); tell(Date.now()); }} }};
                    const watcher = new MutationObserver(look);
                    const all = {{ subtree: true, childList: true, attributes: true, characterData: true }};
                    watcher.observe(document, all);
                    setTimeout(() => tell(0), 15000);
                }}); }}"""
            )
        reply = act()
        replied_at = time.time()
        assert reply.is_success, reply.text
        for what, (page, condition) in shows.items():
            seen_ms = page.evaluate("() => window.seen")
            assert seen_ms, f"{what} never showed {condition}"
            self.took_s[what].append(max(0.0, seen_ms / 1000 - replied_at))

    def say(self) -> None:
        """Print the figures."""
        for what, took_s in self.took_s.items():
            median, worst = statistics.median(took_s), max(took_s)
            sys.stdout.write(f"\nlive: {what}: median {median * 1000:.0f} ms, worst {worst * 1000:.0f} ms")
        sys.stdout.write("\n")


@contextmanager
def _morning(stack: Stack, town: Town, clients: Sequence[httpx.Client]) -> Iterator[Storm]:
    """Let the coordinators work until the block ends."""
    storm = Storm(town, clients, habits=Habits(rest_s=2.0), patience_s=60.0)
    storm.start()
    try:
        yield storm
    finally:
        storm.stop()


class Editors:
    """Colleagues who all add a line to one resident's note, each over what the others wrote meanwhile."""

    def __init__(self, clients: Sequence[httpx.Client], address: str) -> None:
        self._address = address
        self.met = 0
        self._threads = [threading.Thread(target=self._edit, args=(n, c)) for n, c in enumerate(clients)]

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def join(self) -> None:
        for thread in self._threads:
            thread.join()

    def _edit(self, number: int, client: httpx.Client) -> None:
        for at in range(EDITS):
            while not self._added(client, f"[{number}.{at}]"):
                self.met += 1

    def _added(self, client: httpx.Client, mark: str) -> bool:
        read = client.get(self._address)
        edit = {"driver_note": read.json()["driver_note"] + mark}
        headers = {"If-Match": read.headers["etag"], "Idempotency-Key": new_id()}
        reply = client.patch(self._address, json=edit, headers=headers)
        assert reply.status_code in (200, 412), reply.text
        return reply.status_code == 200


def _sit_down(browser: Browser, stack: Stack, path: str) -> Page:
    page = browser.new_context(
        viewport=DESK, locale="nl-NL", timezone_id="Europe/Amsterdam", base_url=stack.url
    ).new_page()
    login = stack.example_login("coordinator")
    log_in(page, stack.url, login.login, login.password)
    with page.expect_response(lambda reply: "/live" in reply.url):
        page.goto(path)
    return page


def _book(client: httpx.Client, town: Town, day: date) -> Callable[[], httpx.Response]:
    """Return what books the watched resident a ride on `day`; asked for already."""
    rider = next(one for one in town.riders if one.id == WATCHED)
    wanted = town.times[0][0] + (day - town.day) + timedelta(minutes=45)
    leg = {"from_stop": rider.home, "to_stop": "bibliotheek", "wanted_at": wanted.isoformat()}
    wish = {"resident_id": WATCHED, "legs": [leg]}
    offers = client.post(f"{town.path}/requests", json=wish, headers={"Idempotency-Key": new_id()}).json()
    chosen = {"offer_ids": [offers["legs"][0]["offers"][0]["id"]]}
    address = f"{town.path}/requests/{offers['request_id']}/confirm"
    return lambda: client.post(address, json=chosen, headers={"Idempotency-Key": new_id()})


def _cancel(client: httpx.Client, town: Town, day: date) -> httpx.Response:
    """Cancel the watched resident's rides of `day`."""
    params = {"day": str(day), "resident_id": WATCHED, "state": "confirmed"}
    found = client.get(f"{town.path}/bookings", params=params).json()["items"]
    wish = {"booking_ids": [one["id"] for one in found], "why": "test"}
    return client.post(f"{town.path}/bookings/cancel", json=wish, headers={"Idempotency-Key": new_id()})


def _add_task(stack: Stack, day: date) -> str:
    with stack.record.change("test") as session:
        task = Task(
            line_id=LINE,
            kind=TaskKind.OPEN_DUTY,
            service_date=day,
            about={},
            made_at=stack.record.clock.now(),
        )
        session.add(task)
        session.flush()
        return task.id


def _exchange(stack: Stack) -> httpx.Client:
    add_user(stack.record, "exchange", Role.TELEPHONE)
    token = add_token(stack.record, "exchange", "test", "test")
    return httpx.Client(base_url=stack.url, headers={"Authorization": f"Bearer {token}"}, timeout=30)


def _announce(exchange: httpx.Client, town: Town, number: int) -> httpx.Response:
    return exchange.post(f"{town.path}/calls", json={"number": NUMBER, "call_id": f"call {number}"})


def _claim(client: httpx.Client, task_id: str) -> httpx.Response:
    form = {"etag": '"v1"', "idempotency_key": new_id()}
    return client.post(f"/tasks/{task_id}/claim", data=form, headers={"HX-Request": "true"})


def _look_all_round(
    watch: Watch, stack: Stack, town: Town, colleague: httpx.Client, desk: Page, board: Page, day: date
) -> None:
    """Let a colleague book, cancel, claim a task and open a card, and see when both pages show it."""
    rides = "document.querySelectorAll('#rides .ride-acts').length"
    bars = "document.querySelectorAll('.chart rect.seats').length"
    drawn = board.evaluate(f"() => {bars}")
    both = {"desk, rides on a card": (desk, f"{rides} === 1"), "board, chart": (board, f"{bars} > {drawn}")}
    watch.measure(_book(colleague, town, day), both)
    gone = {"desk, rides on a card": (desk, f"{rides} === 0"), "board, chart": (board, f"{bars} === {drawn}")}
    watch.measure(lambda: _cancel(colleague, town, day), gone)

    task_id = _add_task(stack, day)
    for page in (desk, board):
        page.evaluate("() => htmx.trigger(document.body, 'live:tasks')")
        expect(page.locator(f"#task-{task_id}")).to_be_visible()
    claimed = f"document.querySelector('#task-{task_id}')?.textContent.includes(' belt')"
    tasks = {"desk, phone calls to make": (desk, claimed), "board, phone calls to make": (board, claimed)}
    watch.measure(lambda: _claim(colleague, task_id), tasks)

    busy = "!document.querySelector('#busy-card').hidden"
    say: dict[str, Any] = {"desk": "0123456789abcdef", "resident": WATCHED}
    watch.measure(lambda: colleague.post("/desk/busy", data=say), {"desk, who is busy": (desk, busy)})
    nobody = {"desk, who is busy": (desk, f"!({busy})")}
    watch.measure(lambda: colleague.post("/desk/busy", data=say | {"resident": ""}), nobody)


@pytest.fixture
def stack(example_folder: Path) -> Iterator[Stack]:
    """The example line as processes, without standing bookings: they are made while the test looks."""
    stack = Stack(example_folder)
    with stack.record.change("test") as session:
        session.execute(delete(StandingBooking))
    with stack:
        yield stack


def test_a_morning_with_twenty_coordinators(browser: Browser, stack: Stack) -> None:
    clients = seat_coordinators(stack, COORDINATORS + EDITORS + 1)
    callers, editors, colleague = clients[:COORDINATORS], clients[COORDINATORS:-1], clients[-1]
    town = read_town(colleague, stack.record.clock.now())
    day = town.day + timedelta(days=1)  # of its own for what is watched: the others' rides don't count
    with stack.record.change("test") as session:
        session.get_one(Resident, (LINE, WATCHED)).phone = NUMBER
    # Nobody else may book for the resident whose card is watched.
    callers_town = replace(town, riders=[rider for rider in town.riders if rider.id != WATCHED])
    _book(colleague, town, day)  # so that the day has its duties
    desk = _sit_down(browser, stack, f"/desk?resident={WATCHED}")
    board = _sit_down(browser, stack, f"/board?day={day}")
    exchange, watch = _exchange(stack), Watch()
    notes = Editors(editors, f"{town.path}/residents/b001")
    with _morning(stack, callers_town, callers) as storm:
        notes.start()
        for number in range(ROUNDS):
            _look_all_round(watch, stack, town, colleague, desk, board, day)
            if number < MOST_CALLS:
                rings = f"document.querySelectorAll('#calls .call').length === {number + 1}"
                watch.measure(partial(_announce, exchange, town, number), {"desk, who calls": (desk, rings)})
        notes.join()
    watch.say()
    counts = storm.counts
    sys.stdout.write(f"the morning: {dict(counts)}, edits that met another: {notes.met}\n")

    assert counts["confirmed"] >= COORDINATORS / 2
    require_all_as_told(stack, storm)
    with stack.record.read() as session:
        note = session.get_one(Resident, (LINE, "b001")).driver_note
    assert sorted(note.strip("[]").split("][")) == sorted(
        f"{number}.{at}" for number in range(EDITORS) for at in range(EDITS)
    )
    assert notes.met > 0, "nobody met anybody"
    for what, took_s in watch.took_s.items():
        assert statistics.median(took_s) <= LIVE_S, what
        assert max(took_s) <= WORST_S, what
    for client in (*clients, exchange):
        client.close()
