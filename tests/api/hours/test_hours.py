"""Hours: corrected with a reason, approved by somebody else, closed by month."""

from datetime import UTC, datetime

from fastapi.testclient import TestClient
from sqlalchemy import select

from api.access.permissions import Role
from busline.record.tables import HistoryEntry
from tests.api.house import HERE, House, add_user, key

HOURS = f"{HERE}/hours/example-duty"
MONTH = f"{HERE}/months/2026-11"
CORRECTION = {
    "worked_from": "2026-11-24T06:00:00Z",
    "worked_to": "2026-11-24T06:40:00Z",
    "break_s": 600,
    "why": "clocked out too late",
}


def tag(version: int) -> dict[str, str]:
    return key() | {"If-Match": f'"v{version}"'}


def reviewer(house: House, login: str, *roles: Role, driver_id: str | None = None) -> TestClient:
    return house.as_user(add_user(house.record, login, Role.REVIEWER, *roles, driver_id=driver_id))


def test_a_month_shows_each_duty_and_the_sum(house: House) -> None:
    month = house.as_role(Role.REVIEWER).get(f"{MONTH}/hours").json()
    # Worked 07:00 to 07:50 without a break; planned 09:45 to 11:45.
    assert (month["total_worked_s"], month["closed"]) == (3000, False)
    assert (month["hours"][0]["driver_name"], month["hours"][0]["planned_s"]) == ("Anna Chauffeursen", 7200)


def test_a_correction_needs_approval_by_somebody_else(each_house: House) -> None:
    ann, bob = reviewer(each_house, "ann"), reviewer(each_house, "bob")
    corrected = ann.patch(HOURS, json=CORRECTION, headers=tag(1)).json()
    # 40 minutes less 10 minutes of break.
    assert (corrected["state"], corrected["worked_s"], corrected["corrected_by"]) == (
        "corrected",
        1800,
        "ann",
    )
    own = ann.post(f"{HOURS}/approve", headers=tag(2))
    assert (own.status_code, own.json()["code"]) == (403, "own-hours")
    approved = bob.post(f"{HOURS}/approve", headers=tag(2)).json()
    assert (approved["state"], approved["approved_by"]) == ("approved", "bob")
    with each_house.record.read() as session:
        entries = session.scalars(
            select(HistoryEntry).where(HistoryEntry.noun == "hours", HistoryEntry.what == "changed")
        ).all()
    assert [(entry.who, entry.why) for entry in entries] == [
        ("ann", "clocked out too late"),
        ("bob", "approved"),
    ]


def test_a_driver_neither_corrects_nor_approves_the_own_hours(house: House) -> None:
    anna = reviewer(house, "anna", Role.DRIVER, driver_id="anna")
    assert anna.patch(HOURS, json=CORRECTION, headers=tag(1)).json()["code"] == "own-hours"
    assert anna.post(f"{HOURS}/approve", headers=tag(1)).json()["code"] == "own-hours"


def test_impossible_hours_are_refused(house: House) -> None:
    client = house.as_role(Role.REVIEWER)
    for change, code in (
        ({"worked_to": "2026-11-24T05:00:00Z"}, "end-before-begin"),
        ({"worked_to": "2026-11-24T07:30:00Z"}, "in-the-future"),  # it is 07:00 UTC
        ({"break_s": 2401}, "break-too-long"),  # of 2,400 s
    ):
        reply = client.patch(HOURS, json=CORRECTION | change, headers=tag(1))
        assert (reply.status_code, reply.json()["faults"][0]["code"]) == (422, code)


def test_a_month_is_closed_when_it_is_over_and_all_is_approved(house: House) -> None:
    client = house.as_role(Role.REVIEWER)
    early = client.post(f"{MONTH}/close", json={}, headers=key())
    assert early.json()["code"] == "month-not-over"
    house.clock.move_to(datetime(2026, 11, 30, 23, tzinfo=UTC))  # midnight in Amsterdam
    waiting = client.post(f"{MONTH}/close", json={}, headers=key())
    assert waiting.json()["params"] == {"count": 1, "duties": ["example-duty"]}
    client.post(f"{HOURS}/approve", headers=tag(1))
    assert client.post(f"{MONTH}/close", json={}, headers=key()).json()["duties"] == 1
    assert client.get(HOURS).json()["state"] == "closed"


def test_a_closed_month_stays_as_it_is_until_it_is_reopened_with_a_reason(house: House) -> None:
    client = house.as_role(Role.REVIEWER)
    client.post(f"{HOURS}/approve", headers=tag(1))
    house.clock.move_to(datetime(2026, 12, 1, tzinfo=UTC))
    client.post(f"{MONTH}/close", json={}, headers=key())
    assert client.patch(HOURS, json=CORRECTION, headers=tag(3)).json()["code"] == "month-closed"
    assert client.post(f"{MONTH}/close", json={}, headers=key()).json()["code"] == "month-closed"
    assert client.post(f"{MONTH}/reopen", json={"why": ""}, headers=key()).status_code == 422
    assert client.post(f"{MONTH}/reopen", json={"why": "forgotten duty"}, headers=key()).status_code == 200
    assert client.patch(HOURS, json=CORRECTION, headers=tag(4)).status_code == 200
