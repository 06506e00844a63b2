"""A driver's time on a page: the same sheet for the driver and the office, faults beside their fields."""

from datetime import timedelta

import pytest
from fastapi.testclient import TestClient

from api.access.permissions import Role
from busline.feed.messages import DriverUnavailable
from busline.record.tables import Driver, DriverAbsence, DriverTerms, DriverWish, WorkedElsewhere
from busline.record.tables.base import new_id
from tests.api.dispatching import Answering
from tests.api.house import LINE, House, at

OWN, OFFICE = "/duties/times", "/roster/drivers/anna"
DAYS = {"from_day": "2026-12-07", "to_day": "2026-12-09"}


def send(client: TestClient, address: str, **fields: object):  # type: ignore[no-untyped-def]
    return client.post(address, data={"idempotency_key": new_id()} | fields)


def anna(house: House) -> TestClient:
    return house.as_role(Role.DRIVER, driver_id="anna")


def test_hours_are_added_and_taken_back_by_the_driver_and_by_the_office(each_house: House) -> None:
    page = send(anna(each_house), f"{OWN}/weekly", weekdays=["5", "6"], starts="18:00", ends="22:00").text
    assert "zaterdag 18:00–22:00" in page
    office = each_house.as_role(Role.COORDINATOR)
    shown = office.get(OFFICE).text
    assert "zaterdag 18:00–22:00" in shown
    entry = shown[: shown.index("zaterdag 18:00–22:00</span>")].rpartition('name="entry" value="')[2][:32]
    left = send(office, f"{OFFICE}/remove", entry=entry).text
    assert "zaterdag 18:00–22:00" not in left
    assert "18:00–22:00" in left  # on Sunday


def test_work_elsewhere_is_entered_for_a_day_and_for_every_week(each_house: House) -> None:
    client = anna(each_house)
    day = {"day": "2026-11-28", "starts": "22:00", "ends": "06:00", "employer": "Zorggroep"}
    page = send(client, f"{OWN}/elsewhere", **day).text
    assert "za 28 nov, 22:00 – zo 29 nov, 06:00" in page
    assert "Zorggroep" in page
    weekly = {"weekdays": ["5"], "starts": "08:00", "ends": "12:00", "employer": "Buurtzorg"}
    assert "elke zaterdag 08:00–12:00" in send(client, f"{OWN}/weekly-elsewhere", **weekly).text


def test_hours_elsewhere_that_forbid_a_duty_say_so_at_once(each_house: House) -> None:
    form = {"day": "2026-11-24", "starts": "09:00", "ends": "17:00"}
    page = send(anna(each_house), f"{OWN}/elsewhere", **form).text
    assert "Deze diensten mogen zo niet meer" in page
    assert "Op die tijd is er al ander werk." in page


def test_a_wish_of_whole_days_reaches_to_the_end_of_the_last(each_house: House) -> None:
    page = send(anna(each_house), f"{OWN}/wish", **DAYS, avoid="false").text
    assert "ma 7 dec – wo 9 dec" in page
    with each_house.record.read() as session:
        wish = session.query(DriverWish).filter(DriverWish.id != "example-entry").one()
    assert (wish.avoid, wish.ends_at - wish.starts_at) == (False, timedelta(days=3))


def test_an_absence_is_for_the_dispatcher_and_can_be_taken_back(
    planned_house: House, answering: Answering
) -> None:
    client = anna(planned_house)
    page = send(client, f"{OWN}/absence", **DAYS, from_time="12:00", reason="holiday").text
    assert "Doorgegeven." in page
    [command] = answering.of_type(DriverUnavailable)
    assert isinstance(command, DriverUnavailable)
    assert (command.driver_id, command.why) == ("anna", "holiday")
    assert command.ends_at - command.starts_at == timedelta(days=2, hours=12)
    with planned_house.record.change("test") as session:
        session.add(
            DriverAbsence(
                id="away",
                line_id=LINE,
                driver_id="anna",
                starts_at=command.starts_at,
                ends_at=command.ends_at,
                reason="holiday",
            )
        )
    shown = client.get(OWN).text
    assert "ma 7 dec, 12:00 – wo 9 dec" in shown
    assert "ma 7 dec" in planned_house.as_role(Role.COORDINATOR).get("/roster/drivers").text
    assert "ma 7 dec" not in send(client, f"{OWN}/remove", entry="away").text


