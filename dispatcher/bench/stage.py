"""The whole system as real processes in a folder of its own, for a measurement."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import httpx
from sqlalchemy import select

from busline.clock import SystemClock
from busline.record.engine import Record
from busline.record.tables import Van
from busline.running.address import free_port
from busline.running.api_client import TIMEOUT_S, logged_in
from busline.running.example_logins import example_logins
from busline.running.first_start import prepare
from busline.running.local_line import LocalLine
from busline.settings import Settings

# A machine on which the planner never ran compiles it first.
READY_S = 300.0

Tell = Callable[[str], None]


def stage_settings(folder: Path) -> Settings:
    """Return settings for a system in `folder`, whatever record and feed the environment names."""
    kernels = Settings().kernel_folder
    return Settings(data_dir=folder, record_url="", feed_url="", port=free_port(), kernel_dir=kernels)


def set_up_example(settings: Settings, tell: Tell, *, vans: int | None = None) -> None:
    """Put the example line and its logins into a new record, with only the first `vans` vans in use."""
    tell("Setting up the example line")
    prepare(settings, with_example=True)
    if vans is None:
        return
    record = Record(settings.record_address, SystemClock())
    try:
        with record.change("bench", "few vans") as session:
            for van in session.scalars(select(Van).order_by(Van.id)).all()[vans:]:
                van.active = False
    finally:
        record.close()


@contextmanager
def running(settings: Settings, tell: Tell) -> Iterator[LocalLine]:
    """Run feed, dispatcher and API on what was set up; they end with the block."""
    with LocalLine(settings) as line:
        tell("Starting feed, dispatcher and API")
        line.start()
        line.wait_until_ready(READY_S)
        yield line


@contextmanager
def coordinators(settings: Settings, address: str, count: int) -> Iterator[list[httpx.Client]]:
    """Give clients for `count` coordinators, who share the example logins of that role."""
    logins = [one for one in example_logins(settings.data_dir) if one.roles == ["coordinator"]]
    with ExitStack() as closing:
        first = [closing.enter_context(logged_in(address, one.login, one.password)) for one in logins]
        # Comparing passwords takes long on purpose: everybody else sits down at a desk that is open.
        others = [
            closing.enter_context(
                httpx.Client(
                    base_url=address,
                    cookies=first[number % len(first)].cookies,
                    headers=first[number % len(first)].headers,
                    timeout=TIMEOUT_S,
                    trust_env=False,
                )
            )
            for number in range(len(first), count)
        ]
        yield [*first, *others][:count]
