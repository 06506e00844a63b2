"""Counting things and the different people behind them at once."""

from collections import Counter
from collections.abc import Hashable, Mapping
from typing import Generic, TypeVar

from busline.reports.suppression import NOBODY, Count

Name = TypeVar("Name", bound=Hashable)


class Tally(Generic[Name]):
    """Counts by name."""

    def __init__(self) -> None:
        self._values: Counter[Name] = Counter()
        self._people: dict[Name, set[str]] = {}

    def add(self, name: Name, person: str) -> None:
        """Count something that somebody did."""
        self._values[name] += 1
        self._people.setdefault(name, set()).add(person)

    def __getitem__(self, name: Name) -> Count:
        return Count(self._values[name], len(self._people[name])) if name in self._people else NOBODY

    def all(self) -> Mapping[Name, Count]:
        """Return what was counted at all."""
        return {name: self[name] for name in self._people}
