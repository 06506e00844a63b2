"""The best plan of the routes at hand: set partitioning by OR-Tools CP-SAT."""

import math
import time
from collections.abc import Sequence
from dataclasses import dataclass

from ortools.sat.python import cp_model

from dispatcher.bound.kinds import Kind
from dispatcher.bound.master import Column
from dispatcher.planning.problem import Plan, Problem
from dispatcher.planning.search.search_tables import as_route


@dataclass(frozen=True, slots=True)
class Recombined:
    """The cheapest plan that was found, what it costs, and what no plan of the columns costs less than."""

    plan: Plan
    cost: int
    bound: int


def recombine(
    problem: Problem,
    kinds: Sequence[Kind],
    columns: Sequence[Column],
    known: Sequence[Column],
    *,
    seconds: float,
    seed: int,
) -> Recombined:
    """Return the cheapest plan of columns that serves every ride once, as far as `seconds` suffice.

    Columns count with their costs, which leave detour and waiting aside.

    Parameters
    ----------
    known
        The columns of a plan, to begin with; they may be chosen too.
    """
    begun = time.monotonic()
    columns = [*columns, *known]
    model = cp_model.CpModel()
    chosen = [model.new_bool_var("") for _ in columns]
    serving: list[list[cp_model.IntVar]] = [[] for _ in problem.rides]
    driving: list[list[cp_model.IntVar]] = [[] for _ in kinds]
    for number, (column, variable) in enumerate(zip(columns, chosen, strict=True)):
        driving[column.kind].append(variable)
        for ride in column.rides:
            serving[ride].append(variable)
        model.add_hint(variable, number >= len(columns) - len(known))
    for variables in serving:
        model.add_exactly_one(variables)
    for kind, variables in zip(kinds, driving, strict=True):
        model.add(sum(variables) <= len(kind.duties))
    model.minimize(sum(column.cost * variable for column, variable in zip(columns, chosen, strict=True)))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = seed % 2**31
    left_s = seconds - (time.monotonic() - begun)  # spelling out many routes takes a while
    solver.parameters.max_time_in_seconds = max(left_s, 0.01)
    solver.parameters.linearization_level = 2
    status = solver.solve(model)
    taken = list(known)
    if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        taken = [column for column, variable in zip(columns, chosen, strict=True) if solver.value(variable)]
    cost = sum(column.cost for column in taken)
    bound = cost if status == cp_model.OPTIMAL else math.floor(solver.best_objective_bound)
    return Recombined(_plan_of(problem, kinds, taken), cost, min(bound, cost))


def _plan_of(problem: Problem, kinds: Sequence[Kind], columns: Sequence[Column]) -> Plan:
    plan = Plan.empty(problem)
    free = [list(kind.duties) for kind in kinds]
    for column in columns:
        plan = plan.with_route(free[column.kind].pop(0), as_route(problem, column.rows))
    return plan
