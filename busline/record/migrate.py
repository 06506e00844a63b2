"""Bringing a record to the tables of this version."""

from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from busline.record.engine import Record
from busline.record.tables import Base


def migrate(record: Record) -> None:
    """Apply every migration that `record` lacks; does nothing to a record that is up to date."""
    with record.engine.begin() as connection:
        command.upgrade(_config(connection), "head")


def revision_of(record: Record) -> tuple[str | None, str | None]:
    """Return the migration that `record` stands at and the newest there is."""
    with record.engine.connect() as connection:
        at = MigrationContext.configure(connection).get_current_revision()
        newest = ScriptDirectory.from_config(_config(connection)).get_current_head()
    return at, newest


def differences(record: Record) -> list[object]:
    """Return what the migrated tables of `record` lack against the declared ones (empty if nothing)."""
    with record.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return list(compare_metadata(context, Base.metadata))


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    return config
