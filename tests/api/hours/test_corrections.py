"""Corrections that are asked for, decided by another person, and adjustments of closed months."""

from datetime import UTC, date, datetime

from fastapi.testclient import TestClient

from api.access.permissions import Role
from busline.figures import Period, PeriodKind, count_changed_days, read_figures
from busline.figures.keeping import rebuild
from busline.nouns import Quarter
from busline.record.tables import ClosedMonth, Duty, Hours, KeptDay
from busline.reports.quarter import count_quarter
from busline.reports.spans import export_hours
from tests.api.house import HERE, LINE, House, add_user, key

HOURS = f"{HERE}/hours/example-duty"
OWN = f"{HERE}/driver/hours/example-duty/corrections"
NOVEMBER, DECEMBER = f"{HERE}/months/2026-11", f"{HERE}/months/2026-12"
# The example was clocked from 7:00 to 7:50; Anna says it was ten minutes more, less five of break.
WISH = {
    "worked_from": "2026-11-24T06:00:00Z",
    "worked_to": "2026-11-24T07:00:00Z",
    "break_s": 300,
    "why": "waited for the garage",
}


def tag(version: int) -> dict[str, str]:
    return key() | {"If-Match": f'"v{version}"'}


def reviewer(house: House, login: str) -> TestClient:
    return house.as_user(add_user(house.record, login, Role.REVIEWER))


def anna(house: House) -> TestClient:
    return house.as_user(add_user(house.record, "anna", Role.DRIVER, Role.REVIEWER, driver_id="anna"))


def closed_november(house: House, client: TestClient) -> None:
    client.post(f"{HOURS}/approve", headers=tag(1))
    house.clock.move_to(datetime(2026, 12, 1, 9, tzinfo=UTC))
    assert client.post(f"{NOVEMBER}/close", json={}, headers=key()).status_code == 200


def test_what_a_driver_asks_counts_once_another_approves_it(each_house: House) -> None:
    driver, wil = anna(each_house), reviewer(each_house, "wil")
    asked = driver.post(OWN, json=WISH, headers=key()).json()
    assert (asked["state"], asked["difference_s"], asked["is_adjustment"]) == ("asked", 300, False)
    assert wil.get(HOURS).json()["worked_s"] == 3000  # as clocked, until somebody decides
    path = f"{HERE}/hours-corrections/{asked['id']}"
    own = driver.post(f"{path}/approve", headers=tag(1))
    assert (own.status_code, own.json()["code"]) == (403, "own-hours")
    assert wil.post(f"{path}/approve", headers=tag(1)).json()["state"] == "approved"
    hours = wil.get(HOURS).json()
    assert (hours["worked_s"], hours["state"]) == (3300, "approved")
    assert (hours["corrected_by"], hours["approved_by"], hours["correction_why"]) == (
        "anna",
        "wil",
        "waited for the garage",
    )
    again = wil.post(f"{path}/approve", headers=tag(2))
    assert (again.status_code, again.json()["code"]) == (409, "hours-not-ready")


def test_while_one_waits_nothing_else_is_decided(house: House) -> None:
    driver, wil = anna(house), reviewer(house, "wil")
    asked = driver.post(OWN, json=WISH, headers=key()).json()
    assert driver.post(OWN, json=WISH, headers=key()).json()["code"] == "correction-waits"
    assert wil.post(f"{HOURS}/approve", headers=tag(1)).json()["code"] == "correction-waits"
    assert wil.patch(HOURS, json=WISH, headers=tag(1)).json()["code"] == "correction-waits"
    house.clock.move_to(datetime(2026, 12, 1, 9, tzinfo=UTC))
    assert wil.post(f"{NOVEMBER}/close", json={}, headers=key()).json()["params"]["count"] == 1
    withdrawn = driver.post(f"{HERE}/driver/hours-corrections/{asked['id']}/withdraw", headers=key())
    assert withdrawn.json()["state"] == "withdrawn"
    assert wil.post(f"{HOURS}/approve", headers=tag(1)).status_code == 200


def test_a_declined_correction_changes_nothing_and_says_why(house: House) -> None:
    asked = anna(house).post(OWN, json=WISH, headers=key()).json()
    path = f"{HERE}/hours-corrections/{asked['id']}"
    wil = reviewer(house, "wil")
    assert wil.post(f"{path}/decline", json={"why": ""}, headers=tag(1)).status_code == 422
    declined = wil.post(f"{path}/decline", json={"why": "the van was back"}, headers=tag(1)).json()
    assert (declined["state"], declined["decided_why"]) == ("declined", "the van was back")
    assert wil.get(HOURS).json()["worked_s"] == 3000


def test_nobody_asks_for_a_colleague(house: House) -> None:
    bram = house.as_user(add_user(house.record, "bram", Role.DRIVER, driver_id="bram"))
    assert bram.post(OWN, json=WISH, headers=key()).json()["code"] == "not-your-hours"


