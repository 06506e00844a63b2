"""What a labelling earns and pays on its way: the prices of the master problem, in whole numbers."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from dispatcher.bound.conditions import Condition
from dispatcher.bound.cuts import Cut
from dispatcher.bound.labels import Ints, Masks

BITS_A_WORD = 64


class Rewards(NamedTuple):
    """Rewards and fines by row of the label tables.

    A label has a bit for each condition that is fined. It is set while the next of the condition's rides
    that is dropped off pays the fine: of a cut, after one of the rides and again after the third; of so many
    vans at least, after the first; of so many at most, before the first.

    Attributes
    ----------
    of_rows
        What a visit earns: a ride's reward at its drop-off, which riders on board have ahead too.
    fines
        By condition: what a route pays each time that it counts in it.
    fines_of_bits, rides_of_bits
        By bit: the fine, and the condition's rides (-1: no more of them).
    bits_of_rows
        Shape (rows, words): a set, the bits of the conditions that a visit counts in; drop-offs count.
    at_least, at_most
        Sets: the bits of the conditions of so many vans at least, and of those of so many at most.
    """

    of_rows: Ints
    fines: Ints
    fines_of_bits: Ints
    rides_of_bits: Ints
    bits_of_rows: Masks
    at_least: Masks
    at_most: Masks

    @property
    def asked(self) -> Ints:
        """What each ride pays, then what each condition fines."""
        return np.concatenate((self.of_rows[1:-1:2], self.fines))


def rewards_of(rides: Ints, fines: Ints, conditions: Sequence[Condition], words: int) -> Rewards:
    """Return rewards by ride and fines by condition as a labelling reads them, with bits in so many words.

    Cuts are of three rides each. Where there are not bits enough the least fines are waived, which can make
    a bound no higher.
    """
    of_rows = np.zeros(2 * len(rides) + 1, dtype=np.int64)
    of_rows[1:-1:2] = rides
    fined = np.argsort(-fines, kind="stable")[: min(np.count_nonzero(fines > 0), BITS_A_WORD * words)]
    waived = np.ones(len(fines), dtype=np.bool_)
    waived[fined] = False
    most_rides = max((len(conditions[number].rides) for number in fined), default=0)
    rides_of_bits = np.full((len(fined), most_rides + 1), -1, dtype=np.int64)
    bits_of_rows = np.zeros((len(of_rows), words), dtype=np.uint64)
    at_least, at_most = np.zeros((2, words), dtype=np.uint64)
    for place, number in enumerate(fined):
        condition = conditions[number]
        word, bit = place // BITS_A_WORD, np.uint64(1 << (place % BITS_A_WORD))
        rides_of_bits[place, : len(condition.rides)] = condition.rides
        bits_of_rows[2 * np.array(condition.rides) + 1, word] |= bit
        if not isinstance(condition, Cut):
            (at_least if condition.at_least else at_most)[word] |= bit
    return Rewards(
        of_rows, np.where(waived, 0, fines), fines[fined], rides_of_bits, bits_of_rows, at_least, at_most
    )


def no_rewards(rides: int, words: int) -> Rewards:
    """Return what leaves the costs of routes as they are."""
    return rewards_of(np.zeros(rides, dtype=np.int64), np.zeros(0, dtype=np.int64), [], words)
