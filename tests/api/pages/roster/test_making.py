"""The roster maker's page: asked, looked at, published; who was told, who is ill, who takes over."""

from datetime import timedelta
from typing import Any

from fastapi.testclient import TestClient

from api.access.permissions import Role
from busline.feed.messages import DriverUnavailable, PublishRoster, TakeDuty
from busline.nouns import DutyState, NoticeKind, RosterState
from busline.record.tables import Driver, Duty, DutyNotice, Roster, RosterDuty, WorkedElsewhere
from busline.record.tables.base import new_id
from tests.api.dispatching import Answering
from tests.api.house import DAY, LINE, House, at

RESULT: dict[str, Any] = {
    "open": {"open-window": "working_time"},
    "gap": 0.004,
    "unit_s": 900,
    "goals": [
        {"goal": "cover", "cost": 10, "bound": 10},
        {"goal": "contract", "cost": 6, "bound": 6},
        {"goal": "fairest", "cost": 900, "bound": 100},
        {"goal": "share", "cost": 1000, "bound": 996},
    ],
    "shares": [
        {
            "driver": "anna",
            "got_s": 7200,
            "fairest_s": 9000,
            "contract_s": 14_400,
            "wanted_s": 36_000,
            "before_s": 3600,
            "wishes": 3,
            "wishes_kept": 2,
        }
    ],
}


def send(client: TestClient, address: str, **fields: str):  # type: ignore[no-untyped-def]
    return client.post(address, data={"idempotency_key": new_id()} | fields)


def maker(house: House) -> TestClient:
    return house.as_role(Role.COORDINATOR)


def make(house: House, state: RosterState = RosterState.DRAFT, **more: Any) -> None:
    """Let the example's roster be there with a result."""
    with house.record.change("test") as session:
        roster = session.get_one(Roster, "example-roster")
        roster.state, roster.result = state, RESULT | more
        if state is RosterState.PUBLISHED:
            roster.published_at = at("08:00")


def tell(house: House, kind: NoticeKind, driver_id: str, *, seen: bool = False, minute: int = 0) -> None:
    moment = at("08:00") + timedelta(minutes=minute)
    with house.record.change("test") as session:
        session.add(
            DutyNotice(
                line_id=LINE,
                driver_id=driver_id,
                duty_id="example-duty",
                kind=kind,
                made_at=moment,
                seen_at=moment if seen else None,
            )
        )


def open_the_duty(house: House) -> None:
    with house.record.change("test") as session:
        duty = session.get_one(Duty, "example-duty")
        duty.driver_id, duty.state = None, DutyState.OPEN


def test_without_a_roster_the_page_says_what_to_do_first(each_house: House) -> None:
    send(maker(each_house), "/roster/example-roster/drop")
    page = maker(each_house).get("/roster").text
    assert "Er is nog geen rooster." in page
    assert "Kies “Nieuw rooster”" in page


def test_a_roster_is_asked_once_however_often_the_button_is_pressed(each_house: House) -> None:
    form = {"from_day": "2026-11-30", "weeks": "4", "idempotency_key": new_id()}
    client = maker(each_house)
    for _ in range(2):
        page = client.post("/roster", data=form)
        assert "Het rooster wordt gemaakt" in page.text
        assert "ma 30 nov – zo 27 dec" in page.text
    with each_house.record.read() as session:
        assert session.query(Roster).count() == 2  # the example's and this one


def test_days_that_are_over_make_no_roster_and_the_form_stays(house: House) -> None:
    wrong = send(maker(house), "/roster", from_day="2026-10-05", weeks="2")
    assert wrong.status_code == 422
    assert "Deze dagen zijn voorbij" in wrong.text
    assert 'value="2026-10-05"' in wrong.text


def test_a_draft_shows_hours_fair_shares_what_is_open_and_how_near_the_best_it_is(each_house: House) -> None:
    make(each_house)
    with each_house.record.change("test") as session:
        session.get_one(RosterDuty, ("example-roster", "example-window"))
    page = maker(each_house).get("/roster").text
    assert "voorstel" in page
    assert "kan hoogstens 0,4% beter" in page
    assert "Samen 1:30 uur te weinig" in page  # six quarters below the contracts
    for said in ("1 van 1", "2:30", "10:00", "4:00", "2 van 3", "Anna Chauffeursen"):
        assert said in page, said
    assert "Eerlijkst" in page
    assert "Maak bekend" in page


def test_a_window_that_nobody_drives_is_listed_with_the_reason(each_house: House) -> None:
    make(each_house, open={"example-window": "working_time"})
    with each_house.record.change("test") as session:
        session.get_one(RosterDuty, ("example-roster", "example-window")).driver_id = None
    page = maker(each_house).get("/roster").text
    assert "1 dienst zonder chauffeur" in page
    assert "wie kan, mag niet door de werktijden" in page


def test_publishing_is_for_the_dispatcher(planned_house: House, answering: Answering) -> None:
    page = send(maker(planned_house), "/roster/example-roster/publish")
    assert "Bekendgemaakt" in page.text
    [command] = answering.of_type(PublishRoster)
    assert isinstance(command, PublishRoster)
    assert command.roster_id == "example-roster"


