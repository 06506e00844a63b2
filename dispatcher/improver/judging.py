"""Which of two plans is better, asked of the exact schedule and never of a solver's own model."""

from dispatcher.planning.check import check
from dispatcher.planning.goals import Goals
from dispatcher.planning.problem import Plan, Problem
from dispatcher.planning.route.costs import cost_of


def better_of(problem: Problem, present: Plan, proposed: Plan, goals: Goals) -> Plan:
    """Return `proposed` if it breaks no rule, drops nobody and costs less than `present`; else `present`."""
    if not present.served() <= proposed.served() or check(problem, proposed):
        return present
    better = cost_of(problem, proposed, goals) < cost_of(problem, present, goals)
    return proposed if better else present
