"""Fencing: the record knows who took a line last, so that no earlier owner can commit to its plan."""

from datetime import datetime

from sqlalchemy import bindparam, select

from busline.errors import Conflict, UnknownNoun
from busline.record.engine import WriteSession
from busline.record.tables import Line, LineLease
from busline.record.tables.base import table_of

_lease = table_of(LineLease).c
# The number alone: every answer to a caller asks for it.
_NEWEST = select(_lease.fencing).where(_lease.line_id == bindparam("line_id")).with_for_update()


class FencedOff(Conflict):
    """Another dispatcher took the line meanwhile; whoever is told this must stop planning it."""

    code = "fenced-off"


def take_fencing(session: WriteSession, line_id: str, holder: str, now: datetime) -> int:
    """Make `holder` the owner of a line and return its fencing number, higher than any before.

    Raises
    ------
    UnknownNoun
        If there is no such line.
    """
    lease = _locked(session, line_id) or _first(session, line_id, now)
    lease.fencing += 1
    lease.holder = holder
    lease.taken_at = now
    session.flush()
    return lease.fencing


def check_fencing(session: WriteSession, line_id: str, fencing: int) -> None:
    """Make sure that `fencing` is still the newest number, and that it stays so until this commits.

    Raises
    ------
    FencedOff
        If the line has been taken by another dispatcher since.
    """
    newest = session.scalar(_NEWEST, {"line_id": line_id})
    if newest != fencing:
        raise FencedOff(
            "Another dispatcher plans this line now.", line=line_id, fencing=fencing, newest=newest or 0
        )


def _locked(session: WriteSession, line_id: str) -> LineLease | None:
    # PostgreSQL keeps others off the row until the commit; in SQLite a writer is alone from its start.
    # A row that this session has loaded before the lock may be old: it is read again.
    return session.scalar(
        select(LineLease)
        .where(LineLease.line_id == line_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )


def _first(session: WriteSession, line_id: str, now: datetime) -> LineLease:
    """Add the row of a line that nobody has taken before; two at once wait for each other on the line."""
    line = session.scalar(select(Line.id).where(Line.id == line_id).with_for_update(key_share=True))
    if line is None:
        raise UnknownNoun("line", line_id)
    lease = _locked(session, line_id)
    if lease is None:
        lease = LineLease(line_id=line_id, fencing=0, holder="", taken_at=now)
        session.add(lease)
    return lease
