"""Compiling, or loading from the cache, everything that planning uses: the improver's kernels too."""

import numpy as np

from busline.nouns import Layout
from dispatcher.bound.proving import prove
from dispatcher.bound.separation import broken_larger
from dispatcher.planning import warming
from dispatcher.planning.goals import LINE_GOALS
from dispatcher.planning.problem import DutyFrame, Problem, Ride
from dispatcher.planning.search.construct import construct


def warm() -> None:
    """Run every kernel once on a tiny problem; the first time on a machine this takes a minute or two."""
    warming.warm()
    frame = DutyFrame("d", 0, 0, 0, 10_000, (Layout(seats=2),))
    rides = tuple(Ride(name, 0, 1, 1, 0, 0, 0, 0, 9_000, 0, 9_900, 900) for name in ("a", "b"))
    problem = Problem(np.array([[0, 9], [9, 0]], dtype=np.int64), (frame,), rides)
    prove(problem, construct(problem), LINE_GOALS, seconds=60, seed=0)
    broken_larger(np.ones((1, 6), dtype=np.bool_), np.ones(1), np.random.default_rng(0))
