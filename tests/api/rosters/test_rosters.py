"""Rosters and duties over the API: asked, published, taken, swapped, seen."""

import pytest

from api.access.permissions import Role
from busline.errors import ErrorKind
from busline.feed.messages import AgreeSwap, DriverUnavailable, Failed, PublishRoster, TakeDuty
from busline.nouns import DutyState, RosterState
from busline.record.tables import DriverTerms, Duty, Roster
from tests.api.dispatching import LOST, Answering
from tests.api.house import HERE, LINE, House, key

DAYS = {"from_day": "2026-11-30", "to_day": "2026-12-27"}


def driver(house: House, who: str = "anna"):  # type: ignore[no-untyped-def]
    return house.as_role(Role.DRIVER, driver_id=who)


def test_a_roster_is_asked_once_and_waits_to_be_made(each_house: House) -> None:
    client = each_house.as_role(Role.COORDINATOR)
    first = client.post(f"{HERE}/rosters", json=DAYS, headers=key("one"))
    again = client.post(f"{HERE}/rosters", json=DAYS, headers=key("one"))
    assert first.status_code == again.status_code == 200
    assert first.json()["id"] == again.json()["id"]
    listed = client.get(f"{HERE}/rosters").json()["items"]
    assert [(one["state"], one["from_day"]) for one in listed] == [
        ("asked", "2026-11-30"),
        ("draft", "2026-11-24"),
    ]


@pytest.mark.parametrize(
    ("days", "code"),
    [
        ({"from_day": "2026-12-27", "to_day": "2026-11-30"}, "invalid-input"),
        ({"from_day": "2026-11-30", "to_day": "2027-03-01"}, "invalid-input"),
        ({"from_day": "2026-10-01", "to_day": "2026-10-31"}, "roster-past"),
    ],
)
def test_days_that_make_no_roster_are_refused(house: House, days: dict[str, str], code: str) -> None:
    reply = house.as_role(Role.COORDINATOR).post(f"{HERE}/rosters", json=days, headers=key())
    assert (reply.status_code, reply.json()["code"]) == (422, code)


def test_a_draft_is_looked_at_published_and_no_driver_sees_it(
    planned_house: House, answering: Answering
) -> None:
    client = planned_house.as_role(Role.COORDINATOR)
    sheet = client.get(f"{HERE}/rosters/example-roster").json()
    assert [(line["van_id"], line["driver_id"]) for line in sheet["lines"]] == [("van-1", "anna")]
    assert driver(planned_house).get(f"{HERE}/rosters/example-roster").status_code == 403
    reply = client.post(f"{HERE}/rosters/example-roster/publish", headers=key())
    assert reply.json()["done"]
    [command] = answering.of_type(PublishRoster)
    assert isinstance(command, PublishRoster)
    assert command.roster_id == "example-roster"


def test_a_published_roster_is_not_dropped(house: House) -> None:
    with house.record.change("test") as session:
        session.get_one(Roster, "example-roster").state = RosterState.PUBLISHED
    reply = house.as_role(Role.COORDINATOR).post(f"{HERE}/rosters/example-roster/drop", headers=key())
    assert (reply.status_code, reply.json()["code"]) == (409, "roster-published")


def test_terms_are_written_down(each_house: House) -> None:
    client = each_house.as_role(Role.COORDINATOR)
    for wanted in (36_000, 72_000):
        reply = client.post(
            f"{HERE}/drivers/anna/terms",
            json={"contract_week_s": 14_400, "wanted_week_s": wanted},
            headers=key(),
        )
        assert reply.status_code == 200
    with each_house.record.read() as session:
        terms = session.get_one(DriverTerms, (LINE, "anna"))
    assert (terms.contract_week_s, terms.wanted_week_s) == (14_400, 72_000)


def test_a_driver_sees_the_own_roster_and_only_open_duties_that_the_rules_allow(each_house: House) -> None:
    own = driver(each_house).get(f"{HERE}/driver/roster").json()
    assert [duty["id"] for duty in own["duties"]] == ["example-duty"]
    assert [(s["from_driver"], s["to_driver"]) for s in own["swaps"]] == [("anna", "bram")]
    assert [notice["kind"] for notice in own["notices"]] == ["given"]
    with each_house.record.change("test") as session:
        duty = session.get_one(Duty, "example-duty")
        duty.driver_id, duty.state = None, DutyState.OPEN
    assert [d["id"] for d in driver(each_house, "hans").get(f"{HERE}/driver/roster").json()["open"]] == [
        "example-duty"
    ]
    # Farid works elsewhere from 08:30 to 12:00.
    farid = driver(each_house, "farid").get(f"{HERE}/driver/roster").json()
    assert farid["open"] == []
    [blocked] = farid["blocked"]
    assert (blocked["duty"]["id"], blocked["code"]) == ("example-duty", "against-the-rules")
    assert blocked["params"]["rule"] == "overlap"


