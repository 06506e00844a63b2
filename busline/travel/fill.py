"""Computing a line's driving times, checking them, and adding them to the record."""

from collections.abc import Mapping
from datetime import datetime

import numpy as np
from sqlalchemy import select

from busline.errors import UnknownNoun
from busline.record.engine import WriteSession
from busline.record.tables import Line, Stop, TravelMatrix
from busline.travel.change import MatrixChange, compare
from busline.travel.checks import check_times
from busline.travel.closure import Shortening, metric_closure
from busline.travel.keeping import covers, extended_name, with_known, worth_keeping
from busline.travel.matrix import StopMatrix, find_matrix
from busline.travel.points import Point
from busline.travel.settings import travel_settings
from busline.travel.source import Report, Seconds, TravelSource, say_nothing
from busline.travel.sources import source_from

MAX_NAME = 200  # as long as the record's column


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
        Where the times come from. ``None`` for what the line's own settings say, as far as it is needed:
        times from a map or a server that somebody had computed are kept, and the settings fill in for
        stops that are new or were moved.
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
    before = find_matrix(session, line_id)
    known = None
    if source is None:
        settings = travel_settings(line.travel)
        source = source_from(settings)
        known = worth_keeping(before, settings.kind)
    if known is not None and covers(known, placed):
        return _store(session, line_id, before, known, unplaced, Shortening(0, 0))
    seconds, shortening = driving_times(placed, source, known, report)
    after = StopMatrix(
        stop_ids=tuple(placed),
        seconds=seconds,
        source=source.name if known is None else extended_name(known, source.name),
        computed_at=now,
        revision=1 if before is None else before.revision + 1,
        places=tuple(placed.values()),
    )
    return _store(session, line_id, before, after, unplaced, shortening)


def driving_times(
    placed: Mapping[str, Point], source: TravelSource, known: StopMatrix | None, report: Report
) -> tuple[Seconds, Shortening]:
    """Return checked driving times between `placed` stops, of which no detour over a third is shorter.

    What is `known` between stops that did not move takes the place of what `source` says.
    """
    points = list(placed.values())
    times = source.matrix(points, report)
    if known is not None:
        times = with_known(times, placed, known)
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
                source=after.source[:MAX_NAME],
                computed_at=after.computed_at,
                stop_ids=list(after.stop_ids),
                seconds=after.seconds.tolist(),
                places=[list(place) for place in after.places],
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
        and before.source == after.source[:MAX_NAME]
        and before.places == after.places
        and np.array_equal(before.seconds, after.seconds)
    )
