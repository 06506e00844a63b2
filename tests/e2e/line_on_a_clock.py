"""The whole line in this process, on a clock that a test moves: record, feed, dispatcher and pages.

Browser tests drive days in minutes with it. What real processes do when they die is tested elsewhere.
"""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import uvicorn
from fastapi import FastAPI

from api.access.permissions import Role
from api.app import create_app
from busline.clock import VirtualClock
from busline.feed.client import DispatcherAway, DispatcherClient
from busline.feed.connection import Feed
from busline.feed.messages import Ping
from busline.record.engine import Record
from busline.record.tables.base import new_id
from busline.running.address import free_port
from busline.settings import Settings
from dispatcher.desk.chores.drafting import DeskDrafter, in_own_process
from dispatcher.planning.warming import warm
from dispatcher.service.line_service import CHORES, LineService
from tests.api.house import LINE, PASSWORD, add_user

READY_S = 120.0
# A test may look at pages for long between two requests over one connection. It must not be closed just as
# the second is sent: unlike a browser, a test's own client does not send it again.
KEPT_ALIVE_S = 900
PEOPLE: dict[str, tuple[Role, str | None]] = {
    "corrie": (Role.COORDINATOR, None),
    "bea": (Role.COORDINATOR, None),
    "wil": (Role.REVIEWER, None),
    "cor": (Role.LENDER, None),
}
DRIVERS = ("anna", "bram", "carla", "daan", "els", "farid", "gerda", "hans")


class Pages:
    """The pages on a server that can be stopped, and started again on the same port."""

    def __init__(self, app: FastAPI, port: int) -> None:
        self._app, self._port = app, port

    def start(self) -> None:
        """Serve, from when this returns."""
        config = uvicorn.Config(
            self._app, port=self._port, log_level="warning", timeout_keep_alive=KEPT_ALIVE_S
        )
        self._server = uvicorn.Server(config)
        self._serving = threading.Thread(target=self._server.run, name="serving", daemon=True)
        self._serving.start()
        wait_until(lambda: self._server.started)

    def stop(self) -> None:
        """Serve nobody any more; what is under way is cut off."""
        self._server.should_exit = True
        self._server.force_exit = True
        self._serving.join(timeout=20)


@dataclass
class LineOnAClock:
    """A running line. Everybody's password is `PASSWORD`; drivers log in by their ids."""

    url: str
    record: Record
    clock: VirtualClock
    feed: Feed
    service: LineService
    pages: Pages
    password: str = PASSWORD


@contextmanager
def running_line(
    record: Record, clock: VirtualClock, feed_url: str, folder: Path, *, planned: bool = True, **more: Any
) -> Iterator[LineOnAClock]:
    """Run the line on `record` for as long as the block lasts; `more` are settings of the installation.

    Unless it is `planned`, nobody plans it.
    """
    for login, (role, driver_id) in PEOPLE.items():
        add_user(record, login, role, driver_id=driver_id)
    for driver_id in DRIVERS:
        add_user(record, driver_id, Role.DRIVER, driver_id=driver_id)
    settings = Settings(data_dir=folder, feed_url=feed_url, port=free_port(), reply_timeout_s=20.0, **more)
    feed = Feed(feed_url, name="browser-tests")
    looked_after = threading.Event()  # the days are open, and standing bookings have their rides
    service = LineService(
        record,
        feed,
        clock,
        LINE,
        holder="browser-tests",
        lease_s=30,
        patience_s=60,
        chores=[*CHORES, DeskDrafter(in_own_process), lambda _: looked_after.set()],
    )
    planning = threading.Thread(target=service.run, name="planning", daemon=True)
    app = create_app(settings, record=record, feed=feed, clock=clock)
    pages = Pages(app, settings.port)
    if planned:
        warm(search=False)
        planning.start()
    try:
        pages.start()
        if planned:
            wait_until(lambda: looked_after.is_set() and _is_planned(app.state.services.dispatcher, clock))
        yield LineOnAClock(f"http://127.0.0.1:{settings.port}", record, clock, feed, service, pages)
    finally:
        service.stop()
        pages.stop()
        if planned:
            planning.join(timeout=20)
        feed.close()


def _is_planned(client: DispatcherClient, clock: VirtualClock) -> bool:
    """Tell whether somebody has taken the line and answers."""
    try:
        client.ask(Ping(id=new_id(), line_id=LINE, actor="tests", sent_at=clock.now()))
    except DispatcherAway:
        return False
    return True


def wait_until(ready: Callable[[], bool]) -> None:
    """Wait, not longer than two minutes, until `ready` says yes."""
    end = time.monotonic() + READY_S
    while not ready():
        if time.monotonic() > end:
            raise TimeoutError(f"did not come within {READY_S:.0f} s")
        time.sleep(0.05)
