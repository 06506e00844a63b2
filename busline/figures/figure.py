"""The figures of the review: one small definition each, over the totals of a period.

Page, API and whoever else shows a figure ask here, so that all say the same. The words of a figure, its name
and how it is computed, are in ``figures.ftl`` under ``figure-NAME`` and ``figure-NAME-how``.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from busline.figures.totals import Totals
from busline.nouns import BookingState

HOUR_S = 3600
Value = float | None


class Unit(StrEnum):
    """How a value is written."""

    COUNT = "count"
    SHARE = "share"  # 0 to 1
    SECONDS = "seconds"  # short ones: waiting, riding
    HOURS = "hours"  # of work or lending, in seconds
    CENTS = "cents"
    RATIO = "ratio"


class Group(StrEnum):
    """What a figure is about; figures stand together by it."""

    RIDERS = "riders"
    REFUSED = "refused"
    QUALITY = "quality"
    VANS = "vans"
    WORK = "work"
    MONEY = "money"


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure.

    Attributes
    ----------
    of
        Computes it; None where there is nothing to compute it from.
    parts
        The counts of a day that it is made of, as `Totals.count` names them.
    state
        The state of the bookings that it counts, where it is about bookings.
    """

    name: str
    group: Group
    unit: Unit
    of: Callable[[Totals], Value]
    parts: tuple[str, ...] = ()
    state: BookingState | None = None


def _count(name: str) -> Callable[[Totals], Value]:
    return lambda totals: totals.count(name)


def _over(above: str, below: str, factor: int = 1) -> Callable[[Totals], Value]:
    """Return one count over another, times `factor`; None where there is nothing below."""
    return lambda totals: factor * totals.count(above) / totals.count(below) if totals.count(below) else None


def _detour(totals: Totals) -> Value:
    measured = totals.count("measured")
    return (totals.count("ride_s") - totals.count("direct_s")) / measured if measured else None


def _hours_of_members(totals: Totals) -> list[int]:
    return sorted(worked for worked in totals.facts.worked.values() if worked > 0)


def _worked_mean(totals: Totals) -> Value:
    hours = _hours_of_members(totals)
    return sum(hours) / len(hours) if hours else None


def _worked_least(totals: Totals) -> Value:
    return min(_hours_of_members(totals), default=None)


def _worked_most(totals: Totals) -> Value:
    return max(_hours_of_members(totals), default=None)


def _cost(totals: Totals) -> Value:
    rates = totals.rates
    if not (rates.driver_hour_cents or rates.van_hour_cents or rates.day_cents):
        return None
    by_the_hour = totals.count("worked") * rates.driver_hour_cents
    by_the_hour += totals.count("used_s") * rates.van_hour_cents
    return round(by_the_hour / HOUR_S) + totals.days * rates.day_cents


def _cost_per_ride(totals: Totals) -> Value:
    cost, rides = _cost(totals), totals.count("rides")
    return None if cost is None or not rides else cost / rides


def _wages(totals: Totals) -> Value:
    cents = totals.rates.wage_hour_cents
    return round(totals.count("worked") * cents / HOUR_S) if cents else None


_DONE = BookingState.COMPLETED
FIGURES: dict[str, Figure] = {
    figure.name: figure
    for figure in (
        Figure("rides", Group.RIDERS, Unit.COUNT, _count("rides"), ("rides",), _DONE),
        Figure("requests", Group.RIDERS, Unit.COUNT, _count("requests"), ("requests",)),
        Figure("riders", Group.RIDERS, Unit.COUNT, lambda totals: totals.riders.all),
        Figure("new_riders", Group.RIDERS, Unit.COUNT, lambda totals: totals.riders.new),
        Figure("regular_riders", Group.RIDERS, Unit.COUNT, lambda totals: totals.riders.regular),
        Figure("lapsed_riders", Group.RIDERS, Unit.COUNT, lambda totals: totals.riders.lapsed),
        Figure("activity_rides", Group.RIDERS, Unit.COUNT, _count("activities"), ("activities",), _DONE),
        Figure("refusals", Group.REFUSED, Unit.COUNT, _count("refusals"), ("refusals",)),
        Figure(
            "cancellations",
            Group.REFUSED,
            Unit.COUNT,
            _count("cancellations"),
            ("cancellations",),
            BookingState.CANCELLED,
        ),
        Figure(
            "no_shows", Group.REFUSED, Unit.COUNT, _count("no_shows"), ("no_shows",), BookingState.NO_SHOW
        ),
        Figure("broken", Group.REFUSED, Unit.COUNT, _count("broken"), ("broken",), BookingState.BROKEN),
        Figure("on_time", Group.QUALITY, Unit.SHARE, _over("on_time", "rides"), ("on_time", "rides"), _DONE),
        Figure(
            "waiting", Group.QUALITY, Unit.SECONDS, _over("waited_s", "waited"), ("waited_s", "waited"), _DONE
        ),
        Figure(
            "ride_time",
            Group.QUALITY,
            Unit.SECONDS,
            _over("ride_s", "measured"),
            ("ride_s", "measured"),
            _DONE,
        ),
        Figure("detour", Group.QUALITY, Unit.SECONDS, _detour, ("ride_s", "direct_s", "measured"), _DONE),
        Figure("seats", Group.VANS, Unit.COUNT, _count("seats"), ("seats",), _DONE),
        Figure("wheelchairs", Group.VANS, Unit.COUNT, _count("wheelchairs"), ("wheelchairs",), _DONE),
        Figure("on_board", Group.VANS, Unit.RATIO, _over("person_s", "used_s"), ("person_s", "used_s")),
        Figure(
            "rides_per_van_hour",
            Group.VANS,
            Unit.RATIO,
            _over("rides", "used_s", HOUR_S),
            ("rides", "used_s"),
        ),
        Figure("lent", Group.VANS, Unit.HOURS, _count("lent_s"), ("windows", "lent_s")),
        Figure("used", Group.VANS, Unit.HOURS, _count("used_s"), ("used_s",)),
        Figure("used_share", Group.VANS, Unit.SHARE, _over("used_s", "lent_s"), ("used_s", "lent_s")),
        Figure("worked", Group.WORK, Unit.HOURS, _count("worked"), ("worked",)),
        Figure("members", Group.WORK, Unit.COUNT, lambda totals: len(_hours_of_members(totals))),
        Figure("worked_mean", Group.WORK, Unit.HOURS, _worked_mean, ("worked",)),
        Figure("worked_least", Group.WORK, Unit.HOURS, _worked_least, ("worked",)),
        Figure("worked_most", Group.WORK, Unit.HOURS, _worked_most, ("worked",)),
        Figure("cost", Group.MONEY, Unit.CENTS, _cost, ("worked", "used_s")),
        Figure("cost_per_ride", Group.MONEY, Unit.CENTS, _cost_per_ride, ("worked", "used_s", "rides")),
        Figure("wages", Group.MONEY, Unit.CENTS, _wages, ("worked",)),
    )
}
"""All figures by name, in the order in which they are shown."""
