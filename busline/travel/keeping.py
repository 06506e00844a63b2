"""Keeping times that cost somebody a map or a server, when only a few stops are new."""

from collections.abc import Mapping
from dataclasses import replace

from busline.travel.matrix import StopMatrix
from busline.travel.points import Point
from busline.travel.source import DrivingTimes, SourceKind


def worth_keeping(before: StopMatrix | None, wanted: SourceKind) -> StopMatrix | None:
    """Return the matrix `before` if it knows more than the `wanted` kind of source, or as much."""
    if before is None or before.kind in (None, SourceKind.GREAT_CIRCLE):
        return None
    return before if wanted in (SourceKind.GREAT_CIRCLE, before.kind) else None


def covers(known: StopMatrix, placed: Mapping[str, Point]) -> bool:
    """Tell whether `known` has the times of all `placed` stops, at the places where they are now."""
    return all(_unmoved(known, stop, point) for stop, point in placed.items())


def with_known(times: DrivingTimes, placed: Mapping[str, Point], known: StopMatrix) -> DrivingTimes:
    """Return `times` with what is `known` between stops that did not move."""
    seconds = times.seconds.copy()
    kept = [(i, stop) for i, stop in enumerate(placed) if _unmoved(known, stop, placed[stop])]
    for i, origin in kept:
        for j, destination in kept:
            seconds[i, j] = known.between(origin, destination)
    return replace(times, seconds=seconds)


def extended_name(known: StopMatrix, name: str) -> str:
    """Return the name of times that are `known`, with those of the source `name` for newer stops."""
    return f"{known.source.partition('; ')[0]}; {name} for newer stops"


def _unmoved(known: StopMatrix, stop: str, point: Point) -> bool:
    return (
        stop in known.positions
        and len(known.places) == len(known.stop_ids)
        and known.places[known.index(stop)] == point
    )
