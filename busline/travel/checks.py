"""Refusing driving times that can't be: all faults at once, each with the stops it is about."""

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from busline.errors import Fault, InvalidInput
from busline.travel.points import Point, straight_lines_m
from busline.travel.source import DrivingTimes, Seconds

MAX_OFF_ROAD_M = 300  # a door further than this from any road was put in the wrong place
UNKNOWN_OFF_ROAD_M = 50  # what is allowed for where a source does not say how far it moved a point
MAX_ASYMMETRY = 5
# Next door against the one-way round the block is no fault; a way back of minutes more is.
ASYMMETRY_MATTERS_S = 120
MAX_SPEED_KMH = 150
MIN_SPEED_KMH = 1
SLOW_MATTERS_S = 900  # over a canal, the next stop may be a quarter of an hour away

Metres = npt.NDArray[np.float64]


class TravelNonsense(InvalidInput):
    """The driving times can't be right; nothing was stored."""

    code = "travel-nonsense"


def check_times(stop_ids: Sequence[str], points: Sequence[Point], times: DrivingTimes) -> None:
    """Check `times` between stops.

    Raises
    ------
    TravelNonsense
        If a stop lies off the road network, can't be reached or left, if both ways between two stops
        differ by a factor of five, if two stops at different places are zero apart, or if the way
        between them would take a speed over 150 km/h or under 1 km/h. One fault for each.
    """
    size = len(stop_ids)
    if times.seconds.shape != (size, size) or times.off_road_m.shape != (size,):
        raise TravelNonsense(f"The source gave no {size} × {size} driving times. Try another source.")
    metres = straight_lines_m(points)
    off_road = times.off_road_m > MAX_OFF_ROAD_M
    cut_off = _cut_off(times.seconds) & ~off_road
    # A stop that is wrong by itself says it once, not once for every other stop.
    sound = ~(off_road | cut_off)
    judged = sound[:, None] & sound[None, :] & ~np.eye(size, dtype=bool)
    faults = [
        *_off_road_faults(stop_ids, off_road, times.off_road_m),
        *_cut_off_faults(stop_ids, cut_off),
        *_pair_faults(stop_ids, judged, times, metres),
    ]
    if faults:
        raise TravelNonsense(
            f"These driving times can't be right ({len(faults)} faults). Nothing was stored. Correct the "
            "stops' coordinates, or take another source.",
            faults=faults,
        )


def _cut_off(seconds: Seconds) -> npt.NDArray[np.bool_]:
    """Stops that no other stop reaches, or that reach none (where there are at least three stops)."""
    size = len(seconds)
    if size < 3:
        return np.zeros(size, dtype=bool)
    missing = (seconds < 0) & ~np.eye(size, dtype=bool)
    return np.asarray((missing.sum(axis=0) == size - 1) | (missing.sum(axis=1) == size - 1))


def _off_road_faults(
    stop_ids: Sequence[str], off_road: npt.NDArray[np.bool_], off_road_m: Metres
) -> Iterator[Fault]:
    for i in np.flatnonzero(off_road).tolist():
        metres = round(float(off_road_m[i]))
        yield Fault(
            stop_ids[i],
            f"lies {metres} m from the nearest road that a van may use; at most {MAX_OFF_ROAD_M} m expected",
            "stop-off-network",
            {"stop": stop_ids[i], "metres": metres},
        )


def _cut_off_faults(stop_ids: Sequence[str], cut_off: npt.NDArray[np.bool_]) -> Iterator[Fault]:
    for i in np.flatnonzero(cut_off).tolist():
        yield Fault(
            stop_ids[i],
            "there is no way to it from any other stop, or none away from it",
            "stop-cut-off",
            {"stop": stop_ids[i]},
        )


def _pair_faults(
    stop_ids: Sequence[str], judged: npt.NDArray[np.bool_], times: DrivingTimes, metres: Metres
) -> Iterator[Fault]:
    seconds, back = times.seconds, times.seconds.T
    known = judged & (seconds >= 0)
    slack = np.where(np.isnan(times.off_road_m), UNKNOWN_OFF_ROAD_M, times.off_road_m)
    apart = np.maximum(metres - slack[:, None] - slack[None, :], 0)
    zero = known & (seconds == 0) & (metres > 0)
    kmh = apart * 3.6 / np.maximum(seconds, 1)
    lopsided = known & (back > 0) & (seconds >= MAX_ASYMMETRY * back)
    lopsided &= seconds - back > ASYMMETRY_MATTERS_S
    creeping = metres * 3.6 < MIN_SPEED_KMH * seconds
    for mask, code, text in (
        (judged & (seconds < 0), "unreachable", "there is no way"),
        (zero, "zero-apart", "0 s between different places, {metres} m apart"),
        (lopsided, "asymmetric", "{seconds} s there and {back} s back: over {factor} times as long"),
        (known & ~zero & (kmh > MAX_SPEED_KMH), "too-fast", "{metres} m in {seconds} s is too fast"),
        (known & (seconds > SLOW_MATTERS_S) & creeping, "too-slow", "{metres} m in {seconds} s is too slow"),
    ):
        for i, j in np.argwhere(mask).tolist():
            params = {
                "from": stop_ids[i],
                "to": stop_ids[j],
                "metres": round(float(metres[i, j])),
                "seconds": int(seconds[i, j]),
                "back": int(seconds[j, i]),
                "factor": MAX_ASYMMETRY,
            }
            yield Fault(f"{stop_ids[i]} → {stop_ids[j]}", text.format(**params), code, params)
