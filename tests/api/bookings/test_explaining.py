"""Asking why a booking is on its van."""

from api.access.permissions import Role
from busline.errors import ErrorKind
from busline.feed.messages import ExplainRide, Failed
from tests.api.dispatching import Answering
from tests.api.house import HERE, House

WHY = f"{HERE}/bookings/example-booking/explanation"


def test_the_planner_explains_in_the_language_of_whoever_asks(
    planned_house: House, answering: Answering
) -> None:
    told = planned_house.as_role(Role.COORDINATOR).get(WHY).json()
    assert (told["booking_id"], told["van_id"], told["stay"]) == (
        "example-booking",
        "van-1",
        "least_van_time",
    )
    assert told["elsewhere"][0] == {
        "van_id": "van-2",
        "duty_id": "another-duty",
        "obstacle": None,
        "shortage": None,
        "van_more_s": 1800,
        "riders_more_s": -120,
    }
    assert told["sentences"][-1] == "Busje 3 en Busje 4 hebben dan geen 2 zitplaatsen vrij."
    assert len(answering.of_type(ExplainRide)) == 1


def test_a_booking_that_is_not_there_is_not_asked_about(planned_house: House, answering: Answering) -> None:
    reply = planned_house.as_role(Role.COORDINATOR).get(f"{HERE}/bookings/nobody/explanation")
    assert (reply.status_code, reply.json()["code"]) == (404, "unknown")
    assert answering.got == []


def test_only_who_may_see_the_plan_may_ask(planned_house: House) -> None:
    assert planned_house.as_role(Role.REVIEWER).get(WHY).status_code == 403


def test_a_booking_without_a_van_is_a_conflict_in_words(planned_house: House, answering: Answering) -> None:
    answering.instead = Failed(code="not-on-a-van", kind=ErrorKind.CONFLICT, detail="No van any more.")
    reply = planned_house.as_role(Role.COORDINATOR).get(WHY)
    assert (reply.status_code, reply.json()["code"]) == (409, "not-on-a-van")


def test_while_nobody_plans_that_is_the_answer(unplanned_house: House) -> None:
    reply = unplanned_house.as_role(Role.COORDINATOR).get(WHY)
    assert (reply.status_code, reply.json()["code"]) == (503, "dispatcher-away")
