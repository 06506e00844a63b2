"""Standing bookings by API: made, changed, skipped and stopped once, and told to the dispatcher."""

from datetime import date

import pytest
from fastapi.testclient import TestClient
from httpx import Response
from sqlalchemy import select

from api.access.permissions import Role
from busline.errors import ErrorKind
from busline.feed.messages import Done, Failed, StandingChanged
from busline.record.tables import HistoryEntry, OutboxMessage, StandingBooking, StandingSkip, Stop
from tests.api.dispatching import Answering
from tests.api.house import API, HERE, LINE, House, key
from tests.tiny_line import LINE as TINY
from tests.tiny_line import with_tiny_line

STANDING = f"{HERE}/standing-bookings"
TUESDAY = date(2026, 12, 1)


def wish(**changes: object) -> dict[str, object]:
    """Return Joop's every Tuesday to the library and back, with `changes`."""
    usual: dict[str, object] = {
        "resident_id": "b002",
        "from_stop_id": "wc-zuidwest",
        "to_stop_id": "bibliotheek",
        "out_at": "10:30",
        "back_at": "12:00",
        "first_on": "2026-12-01",
    }
    return usual | changes


def told(house: House) -> list[StandingChanged]:
    """Return what waits in the outbox for the dispatcher."""
    with house.record.read() as session:
        rows = session.scalars(select(OutboxMessage).where(OutboxMessage.channel == "commands")).all()
    return [StandingChanged.model_validate(row.message) for row in rows]


def booker(house: House) -> TestClient:
    return house.as_role(Role.COORDINATOR)


def made(client: TestClient, **changes: object) -> str:
    """Make the series and return its id."""
    reply = client.post(STANDING, json=wish(**changes), headers=key())
    assert reply.is_success, reply.text
    return str(reply.json()["standing"]["id"])


def test_a_series_is_kept_while_planning_is_away_and_told_with_the_same_commit(each_house: House) -> None:
    client = booker(each_house)
    reply = client.post(STANDING, json=wish(every_weeks=2), headers=key())
    assert reply.status_code == 202
    body = reply.json()
    assert (body["done"], body["before"]) == (False, None)
    card = body["standing"]
    assert (card["weekday"], card["out_at"], card["every_weeks"], card["last_on"]) == (1, "10:30", 2, None)
    assert [command.standing_id for command in told(each_house)] == [card["id"]]
    with each_house.record.read() as session:
        row = session.get_one(StandingBooking, (LINE, card["id"]))
        assert row.changed_at == each_house.clock.now()
    shown = client.get(f"{STANDING}/{card['id']}")
    assert (shown.json(), shown.headers["etag"]) == (card, reply.headers["etag"])
    listed = client.get(STANDING, params={"resident_id": "b002"}).json()["items"]
    assert listed == [card]


def test_the_same_wish_twice_is_one_series(each_house: House) -> None:
    client, headers = booker(each_house), key()
    first, second = (client.post(STANDING, json=wish(), headers=headers) for _ in range(2))
    assert first.json() == second.json()
    assert len(told(each_house)) == 1
    other = client.post(STANDING, json=wish(out_at="11:00"), headers=headers)
    assert other.json()["code"] == "idempotency-key-reused"


def test_what_came_of_the_rides_is_told_and_kept(planned_house: House, answering: Answering) -> None:
    answering.instead = Done(result={"booked": ["one", "two"], "unplaced": ["2026-12-08"]})
    client, headers = booker(planned_house), key()
    reply = client.post(STANDING, json=wish(), headers=headers)
    assert reply.status_code == 201
    assert reply.json()["rides"] == {
        "cancelled": [],
        "booked": ["one", "two"],
        "kept": [],
        "apart": [],
        "unplaced": ["2026-12-08"],
    }
    again = client.post(STANDING, json=wish(), headers=headers)
    assert (again.json(), again.headers["idempotency-replayed"]) == (reply.json(), "true")
    # By the outbox and by asking: the same wish, which the dispatcher does once.
    keys = {command.idempotency_key for command in answering.of_type(StandingChanged)}
    assert len(keys) == 1


def test_a_dispatcher_that_fails_keeps_nobody_from_a_series(
    planned_house: House, answering: Answering
) -> None:
    answering.instead = Failed(code="plan-moved", kind=ErrorKind.CONFLICT, detail="The plan changed.")
    reply = booker(planned_house).post(STANDING, json=wish(), headers=key())
    assert (reply.status_code, reply.json()["done"]) == (202, False)


