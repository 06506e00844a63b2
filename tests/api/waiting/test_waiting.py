"""The waiting list over the API, on both databases: join, look at, take the place, leave."""

from datetime import datetime, timedelta

from sqlalchemy import select

from api.access.permissions import Role
from busline.feed.messages import ConfirmWaiting
from busline.nouns import WaitingState
from busline.record.tables import OutboxMessage, WaitingEntry
from tests.api.dispatching import LOST, Answering
from tests.api.house import DAY, HERE, House, at, key

WAITING = f"{HERE}/requests/example-refused/waiting"
RIDE_DAY = (DAY + timedelta(weeks=3)).isoformat()


def forget(house: House) -> None:
    """Take the example's entry off the record, as if nobody had waited yet."""
    with house.record.change("test") as session:
        session.delete(session.get_one(WaitingEntry, "example-waiting"))


def told(house: House) -> list[str]:
    """Return the commands that planning is told after the commit."""
    with house.record.read() as session:
        messages = session.scalars(select(OutboxMessage).where(OutboxMessage.channel == "commands"))
        return [row.message["type"] for row in messages]


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def test_who_was_refused_joins_once_however_often_it_is_sent(each_house: House) -> None:
    forget(each_house)
    client = each_house.as_role(Role.COORDINATOR)
    first = client.post(WAITING, json={}, headers=key("one")).json()
    assert client.post(WAITING, json={}, headers=key("one")).json() == first
    again = client.post(WAITING, json={}, headers=key()).json()
    assert (again["id"], again["waits_since"]) == (first["id"], first["waits_since"])
    wanted = at("10:30") + timedelta(weeks=3)
    # By the line's rules: half an hour either way, and to know half an hour before.
    assert (first["earlier_s"], first["later_s"]) == (1800, 1800)
    assert moment(first["know_by"]) == wanted - timedelta(minutes=30)
    assert (first["state"], first["resident_name"]) == ("waiting", "Joop Nepstra")
    assert told(each_house) == ["waiting_list_changed"] * 2  # the repeated form did nothing


def test_what_is_named_once_more_is_changed_and_the_place_in_the_line_kept(each_house: House) -> None:
    forget(each_house)
    client = each_house.as_role(Role.COORDINATOR)
    first = client.post(WAITING, json={}, headers=key()).json()
    each_house.clock.advance(timedelta(minutes=5))
    know_by = (at("18:00") + timedelta(weeks=2)).isoformat()
    second = client.post(WAITING, json={"later_s": 3600, "know_by": know_by}, headers=key()).json()
    assert (second["earlier_s"], second["later_s"]) == (1800, 3600)
    assert moment(second["know_by"]) == moment(know_by)
    assert second["waits_since"] == first["waits_since"]


def test_who_wants_to_know_too_late_or_before_now_is_told_so(each_house: House) -> None:
    forget(each_house)
    client = each_house.as_role(Role.COORDINATOR)
    for wrong in (at("10:15") + timedelta(weeks=3), at("07:00")):
        reply = client.post(WAITING, json={"know_by": wrong.isoformat()}, headers=key())
        assert reply.status_code == 422
        assert reply.json()["faults"][0]["code"] == "know-by-out-of-reach"


def test_a_request_with_its_ride_does_not_wait(each_house: House) -> None:
    client = each_house.as_role(Role.COORDINATOR)
    reply = client.post(f"{HERE}/requests/example-request/waiting", json={}, headers=key())
    assert (reply.status_code, reply.json()["code"]) == (409, "nothing-to-wait-for")


def test_the_list_of_a_day_leads_with_who_has_waited_longest(each_house: House) -> None:
    client = each_house.as_role(Role.COORDINATOR)
    (entry,) = client.get(f"{HERE}/waiting", params={"day": RIDE_DAY}).json()["items"]
    assert (entry["resident_id"], entry["state"]) == ("b002", "offered")
    assert client.get(f"{HERE}/waiting", params={"day": DAY.isoformat()}).json()["items"] == []
    assert len(client.get(f"{HERE}/waiting").json()["items"]) == 1


def test_who_leaves_keeps_nothing_and_planning_is_told(each_house: House) -> None:
    client = each_house.as_role(Role.COORDINATOR)
    left = client.delete(WAITING, headers=key()).json()
    assert (left["state"], left["offers"], left["held_until"]) == ("left", [], None)
    assert client.delete(WAITING, headers=key()).json()["state"] == "left"  # twice is once
    assert told(each_house) == ["waiting_list_changed"]
    back = client.post(WAITING, json={}, headers=key()).json()
    assert (back["id"], back["state"]) == (left["id"], "waiting")


def test_the_place_that_is_held_is_booked_by_planning(planned_house: House, answering: Answering) -> None:
    client = planned_house.as_role(Role.COORDINATOR)
    reply = client.post(f"{WAITING}/confirm", headers=key("one"))
    assert reply.json()["bookings"][0]["reference"] == "482 913"
    assert client.post(f"{WAITING}/confirm", headers=key("one")).json() == reply.json()
    assert [command.waiting_id for command in answering.of_type(ConfirmWaiting)] == ["example-waiting"]


def test_a_place_whose_answer_was_lost_is_the_same_wish_when_it_is_sent_again(
    planned_house: House, answering: Answering
) -> None:
    client = planned_house.as_role(Role.COORDINATOR)
    answering.instead = LOST
    assert client.post(f"{WAITING}/confirm", headers=key("one")).status_code == 503
    with planned_house.record.change("test") as session:  # planning booked it all the same
        session.get_one(WaitingEntry, "example-waiting").state = WaitingState.PLACED
    answering.instead = None
    reply = client.post(f"{WAITING}/confirm", headers=key("one"))
    assert reply.json()["bookings"][0]["reference"] == "482 913"
    first, second = answering.of_type(ConfirmWaiting)
    assert first.idempotency_key == second.idempotency_key  # so that planning does it once
    another = client.post(f"{WAITING}/confirm", headers=key("two"))
    assert (another.status_code, another.json()["code"]) == (409, "place-gone")


def test_a_place_that_is_gone_is_not_booked(planned_house: House, answering: Answering) -> None:
    with planned_house.record.change("test") as session:
        session.get_one(WaitingEntry, "example-waiting").state = WaitingState.WAITING
    reply = planned_house.as_role(Role.COORDINATOR).post(f"{WAITING}/confirm", headers=key())
    assert (reply.status_code, reply.json()["code"]) == (409, "place-gone")
    assert answering.of_type(ConfirmWaiting) == []


def test_only_who_books_may_let_somebody_wait(house: House) -> None:
    for role in (Role.REVIEWER, Role.DRIVER):
        client = house.as_role(role, driver_id="anna" if role is Role.DRIVER else None)
        assert client.post(WAITING, json={}, headers=key()).status_code == 403
