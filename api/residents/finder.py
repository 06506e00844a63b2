"""The residents of each line as they are found: kept in memory, and brought up to date before every look."""

import threading
import time
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from api.residents.search import Findable, Index
from busline.record.tables import Resident

# Counts may stay the same where one resident goes and another comes in one change: seldom, and not for long.
TRUST_COUNTS_S = 5.0
MOST_BY_ID = 200  # where more have changed, everybody is read: one statement instead of many


@dataclass
class _Known:
    """What was last read of a line: the version of each active resident, and the index made of it.

    ``counts`` are how many there are and the sum of their versions, which every change to one of them moves.
    """

    counts: tuple[int, int] = (0, 0)
    counts_until: float = 0.0
    versions: dict[str, int] = field(default_factory=dict)
    index: Index = field(default_factory=Index)


class ResidentFinder:
    """Finds residents by a few letters.

    Each look asks the record whether anything has changed, so that what any process has written is found at
    once, and reads those residents again that are new or have changed.

    Parameters
    ----------
    monotonic
        The clock by which counts are trusted for some seconds.
    """

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._lines: dict[str, _Known] = {}
        self._lock = threading.Lock()
        self._monotonic = monotonic

    def find(self, session: Session, line_id: str, asked: str, limit: int) -> list[Resident]:
        """Return the active residents that fit `asked`, the best first; everybody by name if it is empty."""
        with self._lock:
            known = self._lines.setdefault(line_id, _Known())
            self._bring_up_to_date(session, line_id, known)
            ids = known.index.best(asked, limit)
        wanted = select(Resident).where(Resident.line_id == line_id, Resident.id.in_(ids))
        return sorted(session.scalars(wanted), key=lambda resident: ids.index(resident.id))

    def _bring_up_to_date(self, session: Session, line_id: str, known: _Known) -> None:
        counts = _counts(session, line_id)
        now = self._monotonic()
        if counts == known.counts and now < known.counts_until:
            return
        versions = _versions(session, line_id)
        for resident_id in known.versions.keys() - versions.keys():
            known.index.remove(resident_id)
        changed = {one for one, version in versions.items() if known.versions.get(one) != version}
        for one in _read(session, line_id, changed) if changed else ():
            known.index.put(one)
        known.versions, known.counts, known.counts_until = versions, counts, now + TRUST_COUNTS_S


def _counts(session: Session, line_id: str) -> tuple[int, int]:
    wanted = select(func.count(), func.sum(Resident.version))
    count, versions = session.execute(wanted.where(Resident.line_id == line_id, Resident.active)).one()
    return count, int(versions or 0)


def _versions(session: Session, line_id: str) -> dict[str, int]:
    wanted = select(Resident.id, Resident.version).where(Resident.line_id == line_id, Resident.active)
    return {resident_id: version for resident_id, version in session.execute(wanted)}  # noqa: C416 - rows


def _read(session: Session, line_id: str, ids: Collection[str]) -> Iterator[Findable]:
    address = (Resident.street, Resident.house_number, Resident.postcode)
    wanted = select(Resident.id, Resident.name, Resident.phone, *address)
    wanted = wanted.where(Resident.line_id == line_id, Resident.active)
    if len(ids) <= MOST_BY_ID:
        wanted = wanted.where(Resident.id.in_(ids))
    for resident_id, name, phone, *parts in session.execute(wanted):
        if resident_id in ids:
            yield Findable(resident_id, name, phone, " ".join(parts))
