"""A van's layouts as linear limits on seats and wheelchairs.

What fits is a staircase: for each number of wheelchairs, the most seats that some layout leaves. Its upper
hull gives linear cuts that every load which fits keeps. Where no other load of whole places keeps them, the
cuts are the layouts; where some does, the staircase itself must be asked as well.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from busline.nouns import Layout


class Cut(NamedTuple):
    """``seat_weight`` × seats + ``wheelchair_weight`` × wheelchairs ≤ ``limit``."""

    seat_weight: int
    wheelchair_weight: int
    limit: int

    def holds(self, seats: int, wheelchairs: int) -> bool:
        """Tell whether a load keeps this cut."""
        return self.seat_weight * seats + self.wheelchair_weight * wheelchairs <= self.limit


def staircase(layouts: Sequence[Layout]) -> list[int]:
    """Return, for 0, 1, 2, … wheelchairs, the most seats that a layout with as many places leaves."""
    most = max(layout.wheelchairs for layout in layouts)
    return [max(x.seats for x in layouts if x.wheelchairs >= count) for count in range(most + 1)]


def cuts_of(layouts: Sequence[Layout]) -> list[Cut]:
    """Return the linear cuts of `layouts`: most wheelchairs, most seats, and the slopes between."""
    steps = staircase(layouts)
    corners: list[tuple[int, int]] = []
    for wheelchairs, seats in enumerate(steps):
        while len(corners) > 1 and not _turns_right(corners[-2], corners[-1], (wheelchairs, seats)):
            corners.pop()
        corners.append((wheelchairs, seats))
    cuts = [Cut(0, 1, len(steps) - 1), Cut(1, 0, steps[0])]
    for (w1, s1), (w2, s2) in pairwise(corners):
        if s2 < s1:
            cuts.append(Cut(w2 - w1, s1 - s2, (w2 - w1) * s1 + (s1 - s2) * w1))
    return cuts


def cuts_are_exact(layouts: Sequence[Layout]) -> bool:
    """Tell whether every load of whole places that keeps the cuts fits one of `layouts`."""
    steps, cuts = staircase(layouts), cuts_of(layouts)
    return not any(
        all(cut.holds(seats, wheelchairs) for cut in cuts)
        for wheelchairs, most in enumerate(steps)
        for seats in range(most + 1, steps[0] + 1)
    )


def _turns_right(one: tuple[int, int], two: tuple[int, int], three: tuple[int, int]) -> bool:
    return (two[0] - one[0]) * (three[1] - one[1]) < (two[1] - one[1]) * (three[0] - one[0])
