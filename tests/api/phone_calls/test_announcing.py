"""The exchange announces a call: once however often it is told, to whoever may, and kept nowhere for long."""

import json
import logging
from datetime import timedelta
from typing import Any

import pytest
import structlog
from sqlalchemy import select, text

from api.access.permissions import Role
from busline.feed import keys
from busline.feed.phone_calls import PhoneCallShelf
from busline.nouns import PhoneCallState
from busline.record.tables import HistoryEntry, KeptReply, OutboxMessage, Resident
from tests.api.house import API, HERE, LINE, House

CALLS = f"{HERE}/calls"
TRUUS, SHARED, NOBODY = "+31205550200", "+31205550777", "+31612345678"


def tell(house: House, number: str = TRUUS, call_id: str = "one", **more: str) -> Any:
    """Announce a call by the exchange's token."""
    body = {"number": number, "call_id": call_id, **more}
    return house.as_role(Role.TELEPHONE).post(CALLS, json=body)


def share(house: House) -> None:
    """Give two residents one number."""
    with house.record.change("test") as session:
        for resident_id in ("b002", "b003"):
            session.get_one(Resident, (LINE, resident_id)).phone = SHARED


def test_the_reply_counts_who_was_found_and_names_nobody(unplanned_house: House) -> None:
    share(unplanned_house)
    for number, residents in ((TRUUS, 1), ("0031205550200", 1), (SHARED, 2), (NOBODY, 0), ("anonymous", 0)):
        reply = tell(unplanned_house, number, call_id=number)
        assert reply.status_code == 202
        assert reply.json() == {
            "call_id": number,
            "state": "ringing",
            "withheld": number == "anonymous",
            "residents": residents,
        }


def test_somebody_who_left_is_not_found(unplanned_house: House) -> None:
    with unplanned_house.record.change("test") as session:
        session.get_one(Resident, (LINE, "b001")).active = False
    assert tell(unplanned_house).json()["residents"] == 0


def test_a_number_is_looked_up_by_an_index(unplanned_house: House) -> None:
    wanted = select(Resident.id).where(Resident.line_id == LINE, Resident.phone == TRUUS, Resident.active)
    asked = str(wanted.compile(compile_kwargs={"literal_binds": True}))
    with unplanned_house.record.read() as session:
        plan = " ".join(str(row) for row in session.execute(text(f"explain query plan {asked}")))
    assert "ix_residents_phone" in plan


def test_only_the_exchange_announces_and_it_can_do_nothing_else(unplanned_house: House) -> None:
    body = {"number": TRUUS, "call_id": "one"}
    assert unplanned_house.anybody().post(CALLS, json=body).status_code == 401
    for role in (Role.COORDINATOR, Role.REVIEWER, Role.LENDER):
        refused = unplanned_house.as_role(role).post(CALLS, json=body)
        assert (refused.status_code, refused.json()["code"]) == (403, "not-allowed")
    exchange = unplanned_house.as_role(Role.TELEPHONE)
    for path in ("", "/residents", "/stops", "/bookings", "/live"):
        assert exchange.get(HERE + path).status_code == 403, path
    assert exchange.get("/desk/calls").status_code == 403
    elsewhere = exchange.post(f"{API}/lines/elsewhere/calls", json=body)
    assert (elsewhere.status_code, elsewhere.json()["code"]) == (404, "unknown")


def _kept(house: House) -> list[tuple[str, PhoneCallState, tuple[str, ...]]]:
    calls = PhoneCallShelf(house.feed).all_of(LINE, house.clock.now())
    return [(call.number, call.state, call.extensions) for call in calls]


def test_the_same_call_twice_is_one_and_the_pages_hear_of_it_once(unplanned_house: House) -> None:
    listener = unplanned_house.feed.redis.pubsub()
    listener.subscribe(keys.live(LINE))
    assert tell(unplanned_house).json() == tell(unplanned_house).json()
    assert _kept(unplanned_house) == [(TRUUS, PhoneCallState.RINGING, ())]
    heard = []
    while (message := listener.get_message(timeout=0.3)) is not None:
        heard.append(message)
    told = [json.loads(message["data"]) for message in heard if message["type"] == "message"]
    assert [event["topic"] for event in told] == ["calls"]
    assert TRUUS[1:] not in str(told)
    listener.close()


