"""Computing a line's driving times, checking them, and adding them to the record."""

from datetime import datetime

import numpy as np
from sqlalchemy import select

from busline.errors import UnknownNoun
from busline.record.engine import WriteSession
from busline.record.tables import Line, Stop, TravelMatrix
from busline.travel.change import MatrixChange, compare
from busline.travel.checks import check_times
from busline.travel.closure import Shortening, metric_closure
from busline.travel.matrix import StopMatrix, find_matrix
from busline.travel.points import Point
from busline.travel.settings import travel_settings
from busline.travel.source import Report, TravelSource, say_nothing
from busline.travel.sources import source_from


def fill_matrix(
    session: WriteSession,
    line_id: str,
    source: TravelSource | None,
    now: datetime,
    report: Report = say_nothing,
) -> MatrixChange:
    """Compute the driving times between all stops of a line that have coordinates, and keep them.

    Parameters
    ----------
    source
        Where the times come from; ``None`` for what the line's own settings say.
    now
        Kept with the times.

    Raises
    ------
    UnknownNoun
        If there is no such line.
    InvalidInput
        If the line's travel settings can't be used.
    TravelNonsense
        If the times can't be right; nothing is stored.
    TravelSourceAway, TravelSourceWrong
        If the source does not give times.
    """
    line = session.get(Line, line_id)
    if line is None:
        raise UnknownNoun("line", line_id)
    session.flush()
    stops = session.scalars(select(Stop).where(Stop.line_id == line_id).order_by(Stop.id)).all()
    placed = {s.id: Point(s.lat, s.lon) for s in stops if s.lat is not None and s.lon is not None}
    unplaced = tuple(stop.id for stop in stops if stop.id not in placed)
    source = source or source_from(travel_settings(line.travel))
    before = find_matrix(session, line_id)
    seconds, shortening = driving_times(placed, source, report)
    after = StopMatrix(
        stop_ids=tuple(placed),
        seconds=seconds,
        source=source.name,
        computed_at=now,
        revision=1 if before is None else before.revision + 1,
    )
    return _store(session, line_id, before, after, unplaced, shortening)


def driving_times(
    placed: dict[str, Point], source: TravelSource, report: Report = say_nothing
) -> tuple[np.ndarray[tuple[int, ...], np.dtype[np.int64]], Shortening]:
    """Return checked driving times between `placed` stops, of which no detour over a third is shorter."""
    points = list(placed.values())
    times = source.matrix(points, report)
    check_times(list(placed), points, times)
    return metric_closure(times.seconds)


def _store(
    session: WriteSession,
    line_id: str,
    before: StopMatrix | None,
    after: StopMatrix,
    unplaced: tuple[str, ...],
    shortening: Shortening,
) -> MatrixChange:
    same = before is not None and _same(before, after)
    stored = bool(after.stop_ids) and not same
    if stored:
        session.add(
            TravelMatrix(
                line_id=line_id,
                revision=after.revision,
                source=after.source,
                computed_at=after.computed_at,
                stop_ids=list(after.stop_ids),
                seconds=after.seconds.tolist(),
            )
        )
        session.flush()
    pairs_changed, biggest = compare(before, after)
    earlier = () if before is None else before.stop_ids
    return MatrixChange(
        line_id=line_id,
        stored=stored,
        revision=after.revision if stored else 0 if before is None else before.revision,
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


def _same(before: StopMatrix, after: StopMatrix) -> bool:
    return (
        before.stop_ids == after.stop_ids
        and before.source == after.source
        and np.array_equal(before.seconds, after.seconds)
    )
