"""Opening the record that the settings name: one way for every command."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from busline.clock import Clock, SystemClock
from busline.settings import Settings

if TYPE_CHECKING:
    from busline.record.engine import Record

DataOption = Annotated[
    Path | None,
    typer.Option("--data", help="Folder with the record; without it, the one that the settings name."),
]
"""The option ``--data DIR`` of every command that opens the record."""


def settings_for(data: Path | None) -> Settings:
    """Return the settings, those of the folder `data` where it is given.

    A folder named on the command line wins over ``BUSLINE_DATA_DIR`` and ``BUSLINE_RECORD_URL``.
    """
    return Settings() if data is None else Settings(data_dir=data.absolute(), record_url="")


def open_record(data: Path | None = None, clock: Clock | None = None) -> "Record":
    """Open the record of `data` (or of the settings) and bring it to the tables of this version.

    Close it with `Record.close` when done.

    Raises
    ------
    Away
        If the database can't be reached or its folder can't be made.
    """
    # Only here: a command whose options are read must not wait for SQLAlchemy and Alembic.
    from busline.record.engine import Record
    from busline.record.migrate import migrate

    record = Record(settings_for(data).record_address, clock or SystemClock())
    try:
        migrate(record)
    except BaseException:
        record.close()
        raise
    return record
