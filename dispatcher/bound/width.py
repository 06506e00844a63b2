"""How wide a day is: in how many ways its rides can share a van, and so how many labels there are."""

from dispatcher.bound.kinds import kinds_of
from dispatcher.bound.label_tables import label_tables
from dispatcher.planning.goals import Goals
from dispatcher.planning.problem import Problem

# A larger day has more routes than can be gone through, and its tables would fill the memory.
MOST_RIDES = 200

# Rides that can be picked up while another is on board, for each of these: a day with more than the first
# is wide, with more than the second too wide. Days of 60 requests have up to 7, published instances with
# windows of a quarter up to 5. Of made-up instances one with 8.4 is proven within seconds, two of four with
# 9.9 to 11 came to a bound, and none of six with 13.7 to 37.
HARDLY_PROVEN = 9
MOST_NESTED = 12


def is_too_wide(problem: Problem, goals: Goals) -> bool:
    """Tell whether labels would be too many for a proof, before any time is spent on one."""
    rides = len(problem.rides)
    if rides <= MOST_NESTED:
        return False
    return rides > MOST_RIDES or _nested_a_ride(problem, goals) > MOST_NESTED


def is_wide(problem: Problem, goals: Goals) -> bool:
    """Tell whether a proof would need much time, and often more than there is."""
    return _nested_a_ride(problem, goals) > HARDLY_PROVEN


def _nested_a_ride(problem: Problem, goals: Goals) -> float:
    """Return how many others can be opened while a ride is open, on average, in the widest duty."""
    nested = [label_tables(problem, kind.frame, goals).may_nest for kind in kinds_of(problem)]
    return max((int(each.sum() - each.trace()) for each in nested), default=0) / max(len(problem.rides), 1)
