"""What a data folder needs before the parts start: tables, a line, and somebody who can log in."""

import os
import subprocess
import sys
from collections.abc import Callable
from importlib.resources import as_file, files

from busline.clock import SystemClock
from busline.errors import BuslineError
from busline.running.parts import part_environment
from busline.running.quick_look import is_plainly_ready
from busline.settings import Settings


class FirstStartFailed(BuslineError):
    """Something that is needed before the first start could not be made."""

    code = "first-start-failed"


def prepare(settings: Settings, *, with_example: bool, tell: Callable[[str], None] = lambda _: None) -> None:
    """Bring the record to the tables of this version; what an empty record lacks is put in.

    Parameters
    ----------
    settings
        Where the record is.
    with_example
        Whether a record without a line gets the example line, and one without logins its logins.
    tell
        Called with what is being done, before it is done.

    Raises
    ------
    FirstStartFailed
        If the example can't be loaded.
    """
    if is_plainly_ready(settings):
        return
    # Only here: a start that has nothing to prepare must not wait for SQLAlchemy and Alembic.
    from sqlalchemy import exists, select

    from busline.record.engine import Record
    from busline.record.migrate import migrate
    from busline.record.tables import Line, User

    record = Record(settings.record_address, SystemClock())
    try:
        migrate(record)
        with record.read() as session:
            has_line = session.scalar(select(exists(select(Line.id))))
            has_logins = session.scalar(select(exists(select(User.id))))
    finally:
        record.close()
    if with_example and not has_line:
        tell("Loading the example line")
        _load_example_line(settings)
    if with_example and not has_logins:
        tell("Making the example logins")
        # A process of its own: logins belong to the API, which this package does not import.
        _busline(settings, "user", "example")


def _load_example_line(settings: Settings) -> None:
    with as_file(files("busline.example") / "osdorp") as folder:
        _busline(settings, "import", str(folder))


def _busline(settings: Settings, *arguments: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "busline", *arguments],
        env=os.environ | part_environment(settings, settings.feed_url),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise FirstStartFailed(f"“busline {' '.join(arguments)}” failed: {done.stderr.strip()}")