@pytest.mark.parametrize(
    ("changes", "where", "code"),
    [
        ({"to_stop_id": "nowhere"}, "to_stop_id", "unknown-stop"),
        ({"to_stop_id": "base-noord"}, "to_stop_id", "stop-not-served"),
        ({"to_stop_id": "wc-zuidwest"}, "to_stop_id", "same-stop"),
        ({"back_at": "10:30"}, "back_at", "back-before-out"),
        ({"first_on": "2026-11-23"}, "first_on", "first-day-past"),
        ({"last_on": "2026-11-30"}, "last_on", "ends-before-first"),
        ({"activity_id": "chess"}, "activity_id", "unknown-activity"),
    ],
)
def test_what_can_not_be_is_said_at_its_field(
    each_house: House, changes: dict[str, object], where: str, code: str
) -> None:
    client = booker(each_house)
    reply = client.post(STANDING, json=wish(**changes), headers=key())
    assert reply.status_code == 422, reply.text
    (fault,) = reply.json()["faults"]
    assert (fault["where"], fault["code"]) == (where, code)
    assert told(each_house) == []
    series = made(client)
    if "first_on" not in changes:
        headers = key() | {"If-Match": client.get(f"{STANDING}/{series}").headers["etag"]}
        edited = client.patch(f"{STANDING}/{series}", json=changes, headers=headers)
        assert edited.json()["faults"][0]["code"] == code, edited.text


def test_a_stop_that_closes_before_the_first_day_is_refused(house: House) -> None:
    with house.record.change("test") as session:
        session.get_one(Stop, (LINE, "bibliotheek")).closed_on = date(2026, 11, 30)
    reply = booker(house).post(STANDING, json=wish(), headers=key())
    assert reply.json()["faults"][0]["code"] == "stop-closed"


def test_two_who_edit_the_same_series_do_not_overwrite_each_other(each_house: House) -> None:
    ann, bob = booker(each_house), booker(each_house)
    series = made(ann)
    tag = ann.get(f"{STANDING}/{series}").headers["etag"]
    first = ann.patch(f"{STANDING}/{series}", json={"out_at": "10:45"}, headers=key() | {"If-Match": tag})
    second = bob.patch(f"{STANDING}/{series}", json={"out_at": "11:00"}, headers=key() | {"If-Match": tag})
    assert (first.status_code, first.json()["standing"]["out_at"]) == (202, "10:45")
    assert first.json()["before"]["out_at"] == "10:30"
    assert (second.status_code, second.json()["code"]) == (412, "stale-edit")
    assert client_stop(bob, series, tag).status_code == 412


def client_stop(client: TestClient, series: str, tag: str, from_day: str = "2026-12-15") -> Response:
    headers = key() | {"If-Match": tag}
    return client.delete(f"{STANDING}/{series}", params={"from": from_day}, headers=headers)


def test_what_an_edit_leaves_out_stays(each_house: House) -> None:
    client = booker(each_house)
    series = made(client)
    before = client.get(f"{STANDING}/{series}")
    headers = key() | {"If-Match": before.headers["etag"]}
    after = client.patch(f"{STANDING}/{series}", json={"back_at": None}, headers=headers).json()
    assert after["standing"] == before.json() | {"back_at": None, "etag": '"v2"'}


def test_a_series_that_becomes_fortnightly_counts_from_its_next_ride(each_house: House) -> None:
    client = booker(each_house)
    with each_house.record.change("test") as session:
        # Every Tuesday since January; an odd number of weeks before the next one.
        row = session.get_one(StandingBooking, (LINE, "vr01"))
        assert row.first_on == date(2026, 1, 5)
    headers = key() | {"If-Match": '"v1"'}
    reply = client.patch(f"{STANDING}/vr01", json={"every_weeks": 2}, headers=headers).json()
    assert reply["standing"]["first_on"] == "2026-11-24"  # this very morning's is still to come


