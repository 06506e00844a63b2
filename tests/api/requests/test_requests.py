"""A call: stored before it is answered, answered once however often it is sent."""

from datetime import datetime
from typing import Any

from sqlalchemy import select

from api.access.permissions import Role
from api.requests.schemas import REQUEST_EXAMPLES
from busline.feed.messages import CancelBookings, ConfirmOffers, DeclineOffers, QuoteRequest
from busline.nouns import RefusalReason, RequestState, Shortage
from busline.record.tables import KeptReply, OutboxMessage, Request
from tests.api.dispatching import Answering, near, refused
from tests.api.house import HERE, House, key

REQUESTS = f"{HERE}/requests"
WISH: dict[str, Any] = REQUEST_EXAMPLES["there and back"]["value"]


def waiting(house: House) -> list[Request]:
    with house.record.read() as session:
        return list(session.scalars(select(Request).where(Request.state == RequestState.WAITING)))


def call_back_since(house: House, request_id: str) -> datetime | None:
    with house.record.read() as session:
        return session.get_one(Request, request_id).call_back_since


def test_a_call_is_answered_with_offers(planned_house: House, answering: Answering) -> None:
    reply = planned_house.as_role(Role.COORDINATOR).post(REQUESTS, json=WISH, headers=key())
    assert reply.status_code == 200, reply.text
    offer = reply.json()["legs"][0]["offers"][0]
    assert offer["promise"]["pickup_from"] == "2026-11-24T09:05:00Z"
    (command,) = answering.of_type(QuoteRequest)
    assert [request.id for request in waiting(planned_house)] == [command.request_id]  # type: ignore[union-attr]


def test_while_nobody_plans_the_request_is_kept_and_the_answer_can_be_read_aloud(
    unplanned_house: House,
) -> None:
    reply = unplanned_house.as_role(Role.COORDINATOR).post(REQUESTS, json=WISH, headers=key())
    problem = reply.json()
    assert (reply.status_code, problem["code"]) == (503, "request-kept")
    assert "kept" in problem["detail"]
    assert reply.headers["retry-after"]
    (kept,) = waiting(unplanned_house)
    assert problem["params"]["request_id"] == kept.id


def test_while_the_feed_is_away_the_request_is_kept_too(house: House) -> None:
    client = house.as_role(Role.COORDINATOR)
    for _ in range(2):  # sent again under its key it is the same request
        problem = client.post(REQUESTS, json=WISH, headers=key("call")).json()
        assert (problem["code"], problem["params"]["part"]) == ("request-kept", "feed")
        assert [request.id for request in waiting(house)] == [problem["params"]["request_id"]]
    assert client.get(f"{REQUESTS}/{problem['params']['request_id']}").json()["state"] == "waiting"


def test_a_call_without_an_answer_is_to_be_called_back_until_it_is_asked_again(
    planned_house: House, answering: Answering
) -> None:
    answering.is_silent = True
    client = planned_house.as_role(Role.COORDINATOR)
    problem = client.post(REQUESTS, json=WISH, headers=key("call")).json()
    assert problem["code"] == "request-kept"
    request_id = problem["params"]["request_id"]
    assert call_back_since(planned_house, request_id) == planned_house.clock.now()
    answering.is_silent = False
    assert client.post(REQUESTS, json=WISH, headers=key("call")).status_code == 200
    assert call_back_since(planned_house, request_id) is None


def test_what_can_not_be_is_refused_and_not_stored(planned_house: House, answering: Answering) -> None:
    legs = [WISH["legs"][0] | {"from_stop": "nowhere", "wanted_at": "2026-11-23T10:00:00Z"}]
    reply = planned_house.as_role(Role.COORDINATOR).post(REQUESTS, json=WISH | {"legs": legs}, headers=key())
    assert reply.status_code == 422
    assert {fault["code"] for fault in reply.json()["faults"]} == {"time-past", "unknown-stop"}
    assert waiting(planned_house) == []
    assert answering.got == []


def test_a_confirmation_is_asked_for_once_and_answered_from_what_was_kept(
    planned_house: House, answering: Answering
) -> None:
    client = planned_house.as_role(Role.COORDINATOR)
    body = {"offer_ids": ["example-offer"]}
    first, again = (
        client.post(f"{REQUESTS}/example-request/confirm", json=body, headers=key("yes")) for _ in range(2)
    )
    assert first.json()["bookings"][0]["reference"] == "482 913"
    assert again.json() == first.json()
    assert len(answering.of_type(ConfirmOffers)) == 1


