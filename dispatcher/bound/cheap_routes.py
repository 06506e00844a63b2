"""Every route that a plan below a certain cost could have.

Given a proof, a plan that costs less than some limit has no route whose reduced cost is above what lies
between the proof's bound and the limit. All routes below are listed by labels that are compared only with
others of the same rides; what can't be completed cheaply enough, by labels grown backward, is not followed
up.
"""

from dispatcher.bound.column_generation import ColumnGeneration, Proof, by_row, served
from dispatcher.bound.label_kernels import BY_RIDES, EXACTLY
from dispatcher.bound.label_tables import label_tables
from dispatcher.bound.labelling import IsOver, LabelRoom
from dispatcher.bound.master import Column

MOST_COLUMNS = 50_000  # more are too many to choose from


def cheap_routes(
    generation: ColumnGeneration, proof: Proof, below: int, is_over: IsOver, *, room: int = 400_000
) -> list[Column] | None:
    """Return every route that a plan which costs less than `below` could have; None where it is too much.

    Parameters
    ----------
    generation, proof
        The proof was found by this generation of columns.
    below
        The limit, by the goals that the bound counts.
    room
        Labels of one labelling at most.
    """
    there, back = LabelRoom(generation.tables, room), LabelRoom(generation.tables, room)
    rewards = by_row(proof.rewards)
    columns: dict[tuple[int, tuple[int, ...]], Column] = {}
    for number, (kind, tables) in enumerate(zip(generation.kinds, generation.tables, strict=True)):
        # The others of the plan's duties may each save what the best route of their kind saves.
        most_cost = below - proof.bound + min(proof.leasts[number], 0)
        mirrored = label_tables(generation.problem, kind.frame, generation.goals, backward=True)
        rest = back.grow(mirrored, rewards, is_over=is_over, how=EXACTLY)
        if not rest.is_complete:
            return None
        every = there.grow(
            tables, rewards, is_over=is_over, how=BY_RIDES, rest=rest.labels, most_cost=most_cost
        )
        if not every.is_complete:
            return None
        for label in every.best(MOST_COLUMNS + 1, most_cost):
            rows = every.rows(label)
            rides = served(rows, len(proof.rewards))
            cost = int(every.costs[label]) + int(proof.rewards[rides].sum())
            key = number, tuple(rides)
            if key not in columns or cost < columns[key].cost:
                columns[key] = Column(number, tuple(rides), tuple(rows), cost)
        if len(columns) > MOST_COLUMNS:
            return None
    return list(columns.values())
