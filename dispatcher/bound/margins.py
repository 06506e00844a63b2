"""How far above a bound the routes are listed that a plan could have: step by step, as far as is needed.

A step that is too long has more routes than can be gone through in time; too short ones list the same
routes again and again.
"""

import math

# As shares of the bound.
MARGINS = (0.0001, 0.0004, 0.001, 0.002, 0.003, 0.0045, 0.006, 0.008, 0.011, 0.015, 0.02, 0.027, 0.036, 0.05)

# From one margin to the next the routes become at most so many times as many, if they grow as before: then
# all lists together take twice as long as the last, which is twice as long as it need be at most.
MOST_GROWTH = 2.0

# But so few are listed, and gone through, in next to no time.
FEW = 2_000


def next_margin(reached: float, listed: int, growth: float) -> float | None:
    """Return the share of the bound up to which routes are listed next, or None after the last.

    Parameters
    ----------
    reached, listed
        The margin before, and how many routes lay below it.
    growth
        Of the number of routes, by `growth_of`.
    """
    beyond = [margin for margin in MARGINS if margin > reached]
    if not beyond or growth <= 0:
        return beyond[0] if beyond else None
    farthest = reached + math.log(max(MOST_GROWTH, FEW / listed)) / growth
    return max((margin for margin in beyond if margin <= farthest), default=farthest)


def growth_of(before: int, after: int, step: float) -> float:
    """Return how fast routes become more: the logarithm of their number for a step of one; 0 if unknown."""
    if min(before, after) < 1 or step <= 0:
        return 0.0
    return math.log(after / before) / step
