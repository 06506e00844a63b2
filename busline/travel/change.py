"""What new driving times change against the ones before."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from busline.travel.closure import Shortening
from busline.travel.matrix import StopMatrix

SHOWN_PAIRS = 20


@dataclass(frozen=True, slots=True)
class PairChange:
    """Driving seconds from one stop to another, before and after."""

    from_stop: str
    to_stop: str
    before_s: int
    after_s: int


@dataclass(frozen=True, slots=True)
class MatrixChange:
    """What came of computing a line's driving times.

    Attributes
    ----------
    stored
        Whether there is a new matrix; not so if it equals the one before.
    revision
        Of the matrix that counts now; 0 if the line has no stop with coordinates.
    pairs_changed, biggest
        How many pairs of stops that were in both have another time, and those with the biggest difference.
    added, removed
        Stops that the matrix before did not have, or no longer has.
    unplaced
        Stops of the line without coordinates, which have no driving times.
    shortening
        What the ways over third stops changed in the source's own times.
    """

    line_id: str
    stored: bool
    revision: int
    source: str
    source_before: str | None
    stops: int
    pairs_changed: int
    biggest: tuple[PairChange, ...]
    added: tuple[str, ...]
    removed: tuple[str, ...]
    unplaced: tuple[str, ...]
    shortening: Shortening

    def summary(self) -> dict[str, Any]:
        """Return the change as JSON knows it."""
        return asdict(self)


def change_from(
    line_id: str,
    before: StopMatrix | None,
    after: StopMatrix,
    unplaced: tuple[str, ...],
    shortening: Shortening = Shortening(0, 0),
) -> MatrixChange:
    """Return what `after` changes; `after` is `before` where there is nothing new."""
    pairs_changed, biggest = compare(before, after)
    earlier = () if before is None else before.stop_ids
    new = after is not before and bool(after.stop_ids)
    return MatrixChange(
        line_id=line_id,
        stored=new,
        revision=after.revision if new else 0 if before is None else before.revision,
        source=after.source,
        source_before=None if before is None else before.source,
        stops=len(after.stop_ids),
        pairs_changed=pairs_changed,
        biggest=biggest,
        added=tuple(stop for stop in after.stop_ids if stop not in earlier),
        removed=tuple(stop for stop in earlier if stop not in after.positions),
        unplaced=unplaced,
        shortening=shortening,
    )


def compare(before: StopMatrix | None, after: StopMatrix) -> tuple[int, tuple[PairChange, ...]]:
    """Return how many pairs of common stops changed, and the `SHOWN_PAIRS` that changed most."""
    if before is None:
        return 0, ()
    common = [stop for stop in after.stop_ids if stop in before.positions]
    old = _between(before, common)
    new = _between(after, common)
    difference = np.abs(new - old)
    order = np.argsort(difference, axis=None, kind="stable")[::-1][:SHOWN_PAIRS]
    pairs = (np.unravel_index(int(place), difference.shape) for place in order if difference.flat[place])
    return int(np.count_nonzero(difference)), tuple(
        PairChange(common[i], common[j], int(old[i, j]), int(new[i, j])) for i, j in pairs
    )


def _between(matrix: StopMatrix, stops: Sequence[str]) -> Any:
    rows = [matrix.index(stop) for stop in stops]
    return matrix.seconds[np.ix_(rows, rows)]
