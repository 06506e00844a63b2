"""What else there is for a trip that the line has no place for, by the line's own list."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from busline.nouns import Aid, TransportKind
from busline.record.tables import OtherTransport

MOST = 3  # what somebody remembers of a sentence on the phone
_MODES: dict[TransportKind, frozenset[TransportKind]] = {
    TransportKind.TRAM: frozenset({TransportKind.TRAM}),
    TransportKind.BUS: frozenset({TransportKind.BUS}),
    TransportKind.TRAM_AND_BUS: frozenset({TransportKind.TRAM, TransportKind.BUS}),
}


@dataclass(frozen=True, slots=True)
class OtherWay:
    """One other way to travel: by tram or bus from ``name`` to ``to_name``, or with ``name`` by phone."""

    kind: TransportKind
    name: str
    to_name: str = ""
    phone: str = ""


def other_ways(session: Session, line_id: str, from_stop: str, to_stop: str, aid: Aid) -> list[OtherWay]:
    """Return what else there is between two stops for somebody with `aid`; trams and buses first."""
    rows = session.scalars(
        select(OtherTransport).where(OtherTransport.line_id == line_id).order_by(OtherTransport.id)
    )
    return ways_among([row for row in rows if not row.aids or aid in row.aids], from_stop, to_stop)


def ways_among(rows: Sequence[OtherTransport], from_stop: str, to_stop: str) -> list[OtherWay]:
    """Return which of `rows` help between two stops.

    A tram or a bus helps where it stops near both, and not where both are near the same halt: the line's
    stops are far from each other on foot, but then the tram would not be shorter.
    """
    return [*_by_timetable(rows, from_stop, to_stop), *_by_phone(rows, from_stop)][:MOST]


def _by_timetable(rows: Sequence[OtherTransport], from_stop: str, to_stop: str) -> Iterator[OtherWay]:
    """Yield one way for each pair of modes, so that no two say the same."""
    halts = [row for row in rows if row.kind in _MODES]
    told: set[TransportKind] = set()
    for there in (row for row in halts if from_stop in row.stops and to_stop not in row.stops):
        for other in (row for row in halts if to_stop in row.stops and row is not there):
            shared = (_MODES[there.kind] & _MODES[other.kind]) - told
            if shared:
                told |= shared
                kind = next(iter(shared)) if len(shared) == 1 else TransportKind.TRAM_AND_BUS
                yield OtherWay(kind, there.name, to_name=other.name)


def _by_phone(rows: Sequence[OtherTransport], from_stop: str) -> Iterator[OtherWay]:
    for row in rows:
        if row.kind not in _MODES and (not row.stops or from_stop in row.stops):
            yield OtherWay(row.kind, row.name, phone=row.phone)