def test_an_open_duty_is_taken_in_the_drivers_own_name(planned_house: House, answering: Answering) -> None:
    reply = driver(planned_house, "hans").post(f"{HERE}/driver/duties/example-duty/take", headers=key())
    assert reply.status_code == 200
    [command] = answering.of_type(TakeDuty)
    assert isinstance(command, TakeDuty)
    assert (command.duty_id, command.driver_id) == ("example-duty", "hans")


def test_a_refusal_names_the_rule(planned_house: House, answering: Answering) -> None:
    answering.instead = Failed(
        code="against-the-rules",
        kind=ErrorKind.CONFLICT,
        detail="…",
        params={"rule": "rest_too_short", "source": "Arbeidstijdenwet art. 5:3 lid 2", "limit": 11},
    )
    reply = driver(planned_house, "bram").post(f"{HERE}/driver/duties/example-duty/take", headers=key())
    assert reply.status_code == 409
    assert reply.json()["params"]["source"] == "Arbeidstijdenwet art. 5:3 lid 2"


def test_who_can_not_drive_gives_the_duty_back_and_nobody_elses(
    planned_house: House, answering: Answering
) -> None:
    address = f"{HERE}/driver/duties/example-duty/give-back"
    assert driver(planned_house, "bram").post(address, headers=key()).status_code == 404
    assert driver(planned_house).post(address, headers=key()).json()["done"]
    [command] = answering.of_type(DriverUnavailable)
    assert isinstance(command, DriverUnavailable)
    assert command.driver_id == "anna"


def test_a_duty_given_back_twice_under_one_key_is_given_back_once(
    planned_house: House, answering: Answering
) -> None:
    anna, address = driver(planned_house), f"{HERE}/driver/duties/example-duty/give-back"
    answering.instead = LOST
    assert anna.post(address, headers=key("one")).status_code == 503
    with planned_house.record.change("test") as session:  # planning took it all the same
        session.get_one(Duty, "example-duty").driver_id = None
    answering.instead = None
    for _ in range(2):
        assert anna.post(address, headers=key("one")).json()["done"]
    assert len(answering.of_type(DriverUnavailable)) == 2


def test_a_swap_is_asked_agreed_to_or_declined(planned_house: House, answering: Answering) -> None:
    wish = {"duty_id": "example-duty", "to_driver": "hans"}
    asked = driver(planned_house).post(f"{HERE}/driver/swaps", json=wish, headers=key())
    # Hans is not told to be available on Tuesdays; asked, he may say yes all the same.
    assert asked.status_code == 200, asked.text
    swap = asked.json()["id"]
    hans = driver(planned_house, "hans")
    assert hans.post(f"{HERE}/driver/swaps/{swap}/agree", headers=key()).status_code == 200
    [command] = answering.of_type(AgreeSwap)
    assert isinstance(command, AgreeSwap)
    assert command.driver_id == "hans"
    assert hans.post(f"{HERE}/driver/swaps/{swap}/close", headers=key()).json()["state"] == "declined"
    over = hans.post(f"{HERE}/driver/swaps/{swap}/close", headers=key())
    assert (over.status_code, over.json()["code"]) == (409, "swap-over")


def test_a_swap_against_the_rules_is_refused_with_the_article(each_house: House) -> None:
    # Farid works elsewhere at that time.
    wish = {"duty_id": "example-duty", "to_driver": "farid"}
    reply = driver(each_house).post(f"{HERE}/driver/swaps", json=wish, headers=key())
    assert (reply.status_code, reply.json()["code"]) == (409, "against-the-rules")


def test_a_notice_is_seen_by_whom_it_is_for(house: House) -> None:
    address = f"{HERE}/driver/notices/example-notice/seen"
    assert driver(house, "bram").post(address, headers=key()).status_code == 404
    assert driver(house).post(address, headers=key()).status_code == 200
    assert driver(house).get(f"{HERE}/driver/roster").json()["notices"] == []


def test_a_wish_ends_after_it_begins(house: House) -> None:
    wish = {"starts_at": "2026-12-05T10:00:00Z", "ends_at": "2026-12-05T09:00:00Z"}
    assert driver(house).post(f"{HERE}/driver/wishes", json=wish, headers=key()).status_code == 422
    right = wish | {"ends_at": "2026-12-05T12:00:00Z"}
    assert driver(house).post(f"{HERE}/driver/wishes", json=right, headers=key()).status_code == 200