def test_a_call_only_goes_forward(unplanned_house: House) -> None:
    tell(unplanned_house, extension="201")
    tell(unplanned_house, extension="202")  # a group of telephones rings
    assert _kept(unplanned_house) == [(TRUUS, PhoneCallState.RINGING, ("201", "202"))]
    assert tell(unplanned_house, state="answered", extension="202").json()["state"] == "answered"
    assert tell(unplanned_house, extension="201").json()["state"] == "answered"  # told late
    assert _kept(unplanned_house) == [(TRUUS, PhoneCallState.ANSWERED, ("202",))]
    tell(unplanned_house, state="ended")
    assert tell(unplanned_house, state="ringing").json()["state"] == "ended"
    assert _kept(unplanned_house) == [("", PhoneCallState.ENDED, ())]


def test_a_number_that_comes_later_is_taken_over(unplanned_house: House) -> None:
    tell(unplanned_house, "")
    tell(unplanned_house)
    tell(unplanned_house, "")
    assert _kept(unplanned_house) == [(TRUUS, PhoneCallState.RINGING, ())]


def test_one_id_for_two_callers_is_a_conflict(unplanned_house: House) -> None:
    tell(unplanned_house)
    reply = tell(unplanned_house, NOBODY)
    assert reply.headers["content-type"] == "application/problem+json"
    assert (reply.status_code, reply.json()["code"]) == (409, "another-call")
    assert not {TRUUS, NOBODY} & set(reply.text.split('"'))


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"number": "hello"}, "number"),
        ({"number": "201"}, "number"),
        ({"call_id": ""}, "call_id"),
        ({"state": "busy"}, "state"),
        ({"caller": "x"}, "caller"),
        ({"extension": "2" * 33}, "extension"),
    ],
)
def test_what_is_wrong_is_said_where(unplanned_house: House, change: dict[str, str], where: str) -> None:
    body = {"number": TRUUS, "call_id": "one"} | change
    reply = unplanned_house.as_role(Role.TELEPHONE).post(CALLS, json=body)
    assert reply.headers["content-type"] == "application/problem+json"
    assert reply.status_code == 422
    assert [fault["where"] for fault in reply.json()["faults"]] == [where]


def test_a_call_is_kept_a_minute_at_most(unplanned_house: House) -> None:
    tell(unplanned_house)
    unplanned_house.clock.advance(timedelta(seconds=40))
    tell(unplanned_house, state="answered")  # does not make it longer
    (name,) = list(unplanned_house.feed.redis.scan_iter("*:phone-call:*"))
    assert 0 < unplanned_house.feed.redis.pttl(name) <= 20_000
    unplanned_house.clock.advance(timedelta(seconds=20))
    assert _kept(unplanned_house) == []


def test_without_the_feed_it_is_told_so(house: House) -> None:
    assert (tell(house).status_code, tell(house).json()["code"]) == (503, "feed-away")


def test_a_number_leaves_no_trace(
    unplanned_house: House, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    with caplog.at_level(logging.DEBUG), structlog.testing.capture_logs() as logs:
        tell(unplanned_house, NOBODY, call_id=f"{NOBODY}@pbx")
        assert tell(unplanned_house, "06123456789012345678").status_code == 422
        tell(unplanned_house, NOBODY, call_id=f"{NOBODY}@pbx", state="ended")
    with unplanned_house.record.read() as session:
        rows = [
            str(vars(row))
            for table in (HistoryEntry, KeptReply, OutboxMessage)
            for row in session.scalars(select(table))
        ]
    metrics = unplanned_house.as_role(Role.ADMIN).get("/metrics").text
    said = capsys.readouterr()
    kept = [f"{key} {unplanned_house.feed.redis.type(key)}" for key in unplanned_house.feed.redis.scan_iter()]
    kept += [
        str(unplanned_house.feed.redis.get(key))
        for key in unplanned_house.feed.redis.scan_iter("*:phone-call:*")
    ]
    for place in (str(logs), caplog.text, said.out, said.err, metrics, *rows, *kept):
        assert "61234567" not in place
