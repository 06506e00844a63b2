"""The measured day is one of the line: booked at the desk, with every rule kept."""

import pytest

from busline.errors import InvalidInput
from dispatcher.bench.day.booking import booked_day
from dispatcher.planning.check import check


def test_so_many_requests_are_confirmed_and_the_same_seed_books_the_same() -> None:
    told: list[int] = []
    day, again = (booked_day(12, 2, 3, lambda _, done, __: told.append(done)) for _ in range(2))
    assert max(told) == 12
    assert 12 <= len(day.problem.rides) <= 24  # some ride back too
    assert day.plan.served() == {ride.id for ride in day.problem.rides}
    assert check(day.problem, day.plan) == []
    assert {duty.back_by - duty.leave_from for duty in day.problem.duties} == {6600, 7500, 8400}
    trips = [[(r.origin, r.destination, r.pickup_from) for r in one.problem.rides] for one in (day, again)]
    assert sorted(trips[0]) == sorted(trips[1])


def test_more_than_the_vans_can_take_is_said() -> None:
    with pytest.raises(InvalidInput, match="of 200 requests find a ride on 1 vans"):
        booked_day(200, 1, 1, lambda *_: None)
