"""What drivers say of their time: by themselves or by the office, taken back one by one."""

import pytest

from api.access.permissions import Role
from busline.feed.messages import DriverUnavailable
from busline.record.tables import DriverTerms
from tests.api.dispatching import Answering
from tests.api.house import HERE, LINE, House, key

OWN, OFFICE = f"{HERE}/driver", f"{HERE}/drivers/anna"
NIGHT = {"weekdays": [4], "starts": "22:00", "ends": "06:00", "elsewhere": True, "employer": "Cordaan"}


def driver(house: House, who: str = "anna"):  # type: ignore[no-untyped-def]
    return house.as_role(Role.DRIVER, driver_id=who)


def hours(rows: list[dict[str, str]]) -> list[tuple[str, str, str]]:
    return [(row["weekday"], row["starts"], row["ends"]) for row in rows]  # type: ignore[misc]


def test_the_driver_and_the_office_write_the_same_sheet(each_house: House) -> None:
    anna, office = driver(each_house), each_house.as_role(Role.COORDINATOR)
    before = hours(office.get(f"{OFFICE}/times").json()["elsewhere_weekly"])
    once = key()
    for _ in range(2):  # sent twice, written once
        assert anna.post(f"{OWN}/times/weekly", json=NIGHT, headers=once).status_code == 200
    day = {"date": "2026-11-28", "starts": "13:00", "ends": "17:00", "employer": " Zorggroep "}
    office.post(f"{OFFICE}/times/elsewhere", json=day, headers=key())
    own = anna.get(f"{OWN}/times").json()
    assert own == office.get(f"{OFFICE}/times").json()
    assert sorted(hours(own["elsewhere_weekly"])) == sorted(
        [*before, (4, "22:00", "00:00"), (5, "00:00", "06:00")]
    )
    [one] = own["elsewhere"]
    assert (one["starts_at"], one["employer"]) == ("2026-11-28T12:00:00Z", "Zorggroep")
    left = anna.post(f"{OWN}/times/{one['id']}/remove", headers=key()).json()
    assert left["elsewhere"] == []


def test_nobody_takes_back_what_another_said(each_house: House) -> None:
    address = f"{OWN}/times/example-entry/remove"
    assert driver(each_house, "bram").post(address, headers=key()).status_code == 404
    assert driver(each_house).post(address, headers=key()).json()["wishes"] == []


def test_wanted_hours_leave_the_contract_as_it_is(each_house: House) -> None:
    with each_house.record.change("test") as session:
        session.merge(DriverTerms(line_id=LINE, driver_id="anna", contract_week_s=14_400))
    wanted = driver(each_house).post(f"{OWN}/wanted-hours", json={"wanted_week_s": 36_000}, headers=key())
    assert (wanted.json()["contract_week_s"], wanted.json()["wanted_week_s"]) == (14_400, 36_000)


def test_only_the_office_says_who_is_trained(each_house: House) -> None:
    skills = {"wheelchair_trained": False}
    refused = driver(each_house).post(f"{OFFICE}/skills", json=skills, headers=key())
    assert refused.status_code == 403
    told = each_house.as_role(Role.COORDINATOR).post(f"{OFFICE}/skills", json=skills, headers=key())
    assert told.json()["wheelchair_trained"] is False


@pytest.mark.parametrize(
    ("where", "wish", "code"),
    [
        ("weekly", {"weekdays": [0], "starts": "12:00", "ends": "09:00"}, "hours-order"),
        ("weekly", {"weekdays": [9], "starts": "09:00", "ends": "12:00"}, "weekdays"),
        ("elsewhere", {"date": "2026-11-28", "starts": "09:00", "ends": "09:00"}, "hours-order"),
    ],
)
def test_hours_without_sense_are_refused_where_they_stand(
    house: House, where: str, wish: dict[str, object], code: str
) -> None:
    reply = driver(house).post(f"{OWN}/times/{where}", json=wish, headers=key())
    assert reply.status_code == 422
    assert [fault["code"] for fault in reply.json()["faults"]] == [code]


def test_a_driver_reports_the_own_absence(planned_house: House, answering: Answering) -> None:
    absence = {"starts_at": "2026-12-01T00:00:00+01:00", "ends_at": "2026-12-02T00:00:00+01:00"}
    reply = driver(planned_house).post(f"{OWN}/absences", json=absence, headers=key())
    assert reply.json()["done"]
    [command] = answering.of_type(DriverUnavailable)
    assert isinstance(command, DriverUnavailable)
    assert command.driver_id == "anna"
