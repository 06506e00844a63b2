"""Moving and pinning over HTTP: what reaches the planner, and what its answers become."""

from api.access.permissions import Role
from busline.errors import ErrorKind
from busline.feed.messages import Failed, MoveRide
from tests.api.dispatching import Answering
from tests.api.house import HERE, House, key

RIDE = f"{HERE}/bookings/example-booking"


def test_a_move_goes_to_the_planner_with_who_wants_it_and_what_was_seen(
    planned_house: House, answering: Answering
) -> None:
    client = planned_house.as_role(Role.COORDINATOR)
    wish = {"duty_id": "another-duty", "revision": 3, "why": "she knows the driver"}
    reply = client.post(f"{RIDE}/move", json=wish, headers=key())
    assert reply.status_code == 200, reply.text
    moved = reply.json()
    assert (moved["duty_id"], moved["from_duty_id"], moved["pinned"]) == (
        "another-duty",
        "example-duty",
        True,
    )
    (command,) = answering.of_type(MoveRide)
    assert isinstance(command, MoveRide)
    assert (command.booking_id, command.duty_id, command.pin) == ("example-booking", "another-duty", True)
    assert (command.revision, command.why) == (3, "she knows the driver")
    assert command.actor.startswith("coordinator")
    assert command.idempotency_key


def test_a_pin_is_made_and_taken_off_where_the_ride_is(planned_house: House, answering: Answering) -> None:
    client = planned_house.as_role(Role.COORDINATOR)
    assert client.post(f"{RIDE}/pin", json={}, headers=key()).json()["pinned"] is True
    assert client.delete(f"{RIDE}/pin", headers=key()).json()["pinned"] is False
    told = [(c.duty_id, c.pin) for c in answering.of_type(MoveRide) if isinstance(c, MoveRide)]
    assert told == [(None, True), (None, False)]


def test_the_same_key_again_is_the_same_answer_and_one_move(
    planned_house: House, answering: Answering
) -> None:
    client = planned_house.as_role(Role.COORDINATOR)
    once = key()
    wish = {"duty_id": "another-duty"}
    first = client.post(f"{RIDE}/move", json=wish, headers=once)
    again = client.post(f"{RIDE}/move", json=wish, headers=once)
    assert again.json() == first.json()
    assert len(answering.of_type(MoveRide)) == 1


def test_what_the_planner_refuses_is_a_conflict_in_words(planned_house: House, answering: Answering) -> None:
    answering.instead = Failed(code="does-not-fit-there", kind=ErrorKind.CONFLICT, detail="No place.")
    reply = planned_house.as_role(Role.COORDINATOR).post(
        f"{RIDE}/move", json={"duty_id": "another-duty"}, headers=key()
    )
    assert (reply.status_code, reply.json()["code"]) == (409, "does-not-fit-there")


def test_who_may_not_book_may_not_move(planned_house: House, answering: Answering) -> None:
    for role in (Role.REVIEWER, Role.LENDER):
        client = planned_house.as_role(role)
        assert client.post(f"{RIDE}/move", json={"duty_id": "x"}, headers=key()).status_code == 403
        assert client.delete(f"{RIDE}/pin", headers=key()).status_code == 403
    assert answering.got == []


def test_a_ride_that_is_not_there_is_not_asked_about(each_house: House) -> None:
    reply = each_house.as_role(Role.COORDINATOR).post(
        f"{HERE}/bookings/nobody/move", json={"duty_id": "x"}, headers=key()
    )
    assert (reply.status_code, reply.json()["code"]) == (404, "unknown")


def test_while_nobody_plans_nothing_is_moved_and_that_is_said(unplanned_house: House) -> None:
    reply = unplanned_house.as_role(Role.COORDINATOR).post(f"{RIDE}/pin", json={}, headers=key())
    assert (reply.status_code, reply.json()["code"]) == (503, "dispatcher-away")
