"""Choosing which further cells are hidden, so that the first ones can't be worked out."""

from busline.reports.suppression.audit import largest_move
from busline.reports.suppression.flow import Flow, any_count, small_or_not
from busline.reports.suppression.network import Key, Network
from busline.reports.suppression.rule import least_width


def choose_hidden(network: Network) -> frozenset[Key] | None:
    """Return all cells to hide; None where no choice protects what must be.

    What was proven of a cell stays proven, as hiding more leaves a reader more to wonder about.
    """
    choosing = _Choosing(network)
    # The largest first: their wide cycles often protect the small ones too.
    waiting = sorted(network.breaking, key=lambda key: (-network.cells[key].count.value, key))
    choosing.hidden.update(waiting)
    while waiting:
        key = waiting.pop()
        opened = choosing.protect(key)
        if opened is None:
            return None
        waiting.extend(sorted(opened))
    return frozenset(choosing.hidden)


class _Choosing:
    def __init__(self, network: Network) -> None:
        self._network = network
        self.hidden: set[Key] = set()
        self._undecided: set[Key] = set()  # cells shown to have at least two values

    def protect(self, key: Key) -> set[Key] | None:
        """Return the cells that had to be hidden for this one; None where nothing helps."""
        opened: set[Key] = set()
        if key not in self._undecided and not self._leave_two_values(key, opened):
            return None
        if self._network.cells[key].count.breaks_the_rule and not self._leave_a_range(key, opened):
            return None
        return opened

    def _leave_two_values(self, key: Key, opened: set[Key]) -> bool:
        flow = Flow(self._network, self.hidden, small_or_not, may_open=True)
        found = min(filter(None, (flow.cheapest(key, sign) for sign in (1, -1))), default=None)
        if found is None:
            return False
        self._open(found[1], opened)
        self._undecided.update(step for step, _ in found[1])  # all of the cycle moves by one
        return True

    def _leave_a_range(self, key: Key, opened: set[Key]) -> bool:
        wanted = least_width(self._network.cells[key].count.value)
        free = 0
        for sign in (1, -1):
            free += largest_move(self._network, self.hidden, key, sign, any_count, wanted - free)
        if free >= wanted:
            return True
        flows = {sign: Flow(self._network, self.hidden, any_count, may_open=True) for sign in (1, -1)}
        moved = 0
        while moved < wanted:
            ways = [(found, sign) for sign, flow in flows.items() if (found := flow.cheapest(key, sign))]
            if not ways:
                return False
            (_, path), sign = min(ways)
            moved += flows[sign].push(path, wanted - moved)
            self._open(path, opened)
        return True

    def _open(self, path: list[tuple[Key, int]], opened: set[Key]) -> None:
        fresh = {key for key, _ in path} - self.hidden
        self.hidden |= fresh
        opened |= fresh