def test_a_stopped_series_ends_the_day_before_and_is_not_lengthened_by_it(each_house: House) -> None:
    client = booker(each_house)
    series = made(client, last_on="2026-12-20")
    stopped = client_stop(client, series, '"v1"')
    assert stopped.json()["standing"]["last_on"] == "2026-12-14"
    longer = client_stop(client, series, stopped.headers["etag"], "2027-01-05")
    assert longer.json()["standing"]["last_on"] == "2026-12-14"
    past = client_stop(client, series, longer.headers["etag"], "2026-11-23")
    assert past.json()["faults"][0]["code"] == "first-day-past"


def test_a_span_is_skipped_every_day_of_it_and_one_day_taken_back(each_house: House) -> None:
    client = booker(each_house)
    series = made(client)
    body = {"from_day": "2026-12-01", "to_day": "2026-12-14", "reason": "is away"}
    skipped = client.post(f"{STANDING}/{series}/skips", json=body, headers=key())
    assert skipped.status_code == 202
    days = [skip["day"] for skip in skipped.json()["standing"]["skips"]]
    assert (len(days), days[0], days[-1]) == (14, "2026-12-01", "2026-12-14")
    assert skipped.headers["etag"] != '"v1"'  # whoever edits the series sees that
    back = client.delete(f"{STANDING}/{series}/skips/2026-12-08", headers=key())
    assert back.status_code == 202
    assert "2026-12-08" not in [skip["day"] for skip in back.json()["standing"]["skips"]]
    again = client.delete(f"{STANDING}/{series}/skips/2026-12-08", headers=key())
    assert (again.status_code, again.json()["code"]) == (404, "unknown")
    assert len(told(each_house)) == 3
    with each_house.record.read() as session:
        kept = session.scalars(select(HistoryEntry).where(HistoryEntry.noun == "standing_skips")).all()
    assert {entry.why for entry in kept if entry.what == "created"} >= {"is away"}
    assert [entry.why for entry in kept if entry.what == "deleted"] == ["rides after all"]


def test_days_that_are_over_stay_out_of_a_span(house: House) -> None:
    client = booker(house)
    body = {"from_day": "2026-11-20", "to_day": "2026-11-25"}
    skipped = client.post(f"{STANDING}/vr01/skips", json=body, headers=key()).json()
    with house.record.read() as session:
        days = session.scalars(select(StandingSkip.service_date).order_by(StandingSkip.service_date)).all()
    assert days[:2] == [date(2026, 11, 24), date(2026, 11, 25)]
    assert skipped["standing"]["skips"][0]["day"] == "2026-11-24"


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"from_day": "2026-12-14", "to_day": "2026-12-01"}, "span-too-long"),
        ({"from_day": "2026-12-01", "to_day": "2028-12-01"}, "span-too-long"),
        ({"from_day": "2026-11-23"}, "first-day-past"),
    ],
)
def test_a_span_that_can_not_be_is_refused(house: House, body: dict[str, str], code: str) -> None:
    reply = booker(house).post(f"{STANDING}/vr01/skips", json=body, headers=key())
    assert reply.status_code == 422
    assert code in (reply.json()["code"], *(fault["code"] for fault in reply.json()["faults"]))


@pytest.mark.parametrize("role", [Role.DRIVER, Role.REVIEWER, Role.LENDER])
def test_only_who_books_may_write(house: House, role: Role) -> None:
    client = house.as_role(role, driver_id="anna" if role is Role.DRIVER else None)
    headers = key() | {"If-Match": '"v1"'}
    assert client.post(STANDING, json=wish(), headers=headers).status_code == 403
    assert client.patch(f"{STANDING}/vr01", json={}, headers=headers).status_code == 403
    assert (
        client.delete(f"{STANDING}/vr01", params={"from": "2026-12-01"}, headers=headers).status_code == 403
    )
    body = {"from_day": "2026-12-01"}
    assert client.post(f"{STANDING}/vr01/skips", json=body, headers=headers).status_code == 403
    assert client.delete(f"{STANDING}/vr01/skips/2026-12-22", headers=headers).status_code == 403
    assert client.get(f"{STANDING}/vr01").status_code == 403


def test_a_series_of_another_line_is_not_there(house: House) -> None:
    with_tiny_line(house.record)
    client = house.as_role(Role.ADMIN, line_id=None)
    there = f"{API}/lines/{TINY}/standing-bookings/vr01"
    assert client.get(there).status_code == 404
    reply = client.post(f"{there}/skips", json={"from_day": "2026-12-01"}, headers=key())
    assert (reply.status_code, reply.json()["code"]) == (404, "unknown")
