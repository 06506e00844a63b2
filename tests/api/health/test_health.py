"""Whether the parts are there."""

from api.access.permissions import Role
from tests.api.house import HERE, House


def test_alive_asks_nothing_else(house: House) -> None:
    assert house.anybody().get("/health/live").json() == {"status": "alive"}


def test_ready_only_when_record_feed_and_dispatcher_are_there(planned_house: House) -> None:
    reply = planned_house.anybody().get("/health/ready")
    assert (reply.status_code, reply.json()) == (200, {"record": True, "feed": True, "dispatcher": True})


def test_a_feed_that_is_away_is_named(house: House) -> None:
    assert house.anybody().get("/health/ready").json() == {"record": True, "feed": False, "dispatcher": False}


def test_a_line_that_nobody_plans_is_not_ready(unplanned_house: House) -> None:
    reply = unplanned_house.anybody().get("/health/ready")
    assert (reply.status_code, reply.json()) == (503, {"record": True, "feed": True, "dispatcher": False})


def test_counters_count_routes_and_not_people(house: House) -> None:
    house.as_role(Role.COORDINATOR).get(f"{HERE}/residents/b001")
    text = house.as_role(Role.ADMIN).get("/metrics").text
    assert 'busline_http_requests_total{method="GET",route="/lines/{line_id}/residents/{resident_id}"' in text
    assert "b001" not in text
    assert house.anybody().get("/metrics").status_code == 401
