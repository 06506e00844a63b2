"""An empty message to the dispatcher and back."""

from api.access.permissions import Role
from tests.api.dispatching import Answering
from tests.api.house import API, HERE, House


def test_the_dispatcher_answers(planned_house: House, answering: Answering) -> None:
    reply = planned_house.as_role(Role.COORDINATOR).get(f"{HERE}/ping")
    assert (reply.status_code, reply.json()) == (200, {"status": "planned"})
    assert [command.type for command in answering.got] == ["ping"]


def test_nobody_plans_the_line(unplanned_house: House) -> None:
    reply = unplanned_house.as_role(Role.COORDINATOR).get(f"{HERE}/ping")
    assert (reply.status_code, reply.json()["code"]) == (503, "dispatcher-away")


def test_a_line_that_does_not_exist(unplanned_house: House) -> None:
    reply = unplanned_house.as_role(Role.ADMIN, line_id=None).get(f"{API}/lines/nowhere/ping")
    assert (reply.status_code, reply.json()["code"]) == (404, "unknown")
