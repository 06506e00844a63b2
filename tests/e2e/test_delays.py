"""Which single delay excuses a long ride.

``a``, ``b``, ``c``, ``d`` lie five minutes of driving apart, in that order; Ann rides from a to d. Plans keep
180 s of slack, and nothing changes for the next 600 s. Bob gets in at b, in 60 s, and Eve at c from 10:15 on.
"""

from typing import Any

import pytest

from tests.e2e.delays import none_could_help
from tests.e2e.test_day_checker import z

Times = tuple[str, str]
STOPS = ["a", "b", "c", "d"]


def day() -> dict[str, Any]:
    return {
        "rules": {"promise_slack_s": 180, "freeze_s": 600},
        "travel_s": {"stops": STOPS, "matrix": [[abs(i - j) * 300 for j in range(4)] for i in range(4)]},
        "bookings": [
            {"id": "ann", "boarding_s": 60, "promise": {"pickup_from": z("10:00")}},
            {"id": "bob", "boarding_s": 60, "promise": {"pickup_from": z("10:00")}},
            {"id": "eve", "boarding_s": 60, "promise": {"pickup_from": z("10:15")}},
        ],
    }


def driven(*times: Times) -> list[dict[str, Any]]:
    riders = zip(STOPS, (["ann"], ["bob"], ["eve"], []), ([], [], [], ["ann"]), times, strict=True)
    return [
        {"stop": stop, "arrived": z(came), "departed": z(left), "board": board, "alight": alight}
        for stop, board, alight, (came, left) in riders
    ]


A, D = ("10:00", "10:01"), ("10:21:30", "10:22")


@pytest.mark.parametrize(
    ("b", "c", "excused"),
    [
        (("10:09:01", "10:10:01"), ("10:15:01", "10:16:01"), True),  # 181 s on the way to b
        (("10:09:00", "10:10:00"), ("10:15:00", "10:16:00"), False),  # 180 s: the slack was there for that
        # The van may leave b at 10:10 to be there for Eve: until then it waits for her window.
        (("10:06", "10:13:01"), ("10:18:01", "10:19:01"), True),
        (("10:06", "10:13:00"), ("10:18:00", "10:19:00"), False),
        (("10:06", "10:07"), ("10:12", "10:16"), False),
        (("10:09", "10:10"), ("10:12", "10:19:01"), True),  # 181 s after her window had opened
    ],
)
def test_more_than_the_slack_lost_at_once(b: Times, c: Times, excused: bool) -> None:
    assert none_could_help(day(), driven(A, b, c, D), 100) == excused


def test_a_delay_does_not_excuse_more_than_it_took() -> None:
    calls = driven(A, ("10:09:01", "10:10:01"), ("10:15:01", "10:16:01"), D)
    assert none_could_help(day(), calls, 181)
    assert not none_could_help(day(), calls, 182)


def test_what_could_still_be_changed_after_a_delay_is_the_plans() -> None:
    # The delay on the way to b was over at 10:09:01. Ten minutes later Ann still was taken to c before d.
    assert none_could_help(day(), driven(A, ("10:09:01", "10:13"), ("10:19:01", "10:20"), D), 100)
    assert not none_could_help(day(), driven(A, ("10:09:01", "10:13"), ("10:19:02", "10:20"), D), 100)
