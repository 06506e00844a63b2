"""``busline run``: from a data folder, empty or not, to a line that answers, until somebody stops it."""

import json
import os
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from rich.console import Console

from busline.running.example_logins import ExampleLogin, example_logins
from busline.running.first_start import prepare
from busline.running.panel import show_panel
from busline.running.supervisor import Supervisor
from busline.settings import Settings

# The first start compiles the planning kernels.
READY_TIMEOUT_S = 240.0
LOOK_EVERY_S = 0.25
STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class StopAsked(BaseException):
    """Somebody asked the line to stop: Ctrl-C, SIGTERM or a closed terminal."""


def run_until_stopped(settings: Settings, *, with_example: bool) -> None:
    """Run a line with `settings` until a signal stops it; returns when every part has ended.

    Parameters
    ----------
    settings
        Data folder, addresses and port.
    with_example
        Whether a record without a line gets the example line and its logins.
    """
    os.umask(0o077)  # what is written here names people: it is for this user alone
    console = Console(stderr=True, highlight=False)
    try:
        with _signals_stop(), Supervisor(settings) as supervisor:
            _bring_up(supervisor, console, with_example)
            while True:
                supervisor.look()
                time.sleep(LOOK_EVERY_S)
    except StopAsked:
        console.print("Stopped. Everything that was booked is in the record.")


def _bring_up(supervisor: Supervisor, console: Console, with_example: bool) -> None:
    settings = supervisor.settings
    supervisor.require_address()
    with console.status("Preparing the record") as status:
        prepare(settings, with_example=with_example, tell=status.update)
        status.update("Starting feed, dispatcher and API")
        supervisor.start()
        supervisor.wait_until_ready(READY_TIMEOUT_S)
    logins = example_logins(settings.data_dir)
    show_panel(console, supervisor.line.address, logins, settings.data_dir)
    if not sys.stdout.isatty():
        _tell_programs(supervisor.line.address, logins)


def _tell_programs(address: str, logins: list[ExampleLogin]) -> None:
    json.dump({"address": address, "logins": [login.model_dump() for login in logins]}, sys.stdout)
    sys.stdout.write("\n")
    sys.stdout.flush()


@contextmanager
def _signals_stop() -> Iterator[None]:
    """Turn the first signal into `StopAsked`; later ones don't disturb the stopping."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        for number in STOP_SIGNALS:
            signal.signal(number, signal.SIG_IGN)
        raise StopAsked

    before = {number: signal.signal(number, stop) for number in STOP_SIGNALS}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
