"""Opening the record, reading from it, and changing it in one short transaction."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from busline.clock import Clock
from busline.errors import Away, StaleEdit
from busline.record.history import keep_history
from busline.record.tables import OutboxMessage

BUSY_TIMEOUT_S = 10  # how long a writer waits for another before it gives up


class ReadSession(Session):
    """A session that only reads; whatever it holds is never written back."""

    def flush(self, objects: Any = None) -> None:
        """Refuse to write.

        Raises
        ------
        RuntimeError
            If something was added, changed or deleted in a session that reads.
        """
        if self.new or self.deleted or any(self.is_modified(row) for row in self.dirty):
            raise RuntimeError("a reading session can't change the record; use Record.change")


class WriteSession(Session):
    """A session in which every change is appended to the history with who, when and why."""

    def explain(self, why: str) -> None:
        """Set the reason that the history keeps for the changes flushed from here on."""
        self.flush()
        self.info["why"] = why

    def tell(self, line_id: str, channel: str, message: dict[str, Any]) -> None:
        """Put a message for the feed into the outbox; it leaves after this transaction has committed."""
        self.add(OutboxMessage(line_id=line_id, channel=channel, message=message, made_at=self.info["at"]))


class Record:
    """The SQL database of all lines.

    Parameters
    ----------
    url
        An SQLAlchemy URL; ``sqlite:///path`` or ``postgresql+psycopg://…``.
    clock
        Gives the time that the history keeps.
    """

    def __init__(self, url: str, clock: Clock) -> None:
        self.url = url
        self.clock = clock
        self.engine = _engine(url)
        self._writing = self.engine.execution_options(busline_writes=True)

    @contextmanager
    def read(self) -> Iterator[ReadSession]:
        """Open a session that reads one consistent state.

        Raises
        ------
        Away
            If the database can't be reached.
        """
        with _reachable(), ReadSession(self.engine, autoflush=False, expire_on_commit=False) as session:
            yield session

    @contextmanager
    def change(self, who: str, why: str = "") -> Iterator[WriteSession]:
        """Open a transaction; it commits at the end of the block and rolls back on any error.

        Raises
        ------
        Away
            If the database can't be reached or stays locked.
        StaleEdit
            If a row was changed by somebody else since it was read.
        """
        with _reachable(), WriteSession(self._writing, expire_on_commit=False) as session:
            session.info.update(who=who, why=why, at=self.clock.now())
            try:
                with session.begin():
                    yield session
            except StaleDataError as stale:
                raise StaleEdit("Somebody else changed this meanwhile. Load it again.") from stale

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()


keep_history(WriteSession)


@contextmanager
def _reachable() -> Iterator[None]:
    try:
        yield
    except OperationalError as broken:
        raise Away("The record can't be reached now. Try again in a moment.", part="record") from broken


def _engine(url: str) -> Engine:
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        return create_engine(
            parsed, pool_pre_ping=True, pool_size=10, connect_args={"connect_timeout": BUSY_TIMEOUT_S}
        )
    if parsed.database:
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(parsed, connect_args={"timeout": BUSY_TIMEOUT_S}, pool_size=20, max_overflow=40)
    event.listen(engine, "connect", _set_up_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _set_up_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # transactions are begun by _begin_sqlite, not by the driver
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",  # a commit survives a power cut
        "foreign_keys=ON",
        f"busy_timeout={BUSY_TIMEOUT_S * 1000}",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    # A writer takes the write lock at once: one that first reads and then writes could deadlock.
    writes = connection.get_execution_options().get("busline_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
