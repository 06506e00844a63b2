"""A first plan: rides are put in one by one, the one that can wait least first."""

import numpy as np

from dispatcher.planning.goals import LINE_GOALS, Goals
from dispatcher.planning.insertion.outlook_kernels import LIMIT_ENTRIES, OUTLOOK_ROWS
from dispatcher.planning.insertion.room import new_room
from dispatcher.planning.insertion.strip_kernels import STRIP_ENDS, STRIP_ROWS
from dispatcher.planning.problem import Plan, Problem
from dispatcher.planning.search.comparing_kernels import MEMO_COLUMNS, RANK_COLUMNS
from dispatcher.planning.search.order_kernels import MOST_ORDERS
from dispatcher.planning.search.repair_kernels import fill
from dispatcher.planning.search.scratch import Orders, Scratch
from dispatcher.planning.search.search_tables import SearchState, as_plan, search_tables

MEMO_ENTRIES = 1 << 18  # a power of two; eight megabytes


def construct(problem: Problem, *, keep: Plan | None = None, goals: Goals = LINE_GOALS) -> Plan:
    """Return a plan that serves as many rides as regret insertion finds places for.

    Each time the ride goes in whose second best duty would be worst compared with its best.

    Parameters
    ----------
    keep
        Routes to begin with; their rides stay on their duties and in their order, breaks may move.

    Raises
    ------
    InvalidInput
        When somebody is on board, but in no route of `keep`.
    """
    plan = keep if keep is not None else Plan.empty(problem)
    tables, state = search_tables(problem, plan, goals)
    # Rides that are wanted already are in; no chance is needed.
    fill(tables, state, np.random.default_rng(0), scratch_for(state))
    return as_plan(problem, state)


def scratch_for(state: SearchState) -> Scratch:
    """Return the room that the kernels need for a plan of this size."""
    duties, longest = state.routes.shape
    rides = len(state.duty_of)
    return Scratch(
        orders=_orders_for(duties, longest),
        bare=np.empty(longest, dtype=np.int64),
        order=np.empty(longest, dtype=np.int64),
        room=new_room(longest, len(state.begins)),
        increase=np.empty((rides, duties), dtype=np.int64),
        positions=np.empty((rides, duties, 2), dtype=np.int64),
        ranks=np.empty((rides, RANK_COLUMNS), dtype=np.int64),
        pool=np.empty(rides, dtype=np.int64),
        score=np.empty(rides, dtype=np.float64),
        not_on=np.full(rides, -1, dtype=np.int64),
        savings=np.zeros((rides, 2), dtype=np.int64),
        memo=np.zeros((MEMO_ENTRIES, MEMO_COLUMNS), dtype=np.int64),
    )


def _orders_for(duties: int, longest: int) -> Orders:
    places = MOST_ORDERS, duties
    return Orders(
        surveyed=np.zeros(duties, dtype=np.uint64),
        kept=np.empty(duties, dtype=np.int64),
        rows=np.empty((*places, longest), dtype=np.int64),
        outlooks=np.empty((*places, OUTLOOK_ROWS, longest + 1), dtype=np.int64),
        limits=np.empty((*places, LIMIT_ENTRIES), dtype=np.int64),
        strips=np.empty((*places, STRIP_ROWS, longest + STRIP_ENDS), dtype=np.int64),
    )
