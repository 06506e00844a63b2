"""What a driver sees, and what comes of the buttons."""

from datetime import timedelta

from fastapi.testclient import TestClient
from sqlalchemy import select

from api.access.permissions import Role
from busline.feed.messages import DriverEventRecorded
from busline.record.tables import DriverEvent, OutboxMessage
from tests.api.dispatching import Answering
from tests.api.house import HERE, House, add_user, key
from tests.busline.feed.helpers import until

TODAY, EVENTS = f"{HERE}/driver/today", f"{HERE}/driver/events"


def event(number: int, kind: str = "clock_in", **more: str) -> dict[str, str]:
    return {
        "id": f"{number:032x}",
        "duty_id": "example-duty",
        "kind": kind,
        "happened_at": "2026-11-24T07:00:00Z",
    } | more


def as_driver(house: House, driver_id: str) -> TestClient:
    return house.as_user(add_user(house.record, driver_id, Role.DRIVER, driver_id=driver_id))


def test_a_driver_sees_of_a_rider_what_the_ride_needs(house: House) -> None:
    (duty,) = as_driver(house, "anna").get(TODAY).json()["duties"]
    assert duty["plate"] == "VB-001-X"
    assert [call["stop_id"] for call in duty["calls"]] == [
        "base-noord",
        "wc-botteskerk",
        "osdorpplein",
        "base-noord",
    ]
    (rider,) = duty["calls"][1]["board"]
    assert rider == {
        "booking_id": "example-booking",
        "name": "mevrouw Voorbeeld",
        "aid": "walker",
        "companions": 1,
        "driver_note": "",
        "phone": "+31205550200",
        "state": "confirmed",
        "pickup_from": "2026-11-24T09:05:00Z",
        "pickup_to": "2026-11-24T09:15:00Z",
    }


def test_another_driver_sees_nothing_of_it(house: House) -> None:
    assert as_driver(house, "bram").get(TODAY).json()["duties"] == []


def test_yesterdays_and_tomorrows_are_not_shown(house: House) -> None:
    anna = as_driver(house, "anna")
    house.clock.advance(timedelta(days=1))
    assert anna.get(TODAY).json()["duties"] == []


def test_a_login_without_a_driver_is_told_so(house: House) -> None:
    assert house.as_role(Role.DRIVER).get(TODAY).json()["code"] == "no-driver"


def test_each_event_is_stored_and_told_once_however_often_it_is_sent(each_house: House) -> None:
    anna = as_driver(each_house, "anna")
    boarded = event(2, "boarded", booking_id="example-booking")
    for events in ([event(1)], [event(1), boarded], [event(1), boarded, event(3, "departed")]):
        reply = anna.post(EVENTS, json={"events": events}, headers=key())
        assert [taken["stored"] for taken in reply.json()["events"]] == [True] * len(events)
    with each_house.record.read() as session:
        assert len(session.scalars(select(DriverEvent)).all()) == 3
        told = [row.message["event_id"] for row in session.scalars(select(OutboxMessage))]
    assert told == [f"{number:032x}" for number in (1, 2, 3)]


def test_one_event_that_can_not_be_does_not_hold_up_the_others(house: House) -> None:
    anna = as_driver(house, "anna")
    events = [
        event(1),
        event(2, "boarded"),  # whom?
        event(3, duty_id="nothing"),
        event(4, "arrived", stop_id="wc-botteskerk"),
    ]
    taken = anna.post(EVENTS, json={"events": events}, headers=key()).json()["events"]
    assert [one["stored"] for one in taken] == [True, False, False, True]
    assert [one["code"] for one in taken] == ["", "unknown", "unknown", ""]


def test_nothing_of_a_duty_is_stored_while_one_of_its_times_can_not_be(each_house: House) -> None:
    anna = as_driver(each_house, "anna")
    known = event(1)
    assert anna.post(EVENTS, json={"events": [known]}, headers=key()).json()["events"][0]["stored"]
    events = [
        known,
        event(2, "departed"),
        event(3, "arrived", happened_at="2026-11-24T08:00:00Z"),  # in an hour
        event(4, "boarded"),  # whom?
        event(5, "emergency"),  # people need to know at once
        event(6, "clock_out"),
    ]
    waits = "report-waits"
    taken = anna.post(EVENTS, json={"events": events}, headers=key()).json()["events"]
    assert [one["code"] for one in taken] == ["", waits, "clock-wrong", "unknown", "", waits]
    assert [one["stored"] for one in taken] == [not one["code"] for one in taken]
    with each_house.record.read() as session:
        told = [row.message.get("event_id") for row in session.scalars(select(OutboxMessage))]
    assert [one for one in told if one] == [f"{1:032x}"]

    events[2]["happened_at"] = "2026-11-24T07:00:00Z"
    del events[3]
    taken = anna.post(EVENTS, json={"events": events}, headers=key()).json()["events"]
    assert all(one["stored"] for one in taken)
    with each_house.record.read() as session:
        told = [row.message.get("event_id") for row in session.scalars(select(OutboxMessage))]
    assert [one for one in told if one] == [f"{number:032x}" for number in (1, 2, 3, 6)]


def test_nobody_presses_a_colleagues_buttons(house: House) -> None:
    taken = as_driver(house, "bram").post(EVENTS, json={"events": [event(1)]}, headers=key()).json()
    assert taken["events"][0]["code"] == "not-your-duty"


def test_the_dispatcher_hears_of_it_at_once(planned_house: House, answering: Answering) -> None:
    anna = as_driver(planned_house, "anna")
    anna.post(EVENTS, json={"events": [event(1)]}, headers=key())
    until(lambda: bool(answering.of_type(DriverEventRecorded)))
    (command,) = answering.of_type(DriverEventRecorded)
    assert command.event_id == f"{1:032x}"  # type: ignore[union-attr]
