"""Compiled kernels of large neighbourhood search: which rides to take out, whether to go on from there."""

import numpy as np
import numpy.typing as npt

from dispatcher.planning.columns import PLACE
from dispatcher.planning.compiled import allocating_kernel, inlined_kernel, kernel, variable
from dispatcher.planning.insertion.insertion_kernels import HUGE
from dispatcher.planning.search.comparing_kernels import KEY, Repair, memo_key
from dispatcher.planning.search.repair_kernels import (
    cost_of_less,
    repair,
    settle_duty,
    take_out,
    without_ride,
)
from dispatcher.planning.search.route_pool import RoutePool, remember_touched
from dispatcher.planning.search.run_end_kernels import swap_tails, trim
from dispatcher.planning.search.scratch import Scratch
from dispatcher.planning.search.search_tables import SearchState, SearchTables, Walk

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

# Ways to take rides out.
RELATED = 0
AT_RANDOM = 1
WORST = 2
ROUTE = 3

# Of all rounds, the shares that take rides out by other ways than related ones.
SHARE_AT_RANDOM = 0.2
SHARE_WORST = 0.1
SHARE_ROUTE = 0.1

# Chance multiplies a ride's score by this much at least, and by one more at most.
LEAST_LUCK = 0.3

# Beside the key, what taking a ride out saves.
SAVED = 1

# Of all rounds, the shares that begin with two runs swapping tails, and with a run that is trimmed.
SWAPS = 0.5
TRIMS = 0.2

# Beside tails that are swapped, which takes some rides out already, so many times fewer are.
FEWER_BESIDE = 3

# Of all rounds, those that put in the cheapest ride first; the others ask what waiting may cost. They rarely
# lead to a better plan.
GREEDY = 0.1

# Of all rounds, those that leave to chance in part who is put in next.
NOISY = 0.5


@inlined_kernel
def draw_way(rng: np.random.Generator) -> int:
    """Draw a way to take rides out."""
    drawn = rng.random()
    if drawn < SHARE_AT_RANDOM:
        return AT_RANDOM
    if drawn < SHARE_AT_RANDOM + SHARE_WORST:
        return WORST
    if drawn < SHARE_AT_RANDOM + SHARE_WORST + SHARE_ROUTE:
        return ROUTE
    return RELATED


@kernel
def saving(tables: SearchTables, state: SearchState, ride: int, scratch: Scratch) -> int:
    """Return by how much the plan gets cheaper without a ride."""
    d = state.duty_of[ride]
    left = without_ride(tables, state, ride, scratch.room.longer)
    feasible, cost = cost_of_less(tables, d, scratch.room.longer, left, scratch.room.begins)
    return int(state.costs[d] - cost) if feasible else 0


@kernel
def known_saving(tables: SearchTables, state: SearchState, ride: int, scratch: Scratch) -> int:
    """Return what `saving` does; it is worked out anew only where the route of the ride is another."""
    known = scratch.savings[ride]
    key = memo_key(tables, state, state.duty_of[ride], ride)
    if known[KEY] != key:
        known[KEY], known[SAVED] = key, saving(tables, state, ride, scratch)
    return int(known[SAVED])


@kernel
def score_rides(
    tables: SearchTables, state: SearchState, way: int, seed: int, rng: np.random.Generator, scratch: Scratch
) -> None:
    """Give every ride a score by a way to take rides out; the lowest are taken out first.

    How much it counts that rides begin or end near each other, in place or in time, is drawn anew each round:
    who shares a way out shares other rides than who leaves the same house at the same hour.
    """
    nodes, travel, begins = tables.nodes, tables.travel, state.begins
    of_pickups, of_dropoffs = rng.random(), rng.random()
    of_boarding, of_alighting = rng.random(), rng.random()
    for r in range(len(state.duty_of)):
        if way == RELATED:
            apart = of_pickups * travel[nodes[2 * seed, PLACE], nodes[2 * r, PLACE]]
            apart += of_dropoffs * travel[nodes[2 * seed + 1, PLACE], nodes[2 * r + 1, PLACE]]
            apart += of_boarding * abs(begins[2 * seed] - begins[2 * r])
            apart += of_alighting * abs(begins[2 * seed + 1] - begins[2 * r + 1])
            scratch.score[r] = apart * (LEAST_LUCK + rng.random())
        elif way == WORST and tables.is_loose[r] and state.duty_of[r] >= 0:
            scratch.score[r] = -known_saving(tables, state, r, scratch) * (LEAST_LUCK + rng.random())
        elif way == ROUTE:
            scratch.score[r] = rng.random() + (0 if state.duty_of[r] == state.duty_of[seed] else 1)
        else:
            scratch.score[r] = rng.random()
        if scratch.not_on[r] >= 0:
            scratch.score[r] = -np.inf


@kernel
def choose(
    tables: SearchTables,
    state: SearchState,
    size: int,
    way: int,
    seed: int,
    rng: np.random.Generator,
    scratch: Scratch,
) -> int:
    """Fill the pool with `size` rides to be taken out, or as many as there are; return how many.

    Those to be kept from a duty are the first. The others are chosen by what they have to do with `seed`, a
    ride, or -1 for any.
    """
    loose = 0
    for r in range(len(state.duty_of)):
        if tables.is_loose[r] and state.duty_of[r] >= 0:
            scratch.pool[loose] = r
            loose += 1
    if loose == 0:
        return 0
    if seed < 0:
        seed = scratch.pool[int(rng.random() * loose)]
    score_rides(tables, state, way, seed, rng, scratch)
    size = min(size, loose)
    keep_lowest(scratch.pool, loose, size, scratch.score)
    return size


