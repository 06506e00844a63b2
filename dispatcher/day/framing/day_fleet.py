"""The fleet of a day: what is asked about is put into it, duty by duty, as far as it differs."""

from dispatcher.day.framing.duty_framing import FramedDuty
from dispatcher.planning.fleet.fleet import Fleet
from dispatcher.planning.problem import Matrix

Slots = tuple[FramedDuty | None, ...]


class DayFleet:
    """A fleet that is brought in step before each use."""

    def __init__(self, travel_s: Matrix) -> None:
        self._fleet = Fleet(travel_s)
        self._slots: Slots = ()

    def of(self, slots: Slots) -> Fleet:
        """Return the fleet with exactly `slots` in it, good until the next call."""
        if self._slots is slots:
            return self._fleet
        before, self._slots = self._slots, ()  # nothing is known of it until all is in step
        if len(before) != len(slots):
            self._fleet.resize(0)
            self._fleet.resize(len(slots))
            before = (None,) * len(slots)
        for slot, framed in enumerate(slots):
            if framed is before[slot]:
                continue
            if framed is None:
                self._fleet.empty(slot)
            else:
                self._fleet.fill(slot, framed.frame, framed.route, framed.rides.__getitem__)
        self._slots = slots
        return self._fleet