def test_a_correction_of_a_closed_month_counts_in_the_next(each_house: House) -> None:
    driver, wil = anna(each_house), reviewer(each_house, "wil")
    closed_november(each_house, wil)
    before = wil.get(f"{NOVEMBER}/hours").json()
    assert len(before["checksum"]) == 64
    asked = driver.post(OWN, json=WISH, headers=key()).json()
    assert (asked["month"], asked["is_adjustment"], asked["difference_s"]) == ("2026-12", True, 300)
    path = f"{HERE}/hours-corrections/{asked['id']}"
    assert wil.post(f"{path}/approve", headers=tag(1)).status_code == 200
    after = wil.get(f"{NOVEMBER}/hours").json()
    assert (after["hours"], after["checksum"]) == (before["hours"], before["checksum"])
    assert wil.get(f"{DECEMBER}/hours").json()["total_adjusted_s"] == 300
    # A second one counts from what the first made of it: five minutes more again.
    more = WISH | {"worked_to": "2026-11-24T07:05:00Z"}
    assert driver.post(OWN, json=more, headers=key()).json()["difference_s"] == 300
    reopened = wil.post(f"{NOVEMBER}/reopen", json={"why": "to look again"}, headers=key())
    assert (reopened.json()["code"], reopened.json()["params"]) == ("month-adjusted", {"month": "2026-12"})


def test_a_duty_that_nobody_clocked_in_on_gets_hours_by_a_correction(house: House) -> None:
    with house.record.change("test") as session:
        session.delete(session.get_one(Hours, "example-duty"))
    driver, wil = anna(house), reviewer(house, "wil")
    asked = driver.post(OWN, json=WISH, headers=key()).json()
    assert asked["difference_s"] == 3300
    wil.post(f"{HERE}/hours-corrections/{asked['id']}/approve", headers=tag(1))
    hours = wil.get(HOURS).json()
    assert (hours["driver_id"], hours["worked_s"], hours["state"]) == ("anna", 3300, "approved")
    with house.record.change("test") as session:
        session.delete(session.get_one(Hours, "example-duty"))
        session.get_one(Duty, "example-duty").driver_id = None
    assert driver.post(OWN, json=WISH, headers=key()).status_code == 404


def test_hours_settled_later_of_a_duty_that_nobody_clocked_in_on_count_wherever_hours_do(
    each_house: House,
) -> None:
    record, clock = each_house.record, each_house.clock
    with record.change("test") as session:
        session.delete(session.get_one(Hours, "example-duty"))
        session.get_one(Duty, "example-duty").driver_id = "bram"  # changed hands: it was Bram who drove
    bram = each_house.as_user(add_user(record, "bram", Role.DRIVER, driver_id="bram"))
    wil = reviewer(each_house, "wil")
    closed_november(each_house, wil)
    november = wil.get(f"{NOVEMBER}/hours").json()
    clock.move_to(datetime(2026, 12, 2, 9, tzinfo=UTC))
    count_changed_days(record, clock)  # the first of December, too, without it
    asked = bram.post(OWN, json=WISH, headers=key()).json()
    assert (asked["month"], asked["is_adjustment"]) == ("2026-12", True)
    assert wil.post(f"{HERE}/hours-corrections/{asked['id']}/approve", headers=tag(1)).status_code == 200
    clock.move_to(datetime(2027, 1, 2, 9, tzinfo=UTC))
    assert wil.post(f"{DECEMBER}/close", json={}, headers=key()).status_code == 200
    month, quarter = Period.holding(PeriodKind.MONTH, date(2026, 12, 1)), Quarter(2026, 4)
    with record.read() as session:
        sealed = session.get_one(ClosedMonth, (LINE, month.first)).total_s
        exported = export_hours(session, LINE, month.first, month.last)
        worked = read_figures(session, LINE, month, clock.now()).now.facts.worked
        counts = count_quarter(session, LINE, quarter)
    [adjustment] = exported["adjustments"]
    assert (adjustment["person"], adjustment["difference_s"]) == ("bram", 3300)
    assert sealed == exported["total_worked_s"] + exported["total_adjusted_s"] == 3300
    assert worked == {"bram": 3300}
    assert (counts.worked_s, counts.drivers) == (3300, 1)
    assert wil.get(f"{NOVEMBER}/hours").json() == november
    count_changed_days(record, clock)
    _, otherwise = rebuild(record, LINE, clock)
    assert date(2026, 12, 1) not in otherwise  # the history alone says so too
    with record.read() as session:
        assert session.get_one(KeptDay, (LINE, month.first)).facts["worked"] == {"bram": 3300}


def test_several_are_approved_together_or_none(house: House) -> None:
    wil = reviewer(house, "wil")
    path = f"{HERE}/hours/approve"
    stale = {"hours": [{"duty_id": "example-duty", "etag": '"v7"'}]}
    assert wil.post(path, json=stale, headers=key()).status_code == 412
    assert wil.get(HOURS).json()["state"] == "submitted"
    good = {"hours": [{"duty_id": "example-duty", "etag": '"v1"'}]}
    assert wil.post(path, json=good, headers=key()).json() == {"approved": 1}


def test_a_driver_sees_the_own_month_and_nobody_elses(house: House) -> None:
    own = anna(house).get(f"{HERE}/driver/months/2026-11/hours").json()
    assert (own["total_worked_s"], [one["duty_id"] for one in own["hours"]]) == (3000, ["example-duty"])
    bram = house.as_user(add_user(house.record, "bram", Role.DRIVER, driver_id="bram"))
    assert bram.get(f"{HERE}/driver/months/2026-11/hours").json()["hours"] == []
