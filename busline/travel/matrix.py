"""The newest driving times of a line, as planning and pages use them."""

from dataclasses import dataclass, field
from datetime import datetime

import numpy as np
from sqlalchemy import select
from sqlalchemy.orm import Session

from busline.errors import BuslineError, ErrorKind, UnknownNoun
from busline.record.tables import TravelMatrix
from busline.travel.points import Point
from busline.travel.source import Seconds, SourceKind


class NoTravelTimes(BuslineError):
    """The line has no driving times yet, so nothing can be planned on it."""

    code = "no-travel-times"
    kind = ErrorKind.CONFLICT


@dataclass(frozen=True, eq=False)
class StopMatrix:
    """Driving seconds between the stops of a line.

    Attributes
    ----------
    stop_ids
        The stops in the order of rows and columns.
    seconds
        Square array of int64, read-only; the diagonal is zero and no detour over a third stop is shorter.
    source, computed_at, revision
        Where the times come from, when they were computed, and which in the line's row of matrices this is.
    places
        Where the stops lay when the times were computed; empty in an old matrix.
    """

    stop_ids: tuple[str, ...]
    seconds: Seconds
    source: str
    computed_at: datetime
    revision: int = 1
    places: tuple[Point, ...] = ()
    positions: dict[str, int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        self.seconds.setflags(write=False)
        object.__setattr__(self, "positions", {stop: i for i, stop in enumerate(self.stop_ids)})

    @property
    def kind(self) -> SourceKind | None:
        """Which family of sources the times come from, where their name tells."""
        try:
            return SourceKind(self.source.partition(":")[0])
        except ValueError:
            return None

    def index(self, stop_id: str) -> int:
        """Return the row and column of a stop.

        Raises
        ------
        UnknownNoun
            If the stop has no driving times: it has no coordinates, or is newer than the matrix.
        """
        try:
            return self.positions[stop_id]
        except KeyError:
            raise UnknownNoun("stop with driving times", stop_id) from None

    def between(self, from_stop: str, to_stop: str) -> int:
        """Return the driving seconds from one stop to another."""
        return int(self.seconds[self.index(from_stop), self.index(to_stop)])


def latest_matrix(session: Session, line_id: str) -> StopMatrix:
    """Return the driving times that count now.

    Raises
    ------
    NoTravelTimes
        If the line has none.
    """
    matrix = find_matrix(session, line_id)
    if matrix is None:
        raise NoTravelTimes(
            f"Line “{line_id}” has no driving times yet. Run “busline travel --line {line_id}”.", line=line_id
        )
    return matrix


def find_matrix(session: Session, line_id: str) -> StopMatrix | None:
    """Return the driving times that count now, or nothing."""
    row = newest_row(session, line_id)
    if row is None:
        return None
    size = len(row.stop_ids)
    return StopMatrix(
        stop_ids=tuple(row.stop_ids),
        seconds=np.array(row.seconds, dtype=np.int64).reshape(size, size),
        source=row.source,
        computed_at=row.computed_at,
        revision=row.revision,
        places=tuple(Point(lat, lon) for lat, lon in row.places),
    )


def newest_row(session: Session, line_id: str) -> TravelMatrix | None:
    """Return the newest row of a line's matrices, or nothing."""
    newest = select(TravelMatrix).where(TravelMatrix.line_id == line_id)
    return session.scalars(newest.order_by(TravelMatrix.revision.desc()).limit(1)).first()
