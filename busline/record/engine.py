"""Opening the record, reading from it, and changing it in one short transaction."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, func, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from busline.clock import Clock
from busline.errors import Away, StaleEdit
from busline.record.connections import BUSY_TIMEOUT_S, connect_to
from busline.record.day_changes import mark_day_changes
from busline.record.history import keep_history
from busline.record.tables import OutboxMessage

RESHAPE_LOCK = 0x6275736C  # any number that nobody else locks


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
        self.info["has_told"] = True
        self.add(OutboxMessage(line_id=line_id, channel=channel, message=message, made_at=self.info["at"]))

    @property
    def has_told(self) -> bool:
        """Whether this transaction leaves something in the outbox."""
        return "has_told" in self.info


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
        self._connections = connect_to(url)
        # SQLite has one writer at a time and lets the others sleep and try again: those of this process
        # wait for each other here instead, where whoever is next goes on at once.
        self._turn = threading.Lock() if self.engine.dialect.name == "sqlite" else None

    @property
    def engine(self) -> Engine:
        """What transactions that write and survive a power cut run on."""
        return self._connections.writing

    @contextmanager
    def read(self) -> Iterator[ReadSession]:
        """Open a session that reads one consistent state.

        Raises
        ------
        Away
            If the database can't be reached.
        """
        reading = self._connections.reading
        with reachable(), ReadSession(reading, autoflush=False, expire_on_commit=False) as session:
            yield session

    @contextmanager
    def change(self, who: str, why: str = "", *, survives_power_cut: bool = True) -> Iterator[WriteSession]:
        """Open a transaction; it commits at the end of the block and rolls back on any error.

        Parameters
        ----------
        who, why
            What the history keeps with every change.
        survives_power_cut
            False where one may undo it, until a transaction that survives is committed after it: SQLite then
            does not wait for the disk. The death of a process undoes nothing either way.

        Raises
        ------
        Away
            If the database can't be reached or stays locked.
        StaleEdit
            If a row was changed by somebody else since it was read.
        """
        engine = self._connections.writing if survives_power_cut else self._connections.unsynced
        with self._my_turn(), reachable(), WriteSession(engine, expire_on_commit=False) as session:
            session.info.update(who=who, why=why, at=self.clock.now())
            try:
                with session.begin():
                    yield session
            except StaleDataError as stale:
                raise StaleEdit("Somebody else changed this meanwhile. Load it again.") from stale

    @contextmanager
    def reshape(self) -> Iterator[Connection]:
        """Open a transaction that changes the tables themselves; one at a time, whoever else tries.

        Raises
        ------
        Away
            If the database can't be reached or stays locked.
        """
        with reachable(), self._connections.reshaping.begin() as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(select(func.pg_advisory_xact_lock(RESHAPE_LOCK)))
            yield connection
            if connection.dialect.name == "sqlite":
                _check_foreign_keys(connection)

    def close(self) -> None:
        """Close all connections."""
        self._connections.close()

    @contextmanager
    def _my_turn(self) -> Iterator[None]:
        if self._turn is None:
            yield
            return
        if not self._turn.acquire(timeout=BUSY_TIMEOUT_S):
            raise record_away()
        try:
            yield
        finally:
            self._turn.release()


keep_history(WriteSession)
mark_day_changes(WriteSession)


@contextmanager
def reachable() -> Iterator[None]:
    """Turn the driver's word for a database that is away into ours.

    Raises
    ------
    Away
        If the database can't be reached or stays locked.
    """
    try:
        yield
    except OperationalError as broken:
        # SQLite says "operational" of wrong statements and of a reader that writes too: those are ours.
        if getattr(broken.orig, "sqlite_errorname", "") in ("SQLITE_ERROR", "SQLITE_READONLY"):
            raise
        raise record_away() from broken


def record_away() -> Away:
    """Return what is said when the database can't be reached or stays locked."""
    return Away("The record can't be reached now. Try again in a moment.", part="record")


def _check_foreign_keys(connection: Connection) -> None:
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    if broken is not None:
        raise RuntimeError(f"a row of {broken[0]} would point at nothing in {broken[2]}")