def test_while_planning_is_away_publishing_is_kept_for_later(each_house: House) -> None:
    assert "zodra zij terug is" in send(maker(each_house), "/roster/example-roster/publish").text


def test_who_has_not_seen_the_roster_yet_can_be_phoned(each_house: House) -> None:
    make(each_house, RosterState.PUBLISHED)
    tell(each_house, NoticeKind.ROSTER, "anna", seen=True)
    tell(each_house, NoticeKind.ROSTER, "bram")
    page = maker(each_house).get("/roster").text
    assert "1 van 2 chauffeurs." in page
    told = page[page.index('id="told"') :]
    assert "Bram van Rijden" in told
    assert 'href="tel:+31205550102"' in told
    assert "Anna" not in told[: told.index("</section>")]


def test_who_is_ill_is_reported_and_the_dispatcher_looks_for_others(
    planned_house: House, answering: Answering
) -> None:
    form = {"driver": "anna", "from_day": "2026-11-24", "from_time": "07:00", "to_day": "2026-11-24"}
    page = send(maker(planned_house), "/roster/absences", **form, reason="ill")
    assert "Opgeschreven." in page.text
    [command] = answering.of_type(DriverUnavailable)
    assert isinstance(command, DriverUnavailable)
    assert (command.driver_id, command.why) == ("anna", "ill")
    assert command.starts_at == at("07:00")
    assert command.ends_at == at("23:00") + timedelta(hours=1)
    wrong = send(maker(planned_house), "/roster/absences", **form | {"to_day": "2026-11-23"})
    assert (wrong.status_code, "Het einde moet later zijn" in wrong.text) == (422, True)


def test_who_was_asked_to_take_over_is_shown_until_they_answer(each_house: House) -> None:
    client = maker(each_house)
    with each_house.record.change("test") as session:
        session.get_one(Duty, "example-duty").driver_id = "hans"
    tell(each_house, NoticeKind.TAKEN_OFF, "anna", minute=1)
    tell(each_house, NoticeKind.ASKED, "hans", minute=1)
    page = client.get("/roster/sheet").text
    assert "Hans Handrem in plaats van Anna Chauffeursen" in page
    assert "nog geen antwoord" in page
    own = each_house.as_role(Role.DRIVER, driver_id="hans")
    listed = own.get("/duties/list").text
    address = listed[listed.index("/duties/notices/") :].partition('"')[0]
    assert address.endswith("/yes")
    assert "De dienst is van u" in send(own, address).text
    assert "zegt ja" in client.get("/roster/sheet").text


def test_an_open_duty_is_given_to_who_says_yes_on_the_phone(
    planned_house: House, answering: Answering
) -> None:
    open_the_duty(planned_house)
    client = maker(planned_house)
    assert "1 open dienst" in client.get("/roster").text
    able = client.get("/roster/open/example-duty").text
    assert "Hans Handrem" in able
    assert "Farid" not in able  # he works elsewhere at that time
    send(client, "/roster/open/example-duty/give", driver="hans")
    [command] = answering.of_type(TakeDuty)
    assert isinstance(command, TakeDuty)
    assert (command.duty_id, command.driver_id) == ("example-duty", "hans")


def test_swaps_that_wait_and_duties_against_a_rule_are_shown(each_house: House) -> None:
    with each_house.record.change("test") as session:
        session.add(
            WorkedElsewhere(
                line_id=LINE,
                driver_id="anna",
                service_date=DAY,
                starts_at=at("08:00"),
                ends_at=at("17:00"),
            )
        )
    page = maker(each_house).get("/roster").text
    assert "Anna Chauffeursen vraagt het aan Bram van Rijden." in page
    against = page[page.index("Mag niet meer gereden worden") :]
    assert "Op die tijd is er al ander werk." in against


def test_a_roster_that_could_not_be_made_is_said(each_house: House) -> None:
    with each_house.record.change("test") as session:
        session.add(
            Roster(
                line_id=LINE,
                from_day=DAY,
                to_day=DAY + timedelta(days=27),
                state=RosterState.DROPPED,
                asked_at=at("08:00"),
                result={"failed": True},
            )
        )
    assert "kon geen rooster worden gemaakt" in maker(each_house).get("/roster").text


def test_a_line_without_drivers_says_what_to_do(each_house: House) -> None:
    with each_house.record.change("test") as session:
        for driver in session.query(Driver):
            driver.active = False
    page = maker(each_house).get("/roster/drivers").text
    assert "Er zijn nog geen chauffeurs." in page


def test_only_who_makes_rosters_sees_them(house: House) -> None:
    driver = house.as_role(Role.DRIVER, driver_id="anna")
    for path in ("/roster", "/roster/drivers", "/roster/drivers/bram", "/roster/open/example-duty"):
        assert driver.get(path).status_code == 403, path
    assert house.as_role(Role.REVIEWER).get("/roster").status_code == 403
    assert maker(house).get("/duties").status_code == 403
