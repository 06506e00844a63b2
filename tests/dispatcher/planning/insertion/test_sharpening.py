"""What is possible at each visit of an order, whatever is put in."""

from hypothesis import given, settings

from dispatcher.planning.goals import Goals
from dispatcher.planning.insertion.outlook_kernels import BACK_AT, LEAVE_AT
from dispatcher.planning.insertion.sharpening_kernels import sharpen
from dispatcher.planning.insertion.strip_kernels import AFTER, UNTIL, spell_out
from dispatcher.planning.problem import Plan
from dispatcher.planning.search.construct import scratch_for
from dispatcher.planning.search.order_kernels import outlook_on
from dispatcher.planning.search.search_tables import duty_tables, search_tables
from tests.dispatcher.planning.instances import driven_duties
from tests.dispatcher.planning.oracle import Oracle


@given(driven_duties())
@settings(max_examples=500, deadline=None)
def test_a_strip_is_narrowed_to_what_a_linear_program_allows(case):
    problem, way = case
    oracle = Oracle(problem, problem.duties[0], way)
    earliest = oracle.earliest()
    tables, state = search_tables(problem, Plan((way,)), Goals())
    scratch, duty, count = scratch_for(state), duty_tables(tables, 0), int(state.counts[0])
    outlook = outlook_on(0, 0, scratch)
    spell_out(duty, state.routes[0], count, scratch.room.begins, outlook.strip)
    assert sharpen(duty.frame, count, outlook) == (earliest is not None)
    if earliest is not None:
        limits, strip = outlook.limits, outlook.strip
        assert [limits[LEAVE_AT], *strip[AFTER, :count], limits[BACK_AT]] == earliest
        assert strip[UNTIL, : count + 1].tolist() == oracle.latest()[1:]
