"""Connections to the database of the record, set up once for what each is used for."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url

from busline.errors import Away

BUSY_TIMEOUT_S = 10  # how long a writer waits for another before it gives up
FROZEN_S = 60  # who leaves a transaction open and says nothing for so long is frozen (PostgreSQL ends it)
READ_ONLY = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}


@dataclass(frozen=True)
class Connections:
    """Engines of one database.

    Attributes
    ----------
    reading
        A transaction sees one state throughout, and can't write.
    writing, unsynced
        A transaction that has committed survives a power cut; on an ``unsynced`` SQLite not until a synced
        one has committed after it.
    reshaping
        Tables may be taken apart: SQLite does not check references.
    """

    reading: Engine
    writing: Engine
    unsynced: Engine
    reshaping: Engine

    def close(self) -> None:
        """Close all connections."""
        for engine in (self.reading, self.writing, self.unsynced, self.reshaping):
            engine.dispose()


def connect_to(url: str) -> Connections:
    """Return the engines of the database at `url`; they connect when they are first used.

    Raises
    ------
    Away
        If the folder for an SQLite file can't be made.
    """
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        return _to_sqlite(parsed)
    engine = create_engine(
        parsed, pool_pre_ping=True, pool_size=10, connect_args={"connect_timeout": BUSY_TIMEOUT_S}
    )
    event.listen(engine, "connect", _set_up_postgresql)
    # By default each statement of a transaction sees what was committed a moment before it.
    return Connections(engine.execution_options(**READ_ONLY), engine, engine, engine)


def _set_up_postgresql(connection: Any, _record: object) -> None:
    """Let nobody wait for a lock for ever: the process that holds it may be frozen."""
    with connection.cursor() as cursor:
        cursor.execute(f"SET lock_timeout = '{BUSY_TIMEOUT_S}s'")
        cursor.execute(f"SET idle_in_transaction_session_timeout = '{FROZEN_S}s'")
    connection.commit()


def _to_sqlite(url: URL) -> Connections:
    if url.database:
        _make_folder(Path(url.database).parent)
    # A writer takes the write lock at once: one that first reads and then writes could deadlock.
    to_write = "BEGIN IMMEDIATE"
    return Connections(
        reading=_sqlite(url, "BEGIN", {"query_only": "ON"}),
        writing=_sqlite(url, to_write, {"foreign_keys": "ON", "synchronous": "FULL"}),
        unsynced=_sqlite(url, to_write, {"foreign_keys": "ON", "synchronous": "NORMAL"}),
        # Tables are rebuilt by copying, which foreign keys would refuse; they are checked before the commit.
        reshaping=_sqlite(url, to_write, {"foreign_keys": "OFF", "synchronous": "FULL"}),
    )


def _sqlite(url: URL, begin: str, pragmas: Mapping[str, str]) -> Engine:
    engine = create_engine(url, connect_args={"timeout": BUSY_TIMEOUT_S}, pool_size=20, max_overflow=40)

    def set_up(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # transactions are begun below, not by the driver
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_S * 1000}")
        for name, value in pragmas.items():
            connection.execute(f"PRAGMA {name}={value}")

    def begin_transaction(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    event.listen(engine, "connect", set_up)
    event.listen(engine, "begin", begin_transaction)
    return engine


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)  # it will name people
    except OSError as refused:
        raise Away(
            f"The folder {folder} for the record can't be made: {refused.strerror}. Name another with "
            "--data or BUSLINE_DATA_DIR.",
            part="record",
        ) from refused
