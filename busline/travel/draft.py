"""Computing a line's driving times, without storing them yet: that may take minutes, and blocks nobody."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from sqlalchemy import select
from sqlalchemy.orm import Session

from busline.errors import UnknownNoun
from busline.record.tables import Line, Stop
from busline.travel.change import MatrixChange, change_from
from busline.travel.checks import check_times
from busline.travel.closure import Shortening, metric_closure
from busline.travel.keeping import covers, extended_name, with_known, worth_keeping
from busline.travel.matrix import StopMatrix, find_matrix
from busline.travel.points import Point
from busline.travel.settings import travel_settings
from busline.travel.source import Report, Seconds, TravelSource, say_nothing
from busline.travel.sources import source_from

MAX_NAME = 200  # as long as the record's column


@dataclass(frozen=True, eq=False)
class MatrixDraft:
    """Checked driving times that could be stored, and what they would change."""

    line_id: str
    matrix: StopMatrix
    change: MatrixChange


@dataclass(frozen=True)
class LineStops:
    """The stops of a line: where they are, and those of which nobody knows."""

    placed: dict[str, Point]
    unplaced: tuple[str, ...]


def line_stops(session: Session, line_id: str) -> LineStops:
    """Return the stops of a line in the order of their ids."""
    stops = session.scalars(select(Stop).where(Stop.line_id == line_id).order_by(Stop.id)).all()
    placed = {s.id: Point(s.lat, s.lon) for s in stops if s.lat is not None and s.lon is not None}
    return LineStops(placed, tuple(stop.id for stop in stops if stop.id not in placed))


def draft_matrix(
    session: Session,
    line_id: str,
    source: TravelSource | None,
    now: datetime,
    report: Report = say_nothing,
) -> MatrixDraft:
    """Compute the driving times between all stops of a line that have coordinates.

    Parameters and errors are those of `busline.travel.fill_matrix`.
    """
    line = session.get(Line, line_id)
    if line is None:
        raise UnknownNoun("line", line_id)
    stops = line_stops(session, line_id)
    before = find_matrix(session, line_id)
    known = None
    if source is None:
        settings = travel_settings(line.travel)
        source = source_from(settings)
        known = worth_keeping(before, settings.kind)
    if before is not None and known is not None and covers(known, stops.placed):
        return MatrixDraft(line_id, before, change_from(line_id, before, before, stops.unplaced))
    seconds, shortening = _driving_times(stops.placed, source, known, report)
    name = source.name if known is None else extended_name(known, source.name)
    after = StopMatrix(
        stop_ids=tuple(stops.placed),
        seconds=seconds,
        source=name[:MAX_NAME],
        computed_at=now,
        revision=1 if before is None else before.revision + 1,
        places=tuple(stops.placed.values()),
    )
    if before is not None and _same(before, after):
        after = before
    return MatrixDraft(line_id, after, change_from(line_id, before, after, stops.unplaced, shortening))


def _driving_times(
    placed: Mapping[str, Point], source: TravelSource, known: StopMatrix | None, report: Report
) -> tuple[Seconds, Shortening]:
    """Return checked times; those `known` between stops that did not move go before the source's."""
    points = list(placed.values())
    times = source.matrix(points, report)
    if known is not None:
        times = with_known(times, placed, known)
    check_times(list(placed), points, times)
    return metric_closure(times.seconds)


def _same(before: StopMatrix, after: StopMatrix) -> bool:
    return (
        before.stop_ids == after.stop_ids
        and before.source == after.source
        and before.places == after.places
        and np.array_equal(before.seconds, after.seconds)
    )
