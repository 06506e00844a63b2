"""Random quarters of a small line: rides of people, and the tables that are published of them."""

import random
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from busline.reports.suppression import Count, Network, one_way, rider_table, two_way

Name = TypeVar("Name")
WEEKDAYS, MONTHS, OUTCOMES = "1234567", "123", ("rides", "cancelled", "no_show", "broken")


@dataclass(frozen=True)
class Trip:
    """One booking."""

    rider: int
    start: str
    end: str
    hour: str
    weekday: str
    month: str
    outcome: str
    activity: str


def any_quarter(seed: int) -> dict[str, Network]:
    """Return the tables of a quarter, from a handful of rides to hundreds, evenly spread or not at all."""
    chance = random.Random(seed)
    people, bookings = chance.randint(5, 90), chance.choice((12, 40, 120, 300, 700))
    stops = [f"s{number}" for number in range(chance.randint(3, 7))]
    weights = [chance.random() ** 2 + 0.01 for _ in stops]
    hours = [f"h{number}" for number in range(chance.randint(2, 6))]
    trips = [
        Trip(
            min(chance.randrange(people), chance.randrange(people)),
            *chance.choices(stops, weights, k=2),
            chance.choice(hours),
            chance.choices(WEEKDAYS, (5, 5, 5, 5, 5, 1, 0.3))[0],
            chance.choice(MONTHS),
            chance.choices(OUTCOMES, (90, 8, 3, 1))[0],
            chance.choices(("", "coffee", "choir", "chess"), (20, 4, 1, 1))[0],
        )
        for _ in range(bookings)
    ]
    rides = [trip for trip in trips if trip.outcome == "rides"]
    return {
        "flows": _grid(rides, lambda one: one.start, lambda one: one.end, (stops, stops), total_known=True),
        "times": _grid(
            rides, lambda one: one.weekday, lambda one: one.hour, (WEEKDAYS, hours), total_known=True
        ),
        "outcomes": _grid(
            trips, lambda one: one.outcome, lambda one: one.month, (OUTCOMES, MONTHS), known_rows=["rides"]
        ),
        "activities": one_way(_counts(rides, lambda one: one.activity), _count(rides), total_known=True),
        "riders": rider_table(*(chance.choice((0, 1, 3, 9, 30)) for _ in range(4))),
    }


def _grid(
    trips: list[Trip],
    row: Callable[[Trip], str],
    column: Callable[[Trip], str],
    names: tuple[Iterable[str], Iterable[str]],
    **known: object,
) -> Network:
    empty = Count(0, 0)
    rows, columns = _counts(trips, row), _counts(trips, column)
    return two_way(
        _counts(trips, lambda one: (row(one), column(one))),
        {name: rows.get(name, empty) for name in names[0]},
        {name: columns.get(name, empty) for name in names[1]},
        _count(trips),
        **known,  # type: ignore[arg-type]
    )


def _counts(trips: list[Trip], key: Callable[[Trip], Name]) -> Mapping[Name, Count]:
    groups: dict[Name, list[Trip]] = {}
    for trip in trips:
        groups.setdefault(key(trip), []).append(trip)
    return {name: _count(group) for name, group in groups.items()}


def _count(trips: list[Trip]) -> Count:
    return Count(len(trips), len({trip.rider for trip in trips}))