@kernel
def keep_lowest(pool: Ints, count: int, size: int, score: Floats) -> None:
    """Bring the `size` rides of the lowest score to the front, among the first `count` of a pool."""
    for n in range(count):
        ride = pool[n]
        if n < size or score[ride] < score[pool[size - 1]]:
            at = min(n, size - 1)
            while at > 0 and score[pool[at - 1]] > score[ride]:
                pool[at] = pool[at - 1]
                at -= 1
            pool[at] = ride


@kernel
def copy_duty(source: SearchState, target: SearchState, d: int) -> None:
    """Copy duty d's route from one state to another."""
    target.counts[d] = source.counts[d]
    target.costs[d] = source.costs[d]
    target.prints[d] = source.prints[d]
    for k in range(source.counts[d]):
        target.routes[d, k] = source.routes[d, k]


@kernel
def copy_touched(source: SearchState, target: SearchState, touched: Ints) -> None:
    """Copy the routes of all touched duties, and where the rides are."""
    for d in range(len(touched)):
        if touched[d]:
            copy_duty(source, target, d)
    for r in range(len(source.duty_of)):
        target.duty_of[r] = source.duty_of[r]
    for row in range(len(source.begins)):
        target.begins[row] = source.begins[row]


@kernel
def total_cost(state: SearchState, unserved: int) -> int:
    """Return the cost of a plan, rides left out included."""
    cost = 0
    for d in range(len(state.costs)):
        cost += state.costs[d]
    for r in range(len(state.duty_of)):
        if state.duty_of[r] < 0:
            cost += unserved
    return cost


@kernel
def try_once(
    tables: SearchTables,
    trial: SearchState,
    touched: Ints,
    size: int,
    way: int,
    how: Repair,
    rng: np.random.Generator,
    scratch: Scratch,
) -> bool:
    """Take rides out of a plan and put them back, with those that were left out.

    The times of touched duties are left as they were before anybody was put back.

    Returns
    -------
    False where that fails, or where the plan comes to cost the limit or more.
    """
    seed = variable(-1)
    for r in range(len(trial.duty_of)):
        scratch.not_on[r] = -1
    if rng.random() < SWAPS:
        if not swap_tails(tables, trial, touched, rng, scratch):
            return False
        size = 1 + size // FEWER_BESIDE
    if rng.random() < TRIMS:
        seed, marked = trim(tables, trial, rng, scratch)
        size, way = max(size, marked), RELATED
    size = choose(tables, trial, size, way, seed, rng, scratch)
    for p in range(size):
        touched[trial.duty_of[scratch.pool[p]]] = 1
        take_out(tables, trial, scratch.pool[p])
    for d in range(len(touched)):
        if touched[d]:
            fits, trial.costs[d] = cost_of_less(tables, d, trial.routes[d], trial.counts[d], trial.begins)
            if not fits:
                return False
    size = variable(0)
    for r in range(len(trial.duty_of)):
        if trial.duty_of[r] < 0:
            scratch.pool[size] = r
            size += 1
    return repair(tables, trial, size, how, touched, rng, scratch)


@kernel
def is_another(current: SearchState, trial: SearchState) -> bool:
    """Tell whether a plan that was tried has other routes than the current one."""
    for d in range(len(trial.prints)):  # noqa: SIM110 - a loop compiles to better code than any()
        if trial.prints[d] != current.prints[d]:
            return True
    return False


@kernel
def settle_touched(tables: SearchTables, state: SearchState, touched: Ints) -> bool:
    """Bring cost and times of all touched duties up to date; return whether their routes can be kept."""
    for d in range(len(touched)):  # noqa: SIM110 - a loop compiles to better code than all()
        if touched[d] and not settle_duty(tables, state, d):
            return False
    return True


@allocating_kernel
def search(
    tables: SearchTables,
    walk: Walk,
    temperature: float,
    most: int,
    iterations: int,
    rng: np.random.Generator,
    scratch: Scratch,
    pool: RoutePool,
) -> bool:
    """Search for `iterations` rounds at one temperature, by simulated annealing.

    Each round takes up to `most` rides out by a random way and puts them back. The plan that is tried equals
    the current one before and after. The routes of every plan that was gone on from are in the pool, those of
    the first included.

    Returns
    -------
    Whether the best plan has become better.
    """
    best, current, trial = walk
    touched = np.zeros(len(current.counts), dtype=np.int64)
    everything = np.ones(len(current.counts), dtype=np.int64)
    cost, best_cost = total_cost(current, tables.unserved), total_cost(best, tables.unserved)
    improved = False
    remember_touched(tables, current, everything, pool)
    for _ in range(iterations):
        for d in range(len(touched)):
            touched[d] = 0
        size = 1 + int(rng.random() * most)
        way = draw_way(rng)
        regrets = 1 if rng.random() < GREEDY else 2 + int(rng.random() * 2)
        noise = temperature if rng.random() < NOISY else 0.0
        limit = cost - temperature * np.log(max(rng.random(), 1e-12))
        how = Repair(regrets, 0 if tables.are_floors_close else regrets, noise, limit)
        fits = try_once(tables, trial, touched, size, way, how, rng, scratch)
        new_cost = total_cost(trial, tables.unserved) if fits else HUGE
        # Most plans that are tried are left again, so times are worked out for the others alone.
        if new_cost < limit and is_another(current, trial) and settle_touched(tables, trial, touched):
            cost = new_cost
            copy_touched(trial, current, touched)
            remember_touched(tables, current, touched, pool)
            if cost < best_cost:
                best_cost, improved = cost, True
                copy_touched(current, best, everything)
        else:
            copy_touched(current, trial, touched)
    return improved
