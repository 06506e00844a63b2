"""What a data folder needs before the parts start: tables, a line, and somebody who can log in."""

import json
import os
import subprocess
import sys
from importlib.resources import as_file, files
from pathlib import Path

from pydantic import BaseModel, TypeAdapter, ValidationError
from sqlalchemy import exists, select

from busline.errors import BuslineError
from busline.record.engine import Record
from busline.record.tables import Line, User
from busline.running.parts import part_environment
from busline.settings import Settings

LOGINS_FILE = "example-logins.json"


class ExampleLogin(BaseModel):
    """One login of the example line, with the password that was made for it."""

    login: str
    password: str
    roles: list[str]


_logins = TypeAdapter(list[ExampleLogin])


class FirstStartFailed(BuslineError):
    """Something that is needed before the first start could not be made."""

    code = "first-start-failed"


def needs_line(record: Record) -> bool:
    """Tell whether the record has no line yet."""
    with record.read() as session:
        return not session.scalar(select(exists().where(Line.id.is_not(None))))


def needs_logins(record: Record) -> bool:
    """Tell whether nobody can log in yet."""
    with record.read() as session:
        return not session.scalar(select(exists().where(User.id.is_not(None))))


def load_example_line(settings: Settings) -> None:
    """Take in the example line.

    Raises
    ------
    FirstStartFailed
        With what the import said.
    """
    with as_file(files("busline.example") / "osdorp") as folder:
        _busline(settings, "import", str(folder))


def make_example_logins(settings: Settings) -> None:
    """Make a login for each role of the example line and keep the passwords in the data folder.

    Raises
    ------
    FirstStartFailed
        With what the command said.
    """
    # A process of its own: logins belong to the API, which this package does not import.
    made = _busline(settings, "user", "example")
    file = settings.data_dir / LOGINS_FILE
    file.touch(mode=0o600)
    file.write_text(made)


def example_logins(data_dir: Path) -> list[ExampleLogin]:
    """Return the example logins that were made here; none where the line is a cooperative's own."""
    try:
        kept = json.loads((data_dir / LOGINS_FILE).read_text())
        return _logins.validate_python(kept["logins"])
    except (FileNotFoundError, ValueError, KeyError, TypeError, ValidationError):
        return []


def _busline(settings: Settings, *arguments: str) -> str:
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
    return done.stdout
