"""An OSRM server that answers rightly, wrongly, slowly and not at all."""

from typing import Any

import numpy as np
import pytest

from busline.json_server import Patience
from busline.travel import Point, TravelSourceAway, TravelSourceWrong
from busline.travel.osrm import Osrm
from busline.travel.source import UNREACHABLE
from tests.local_server import Answer, Asked, serving, unused_address

QUICK = Patience(connect_s=5, answer_s=10, tries=2, pause_s=0.01)
HASTY = Patience(connect_s=5, answer_s=0.3, tries=2, pause_s=0.01)
POINTS = [Point(52.30 + i / 1000, 4.80) for i in range(7)]


def truth(i: int, j: int) -> float:
    """Seconds from place i to place j on the server's map; not the same both ways."""
    return 0.0 if i == j else 10 * abs(i - j) + (0.4 if i < j else 3.0)


def table(asked: Asked) -> dict[str, Any]:
    """Answer as OSRM documents it, for places that it knows by their latitude."""
    path = asked.path.removeprefix("/table/v1/driving/")
    places = [round((float(pair.split(",")[1]) - 52.30) * 1000) for pair in path.split(";")]
    rows = [places[int(i)] for i in asked.query["sources"].split(";")]
    columns = [places[int(i)] for i in asked.query["destinations"].split(";")]
    return {
        "code": "Ok",
        "durations": [[truth(i, j) for j in columns] for i in rows],
        "sources": [{"distance": i * 1.5, "location": [4.8, 52.3], "name": ""} for i in rows],
        "destinations": [{"distance": j * 1.5, "location": [4.8, 52.3], "name": ""} for j in columns],
    }


EXPECTED = [[int(np.ceil(truth(i, j))) for j in range(7)] for i in range(7)]


def test_one_request_for_few_stops() -> None:
    with serving(lambda asked: Answer(table(asked))) as local:
        times = Osrm(local.url, QUICK).matrix(POINTS)
    assert times.seconds.tolist() == EXPECTED
    assert times.off_road_m.tolist() == [0, 1.5, 3, 4.5, 6, 7.5, 9]
    (asked,) = local.asked
    assert asked.path.startswith("/table/v1/driving/4.800000,52.300000;4.800000,52.301000;")
    assert asked.query["annotations"] == "duration"


def test_blocks_for_more_stops_than_the_server_takes() -> None:
    with serving(lambda asked: Answer(table(asked))) as local:
        times = Osrm(local.url, QUICK, max_places=4).matrix(POINTS)
    assert times.seconds.tolist() == EXPECTED
    # Seven stops in parts of two: four parts, sixteen blocks, at most four places each.
    assert len(local.asked) == 16
    assert all(asked.path.count(";") < 4 for asked in local.asked)


def test_a_server_with_a_smaller_limit_is_asked_for_less() -> None:
    def answer(asked: Asked) -> Answer:
        if asked.path.count(";") >= 3:
            return Answer({"code": "TooBig", "message": "Too many table coordinates"}, status=400)
        return Answer(table(asked))

    with serving(answer) as local:
        times = Osrm(local.url, QUICK).matrix(POINTS)
    assert times.seconds.tolist() == EXPECTED


def test_a_server_that_finds_everything_too_big() -> None:
    too_big = Answer({"code": "TooBig", "message": "no"}, status=400)
    with serving(lambda _: too_big) as local, pytest.raises(TravelSourceWrong, match="limits"):
        Osrm(local.url, QUICK).matrix(POINTS)


def test_null_means_that_there_is_no_way() -> None:
    answer = Answer({"code": "Ok", "durations": [[0, None], [12.2, 0]]})
    with serving(lambda _: answer) as local:
        times = Osrm(local.url, QUICK).matrix(POINTS[:2])
    assert times.seconds.tolist() == [[0, UNREACHABLE], [13, 0]]
    assert np.isnan(times.off_road_m).all()


def test_a_single_stop_needs_no_server() -> None:
    assert Osrm(unused_address(), QUICK).matrix(POINTS[:1]).seconds.tolist() == [[0]]
    assert Osrm(unused_address(), QUICK).matrix([]).seconds.shape == (0, 0)


@pytest.mark.parametrize(
    "answer",
    [
        Answer({"code": "NoTable", "message": "No table found"}, status=400),
        Answer({"code": "InvalidQuery", "message": "Query string malformed"}, status=400),
        Answer({"code": "Ok", "durations": [[0, 1]]}),
        Answer({"code": "Ok", "durations": [[0, 1], [1]]}),
        Answer({"code": "Ok", "durations": [[0, "1"], [1, 0]]}),
        Answer({"code": "Ok", "durations": [[0, -1], [1, 0]]}),
        Answer({"code": "Ok", "durations": [[0, True], [1, 0]]}),
        Answer({"code": "Ok", "durations": [[0, 1e300], [1, 0]]}),
        Answer(raw=b'{"code": "Ok", "durations": [[0, NaN], [1, 0]]}'),
        Answer({"code": "Ok", "durations": {"0": [0, 1]}}),
        Answer({"code": "Ok"}),
        Answer({}),
        Answer([]),
        Answer(None),
        Answer("Ok"),
        Answer({"message": "not found"}, status=404),
        Answer(raw=b"<html>It works!</html>"),
        Answer(raw=b'{"code": "Ok", "durations": [[0, 1]'),
    ],
)
def test_wrong_answers(answer: Answer) -> None:
    with serving(lambda _: answer) as local, pytest.raises(TravelSourceWrong):
        Osrm(local.url, QUICK).matrix(POINTS[:2])


@pytest.mark.parametrize("answer", [Answer(status=500), Answer(never=True), Answer(drip=True)])
def test_slow_and_broken_servers_are_away(answer: Answer) -> None:
    with serving(lambda _: answer) as local, pytest.raises(TravelSourceAway):
        Osrm(local.url, HASTY).matrix(POINTS[:2])


def test_no_server() -> None:
    with pytest.raises(TravelSourceAway, match="Check the address"):
        Osrm(unused_address(), QUICK).matrix(POINTS[:2])