def test_the_dispatcher_gets_the_callers_key(planned_house: House, answering: Answering) -> None:
    client = planned_house.as_role(Role.COORDINATOR)
    client.post(
        f"{REQUESTS}/example-request/confirm", json={"offer_ids": ["example-offer"]}, headers=key("yes")
    )
    (command,) = answering.got
    assert command.idempotency_key is not None
    assert command.idempotency_key.endswith(":yes")
    with planned_house.record.read() as session:
        assert session.get(KeptReply, f"http:{command.idempotency_key}") is not None


def test_an_offer_that_is_gone_is_a_conflict_and_can_be_tried_again(planned_house: House) -> None:
    client = planned_house.as_role(Role.COORDINATOR)
    for _ in range(2):
        reply = client.post(
            f"{REQUESTS}/example-request/confirm", json={"offer_ids": ["old"]}, headers=key("yes")
        )
        assert (reply.status_code, reply.json()["code"]) == (409, "offer-gone")


def test_nothing_is_promised_while_nobody_plans(unplanned_house: House) -> None:
    client = unplanned_house.as_role(Role.COORDINATOR)
    body = {"offer_ids": ["example-offer"]}
    reply = client.post(f"{REQUESTS}/example-request/confirm", json=body, headers=key())
    assert (reply.status_code, reply.json()["code"]) == (503, "dispatcher-away")


def test_another_lines_request_is_unknown(planned_house: House, answering: Answering) -> None:
    client = planned_house.as_role(Role.COORDINATOR)
    reply = client.post(f"{REQUESTS}/other/confirm", json={"offer_ids": ["example-offer"]}, headers=key())
    assert reply.status_code == 404
    assert answering.got == []


def test_declining_and_cancelling_reach_the_dispatcher(planned_house: House, answering: Answering) -> None:
    client = planned_house.as_role(Role.COORDINATOR)
    declined = client.post(f"{REQUESTS}/example-request/decline", json={"why": "too late"}, headers=key())
    body = {"booking_ids": ["example-booking"], "why": "ill"}
    cancelled = client.post(f"{HERE}/bookings/cancel", json=body, headers=key())
    assert (declined.status_code, cancelled.status_code) == (200, 200)
    assert cancelled.json()["done"]
    assert [type(command) for command in answering.got] == [DeclineOffers, CancelBookings]


def test_a_cancellation_is_kept_once_while_nobody_plans(house: House) -> None:
    client = house.as_role(Role.COORDINATOR)
    body = {"booking_ids": ["example-booking"], "why": "ill"}
    for _ in range(2):
        reply = client.post(f"{HERE}/bookings/cancel", json=body, headers=key("ill"))
        assert (reply.status_code, reply.json()["done"]) == (202, False)
    with house.record.read() as session:
        (kept,) = session.scalars(select(OutboxMessage))
    assert (kept.channel, kept.message["type"]) == ("commands", "cancel_bookings")
    assert kept.message["booking_ids"] == ["example-booking"]


def test_a_request_shows_its_legs_and_its_bookings(house: House) -> None:
    card = house.as_role(Role.COORDINATOR).get(f"{REQUESTS}/example-request").json()
    assert card["legs"][0]["wanted_at"] == "2026-11-24T09:05:00Z"
    assert card["booking_ids"] == ["example-booking"]


def test_a_refusal_is_said_in_the_language_of_whoever_asks(
    planned_house: House, answering: Answering
) -> None:
    answering.legs = (refused(RefusalReason.FULL, Shortage.WHEELCHAIR_PLACES, near("11:25")),)
    (leg,) = planned_house.as_role(Role.COORDINATOR).post(REQUESTS, json=WISH, headers=key()).json()["legs"]
    assert (leg["refusal"], leg["why_not"]["shortage"]) == ("full", "wheelchair_places")
    assert leg["why_not"]["first"]["van_id"] == "van-2"
    assert leg["why_not"]["nearest"][0]["promise"]["pickup_from"] == "2026-11-24T10:25:00Z"
    assert leg["sentences"][1:] == [
        "Geen busje heeft dan een rolstoelplaats vrij.",
        "Daarna kan het voor het eerst om 11:25, met Busje 2.",
    ]
