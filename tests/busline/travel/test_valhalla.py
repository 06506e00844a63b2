"""A Valhalla server that answers rightly, wrongly, slowly and not at all."""

from typing import Any

import numpy as np
import pytest

from busline.json_server import Patience
from busline.travel import Point, TravelSourceAway, TravelSourceWrong
from busline.travel.source import UNREACHABLE
from busline.travel.valhalla import Valhalla
from tests.local_server import Answer, Asked, serving, unused_address

QUICK = Patience(connect_s=5, answer_s=10, tries=2, pause_s=0.01)
HASTY = Patience(connect_s=5, answer_s=0.3, tries=2, pause_s=0.01)
POINTS = [Point(52.30 + i / 1000, 4.80) for i in range(7)]
EXPECTED = [[0 if i == j else 60 * abs(i - j) + int(i > j) for j in range(7)] for i in range(7)]


def rows_of(asked: Asked) -> list[list[int]]:
    """Return the seconds that were asked for, of places known by their latitude."""
    rows, columns = (
        [round((place["lat"] - 52.30) * 1000) for place in asked.body[end]] for end in ("sources", "targets")
    )
    return [[EXPECTED[i][j] for j in columns] for i in rows]


def at_length(asked: Asked) -> dict[str, Any]:
    """Answer as Valhalla documents it."""
    return {
        "sources_to_targets": [
            [
                {"distance": 1.2, "time": seconds, "from_index": i, "to_index": j}
                for j, seconds in enumerate(row)
            ]
            for i, row in enumerate(rows_of(asked))
        ],
        "units": "kilometers",
    }


def test_an_answer_that_tells_every_pair() -> None:
    with serving(lambda asked: Answer(at_length(asked))) as local:
        times = Valhalla(local.url, QUICK).matrix(POINTS)
    assert times.seconds.tolist() == EXPECTED
    assert np.isnan(times.off_road_m).all()
    (asked,) = local.asked
    assert (asked.method, asked.path, asked.body["costing"]) == ("POST", "/sources_to_targets", "auto")


def test_a_terse_answer() -> None:
    with serving(lambda asked: Answer({"sources_to_targets": {"durations": rows_of(asked)}})) as local:
        assert Valhalla(local.url, QUICK).matrix(POINTS).seconds.tolist() == EXPECTED


def test_blocks_for_more_stops_than_the_server_takes() -> None:
    with serving(lambda asked: Answer(at_length(asked))) as local:
        times = Valhalla(local.url, QUICK, max_side=3).matrix(POINTS)
    assert times.seconds.tolist() == EXPECTED
    assert len(local.asked) == 9  # 7 stops in parts of 3, 3 and 1


def test_a_server_with_a_smaller_limit_is_asked_for_less() -> None:
    def answer(asked: Asked) -> Answer:
        if len(asked.body["sources"]) * len(asked.body["targets"]) > 4:
            too_many = {"error_code": 150, "error": "Exceeded max locations: 4", "status_code": 400}
            return Answer(too_many, status=400)
        return Answer(at_length(asked))

    with serving(answer) as local:
        assert Valhalla(local.url, QUICK).matrix(POINTS).seconds.tolist() == EXPECTED


def test_null_means_that_there_is_no_way() -> None:
    pairs = [[{"time": 0}, {"time": None, "distance": None}], [{"time": 62}, {"time": 0}]]
    with serving(lambda _: Answer({"sources_to_targets": pairs})) as local:
        times = Valhalla(local.url, QUICK).matrix(POINTS[:2])
    assert times.seconds.tolist() == [[0, UNREACHABLE], [62, 0]]


@pytest.mark.parametrize(
    "answer",
    [
        Answer({"error_code": 171, "error": "No suitable edges near location"}, status=400),
        Answer({"sources_to_targets": [[{"time": 0}, {"time": 1}]]}),
        Answer({"sources_to_targets": [[{"time": 0}, {"time": "1"}], [{"time": 0}, {"time": 0}]]}),
        Answer({"sources_to_targets": [[{"time": 0}, [1]], [{"time": 0}, {"time": 0}]]}),
        Answer({"sources_to_targets": {"distances": [[0, 1], [1, 0]]}}),
        Answer({"sources_to_targets": "none"}),
        Answer({"sources_to_targets": None}),
        Answer([]),
        Answer(raw=b"Try /status"),
        Answer({"error": "Try any of: '/route'"}, status=404),
    ],
)
def test_wrong_answers(answer: Answer) -> None:
    with serving(lambda _: answer) as local, pytest.raises(TravelSourceWrong):
        Valhalla(local.url, QUICK).matrix(POINTS[:2])


@pytest.mark.parametrize("answer", [Answer(status=503), Answer(never=True), Answer(drip=True)])
def test_slow_and_broken_servers_are_away(answer: Answer) -> None:
    with serving(lambda _: answer) as local, pytest.raises(TravelSourceAway):
        Valhalla(local.url, HASTY).matrix(POINTS[:2])


def test_no_server() -> None:
    with pytest.raises(TravelSourceAway, match="Check the address"):
        Valhalla(unused_address(), QUICK).matrix(POINTS[:2])
