"""A day falls into parts only where no ride of one could be driven by a duty of another."""

from dataclasses import replace

from hypothesis import given, settings

from dispatcher.planning.carriers import carriers, tight_windows
from dispatcher.planning.closest import closest_s
from dispatcher.planning.parts import parts_of
from dispatcher.planning.problem import Plan, Problem, Visit
from dispatcher.planning.route.schedule import schedule
from tests.dispatcher.planning.fleet.test_best_insertion import plans
from tests.dispatcher.planning.instances import duty, on_a_line, ride, route

EARLY = {"pickup_from": 1_000, "pickup_to": 1_200, "dropoff_by": 2_000}
LATE = {"pickup_from": 7_000, "pickup_to": 7_200, "dropoff_by": 8_000}
MORNING = duty("morning", back_by=4_000)
AFTERNOON = duty("afternoon", leave_from=6_000)


def a_day(*rides, duties=(AFTERNOON, MORNING)):
    return Problem(on_a_line(6), duties, rides)


def parts_in_words(problem, plan):
    """By part the ids of its duties, then of its rides."""
    inside = [(part.problem_of(problem), part.plan_of(plan)) for part in parts_of(problem, plan)]
    for some, its_plan in inside:
        assert len(its_plan.routes) == len(some.duties)
    return [([d.id for d in some.duties], [r.id for r in some.rides]) for some, _ in inside]


def test_vans_of_the_morning_have_nothing_to_do_with_those_of_the_afternoon():
    problem = a_day(ride("a", 0, 5, **LATE), ride("b", 1, 3, **EARLY), ride("c", 4, 2, **LATE))
    words = parts_in_words(problem, Plan.empty(problem))
    assert words == [(["morning"], ["b"]), (["afternoon"], ["a", "c"])]


def test_a_ride_that_either_could_take_makes_them_one():
    open_all_day = ride("open", 0, 5)
    problem = a_day(ride("a", 0, 5, **LATE), ride("b", 1, 3, **EARLY), open_all_day)
    assert len(parts_of(problem, Plan.empty(problem))) == 1
    pinned = problem.with_rides(replace(open_all_day, duty_id="morning"))
    assert parts_in_words(pinned, Plan.empty(pinned)) == [
        (["afternoon"], ["a"]),
        (["morning"], ["b", "open"]),
    ]


def test_a_ride_is_where_the_plan_has_it_even_too_late():
    # The van of the morning still has the ride of the afternoon on its list: they belong together.
    problem = a_day(ride("a", 0, 5, **LATE), ride("b", 1, 3, **EARLY))
    plan = Plan.empty(problem).with_route(1, route("+a", "-a"))
    assert parts_in_words(problem, plan) == [(["afternoon", "morning"], ["a", "b"])]


def test_a_ride_is_where_it_is_pinned_even_where_it_can_t_be_driven():
    problem = a_day(replace(ride("a", 0, 5, **LATE), duty_id="morning"), ride("b", 1, 3, **EARLY))
    words = parts_in_words(problem, Plan.empty(problem))
    assert words == [(["afternoon"], []), (["morning"], ["a", "b"])]


def test_nothing_of_the_day_is_left_out():
    # No van has places for the crowd, and none of the rides is for the afternoon.
    problem = a_day(ride("crowd", 0, 5, seats=9, **EARLY), ride("b", 1, 3, **EARLY))
    words = parts_in_words(problem, Plan.empty(problem))
    assert sorted(words) == [([], ["crowd"]), (["afternoon"], []), (["morning"], ["b"])]


def test_a_part_goes_back_to_where_it_was():
    problem = a_day(ride("a", 0, 5, **LATE), ride("b", 1, 3, **EARLY))
    plan = Plan((route("+a", "-a"), ()))
    morning = next(part for part in parts_of(problem, plan) if part.duties == (1,))
    both = morning.put_into(plan, Plan((route("+b", "-b"),)))
    assert both == Plan((route("+a", "-a"), route("+b", "-b")))
    assert all(part.put_into(both, part.plan_of(both)) == both for part in parts_of(problem, both))


@settings(max_examples=200, deadline=None)
@given(plans())
def test_whoever_could_be_driven_alone_has_that_duty_among_the_carriers(case):
    problem, _, new = case
    problem = problem.with_rides(new)
    closest = closest_s(problem.travel_s)
    could = carriers(problem, tight_windows(problem.rides, closest), closest)
    for r, one in enumerate(problem.rides):
        for d, frame in enumerate(problem.duties):
            if one.duty_id not in (None, frame.id):
                continue
            alone = (Visit(one.id),) if one.boarded_at is not None else route(f"+{one.id}", f"-{one.id}")
            frame = replace(frame, break_need=None)
            fits = any(one.seats <= x.seats and one.wheelchairs <= x.wheelchairs for x in frame.layouts)
            if fits and schedule(problem.with_duties(frame), frame, alone) is not None:
                assert could[r, d], (one, frame)
