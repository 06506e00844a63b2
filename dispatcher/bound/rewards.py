"""What a labelling earns and pays on its way: the prices of the master problem, in whole numbers."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from dispatcher.bound.cuts import Cut
from dispatcher.bound.labels import Ints, Masks

CUTS_A_WORD = 64


class Rewards(NamedTuple):
    """Rewards and fines by row of the label tables.

    Attributes
    ----------
    of_rows
        What a visit earns: a ride's reward at its drop-off, which riders on board have ahead too.
    fines
        By cut: what a route pays that serves two or more of its rides.
    cuts_of_rows
        Shape (rows, words): a set, the cuts that a visit counts in; drop-offs count.
    rides_of_cuts
        Shape (cuts, 3).
    """

    of_rows: Ints
    fines: Ints
    cuts_of_rows: Masks
    rides_of_cuts: Ints

    @property
    def asked(self) -> Ints:
        """What each ride pays, then what each cut fines."""
        return np.concatenate((self.of_rows[1:-1:2], self.fines))


def rewards_of(rides: Ints, fines: Ints, cuts: Sequence[Cut], words: int) -> Rewards:
    """Return rewards by ride and fines by cut as a labelling reads them, with cuts in sets of `words`.

    Cuts are of three rides each.
    """
    of_rows = np.zeros(2 * len(rides) + 1, dtype=np.int64)
    of_rows[1:-1:2] = rides
    cuts_of_rows = np.zeros((len(of_rows), words), dtype=np.uint64)
    for number, cut in enumerate(cuts):
        for ride in cut.rides:
            cuts_of_rows[2 * ride + 1, number // CUTS_A_WORD] |= np.uint64(1 << (number % CUTS_A_WORD))
    return Rewards(
        of_rows, fines, cuts_of_rows, np.array([cut.rides for cut in cuts], dtype=np.int64).reshape(-1, 3)
    )


def no_rewards(rows: int, words: int) -> Rewards:
    """Return what leaves the costs of routes as they are."""
    return Rewards(
        np.zeros(rows, dtype=np.int64),
        np.zeros(0, dtype=np.int64),
        np.zeros((rows, words), dtype=np.uint64),
        np.zeros((0, 3), dtype=np.int64),
    )
