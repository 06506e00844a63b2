"""Bringing a record to the tables of this version."""

from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from busline.errors import BuslineError, ErrorKind
from busline.record.engine import Record
from busline.record.tables import Base


class NewerRecord(BuslineError):
    """The record has tables that this version does not know."""

    code = "newer-record"
    kind = ErrorKind.CONFLICT


def migrate(record: Record) -> None:
    """Apply every migration that `record` lacks; does nothing to a record that is up to date.

    All of them or none. Of several processes that try at once, one does it and the others wait for it.

    Raises
    ------
    Away
        If the database can't be reached or stays locked.
    NewerRecord
        If the record was last used by a newer version.
    """
    at, newest = revision_of(record)
    if at == newest:
        return
    with record.reshape() as connection:
        _require_known(connection)
        command.upgrade(_config(connection), "head")


def revision_of(record: Record) -> tuple[str | None, str | None]:
    """Return the migration that `record` stands at and the newest there is."""
    with record.read() as session:
        connection = session.connection()
        at = MigrationContext.configure(connection).get_current_revision()
        newest = ScriptDirectory.from_config(_config(connection)).get_current_head()
    return at, newest


def differences(record: Record) -> list[object]:
    """Return what the migrated tables of `record` lack against the declared ones (empty if nothing)."""
    with record.read() as session:
        context = MigrationContext.configure(session.connection(), opts={"compare_type": True})
        return list(compare_metadata(context, Base.metadata))


def _require_known(connection: Connection) -> None:
    at = MigrationContext.configure(connection).get_current_revision()
    known = {script.revision for script in ScriptDirectory.from_config(_config(connection)).walk_revisions()}
    if at is not None and at not in known:
        raise NewerRecord(
            f"The record stands at migration {at}, which this version does not know. Start the version "
            "that last used it, or a newer one.",
            revision=at,
        )


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    return config
