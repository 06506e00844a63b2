"""Direct driving times as they were known on a day: a later map does not change what a detour was."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from busline.figures.facts import Direct


@dataclass(frozen=True, slots=True)
class Known:
    """When a matrix was computed, and how to read it once it is needed."""

    revision: int
    computed: int
    read: Callable[[], tuple[Sequence[str], Sequence[Sequence[int]]]]


class DirectTimes:
    """The matrices of a line; each is read once, if at all."""

    def __init__(self, known: Iterable[Known]) -> None:
        self._known = sorted(known, key=lambda one: one.revision)
        self._read: dict[int, Direct] = {}

    def by_the_end_of(self, moment: int) -> Direct:
        """Return the newest times computed before `moment`; the first ones for any day before those."""
        before = [one for one in self._known if one.computed < moment]
        chosen = before[-1] if before else next(iter(self._known), None)
        if chosen is None:
            return lambda _from, _to: None
        if chosen.revision not in self._read:
            self._read[chosen.revision] = _direct(*chosen.read())
        return self._read[chosen.revision]


def _direct(stop_ids: Sequence[str], seconds: Sequence[Sequence[int]]) -> Direct:
    places = {stop: place for place, stop in enumerate(stop_ids)}

    def direct(from_stop: str, to_stop: str) -> int | None:
        if from_stop not in places or to_stop not in places:
            return None
        return int(seconds[places[from_stop]][places[to_stop]])

    return direct