def test_while_planning_is_away_an_absence_is_kept_for_later(each_house: House) -> None:
    assert "zodra zij terug is" in send(anna(each_house), f"{OWN}/absence", **DAYS).text


@pytest.mark.parametrize(
    ("what", "fields", "said"),
    [
        ("weekly", {"weekdays": ["0"], "starts": "12:00", "ends": "09:00"}, "later zijn dan het begin"),
        ("weekly", {"starts": "09:00", "ends": "12:00"}, "Kies minstens één dag."),
        ("elsewhere", {"day": "", "starts": "09:00", "ends": "12:00"}, "Vul dit in."),
        ("elsewhere", {"day": "0001-01-01", "starts": "09:00", "ends": "12:00"}, "Dit klopt niet."),
        ("wish", {"from_day": "2026-12-09", "to_day": "2026-12-07"}, "binnen een jaar"),
        ("absence", {"from_day": "2026-12-09", "to_day": "2026-12-07"}, "binnen een jaar"),
        ("hours", {"wanted": "heel veel"}, "Vul een getal in van 0 tot 60"),
        ("hours", {"wanted": "61"}, "Vul een getal in van 0 tot 60"),
    ],
)
def test_what_can_not_be_is_said_where_it_was_typed(
    house: House, what: str, fields: dict[str, object], said: str
) -> None:
    reply = send(anna(house), f"{OWN}/{what}", **fields)
    assert reply.status_code == 422
    assert said in reply.text
    form = reply.text[reply.text.index(f'id="{what}"') :]
    assert said in form
    for name, value in fields.items():
        if isinstance(value, str) and value:
            assert f'name="{name}"' in form
            assert f'value="{value}"' in form


def test_hours_a_week_are_the_drivers_and_the_contract_the_offices(each_house: House) -> None:
    office = each_house.as_role(Role.COORDINATOR)
    assert 'value="7,5"' in send(office, f"{OFFICE}/hours", contract="7,5", wanted="12").text
    page = send(anna(each_house), f"{OWN}/hours", wanted="20", contract="40").text
    assert 'name="contract"' not in page
    with each_house.record.read() as session:
        terms = session.get_one(DriverTerms, (LINE, "anna"))
    assert (terms.contract_week_s, terms.wanted_week_s) == (27_000, 72_000)
    send(anna(each_house), f"{OWN}/hours", wanted="")
    with each_house.record.read() as session:
        assert session.get_one(DriverTerms, (LINE, "anna")).wanted_week_s is None


def test_only_the_office_says_who_is_trained(each_house: House) -> None:
    assert send(anna(each_house), f"{OWN}/skills", trained="true").status_code == 404
    send(each_house.as_role(Role.COORDINATOR), f"{OFFICE}/skills")
    with each_house.record.read() as session:
        assert not session.get_one(Driver, (LINE, "anna")).wheelchair_trained
    assert "nog niet getraind" in anna(each_house).get(OWN).text


def test_a_form_that_is_sent_twice_is_one(each_house: House) -> None:
    form = {"day": "2026-11-28", "starts": "09:00", "ends": "12:00", "idempotency_key": new_id()}
    client = anna(each_house)
    for _ in range(2):
        assert client.post(f"{OWN}/elsewhere", data=form).status_code == 200
    with each_house.record.read() as session:
        [row] = session.query(WorkedElsewhere)
    assert row.starts_at == at("09:00") + timedelta(days=4)
