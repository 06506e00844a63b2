"""A driver's page: what comes, what is open and what not, swaps, and one press for an answer."""

from datetime import timedelta

from fastapi.testclient import TestClient

from api.access.permissions import Role
from busline.feed.messages import AgreeSwap, DriverUnavailable, TakeDuty
from busline.nouns import DutyState, SwapState
from busline.record.tables import Duty, DutySwap, IdleWindow, WorkedElsewhere
from busline.record.tables.base import new_id
from tests.api.dispatching import Answering
from tests.api.house import BASE, DAY, LINE, House, at


def send(client: TestClient, address: str, **fields: str):  # type: ignore[no-untyped-def]
    return client.post(address, data={"idempotency_key": new_id()} | fields)


def driver(house: House, who: str = "anna") -> TestClient:
    return house.as_role(Role.DRIVER, driver_id=who)


def add_duty(house: House, who: str | None, starts: str, ends: str, *, days: int = 0) -> str:
    """Add a duty on another van, some days after the Tuesday; return its id."""
    starts_at, ends_at = at(starts) + timedelta(days=days), at(ends) + timedelta(days=days)
    with house.record.change("test") as session:
        window = IdleWindow(
            line_id=LINE,
            van_id="van-2",
            base_stop_id=BASE,
            service_date=DAY + timedelta(days=days),
            starts_at=starts_at,
            ends_at=ends_at,
        )
        session.add(window)
        session.flush()
        duty = Duty(
            line_id=LINE,
            window_id=window.id,
            van_id="van-2",
            driver_id=who,
            service_date=DAY + timedelta(days=days),
            starts_at=starts_at,
            ends_at=ends_at,
            state=DutyState.PLANNED if who else DutyState.OPEN,
        )
        session.add(duty)
        session.flush()
        return duty.id


def test_a_driver_sees_what_comes_and_what_is_new(each_house: House) -> None:
    page = driver(each_house).get("/duties").text
    assert "U rijdt deze dienst." in page
    assert "U vroeg Bram van Rijden om deze dienst over te nemen." in page
    assert "di 24 nov, " in page
    assert "Er zijn nu geen open diensten die u mag rijden." in page
    later = add_duty(each_house, "anna", "10:00", "12:00", days=20)
    page = driver(each_house).get("/duties").text
    assert "1 dienst later" in page
    assert later in page


def test_a_notice_is_gone_once_it_was_seen(each_house: House) -> None:
    anna = driver(each_house)
    assert "Nieuw voor u" in anna.get("/duties").text
    assert "Nieuw voor u" not in send(anna, "/duties/notices/example-notice/seen").text
    assert send(driver(each_house, "bram"), "/duties/notices/example-notice/seen").status_code == 404


def test_an_open_duty_is_taken_and_one_that_is_not_allowed_names_the_rule(
    planned_house: House, answering: Answering
) -> None:
    duty_id = add_duty(planned_house, None, "18:30", "21:00", days=1)
    # Bram works elsewhere from 07:00 to 09:30: until 21:00 that leaves too little rest.
    closed = driver(planned_house, "bram").get("/duties").text
    assert f"/duties/{duty_id}/take" not in closed
    assert "Waarom 1 andere dienst niet voor u is" in closed
    assert "Dagelijkse rust: 11 uur, Arbeidstijdenwet art. 5:3 lid 2." in closed
    hans = driver(planned_house, "hans")
    assert f"/duties/{duty_id}/take" in hans.get("/duties").text
    assert "De dienst is van u." in send(hans, f"/duties/{duty_id}/take").text
    [command] = answering.of_type(TakeDuty)
    assert isinstance(command, TakeDuty)
    assert (command.duty_id, command.driver_id) == (duty_id, "hans")


def test_whom_to_ask_and_what_in_return(each_house: House) -> None:
    anna = driver(each_house)
    back = add_duty(each_house, "hans", "13:00", "15:00", days=1)
    asked = anna.get("/duties/example-duty/colleagues").text
    assert ">Hans Handrem<" in asked
    # Farid works elsewhere then: nothing that he could give in return changes that.
    assert "Farid Richtingaan (alleen in ruil)" in asked
    assert "Anna" not in asked
    returns = anna.get("/duties/example-duty/returns?to_driver=hans").text
    assert back in returns
    assert "Niets" in returns
    no = anna.get("/duties/example-duty/returns?to_driver=farid").text
    assert "Met Farid Richtingaan kan het niet" in no
    assert anna.get("/duties/example-duty/returns?to_driver=nobody").status_code == 200
    assert driver(each_house, "bram").get("/duties/example-duty/colleagues").status_code == 404


def test_a_swap_is_asked_agreed_to_and_declined(planned_house: House, answering: Answering) -> None:
    anna, hans = driver(planned_house), driver(planned_house, "hans")
    back = add_duty(planned_house, "hans", "13:00", "15:00", days=1)
    form = {"to_driver": "hans", "return_duty": back}
    assert "Gevraagd." in send(anna, "/duties/example-duty/swap", **form).text
    page = hans.get("/duties").text
    assert "Anna Chauffeursen vraagt of u deze dienst overneemt." in page
    assert "In ruil voor" in page
    address = page[page.index("/duties/swaps/") :].partition("/agree")[0]
    assert "Geruild." in send(hans, f"{address}/agree").text
    [command] = answering.of_type(AgreeSwap)
    assert isinstance(command, AgreeSwap)
    assert command.driver_id == "hans"
    assert "Er wordt niet geruild." in send(hans, f"{address}/close").text
    with planned_house.record.read() as session:
        swap = session.get_one(DutySwap, command.swap_id)
    assert (swap.state, swap.return_duty_id) == (SwapState.DECLINED, back)


def test_a_swap_against_the_rules_is_refused_with_the_rule(each_house: House) -> None:
    reply = driver(each_house).post(
        "/duties/example-duty/swap",
        data={"idempotency_key": new_id(), "to_driver": "farid"},
        headers={"HX-Request": "true"},
    )
    assert reply.status_code == 409
    assert "Op die tijd is er al ander werk." in reply.text


def test_a_duty_that_other_work_forbids_says_so_and_is_given_back(
    planned_house: House, answering: Answering
) -> None:
    with planned_house.record.change("test") as session:
        session.add(
            WorkedElsewhere(
                line_id=LINE,
                driver_id="anna",
                service_date=DAY,
                starts_at=at("08:30"),
                ends_at=at("17:00"),
            )
        )
    anna = driver(planned_house)
    assert "U mag deze dienst niet meer rijden." in anna.get("/duties").text
    assert "Doorgegeven." in send(anna, "/duties/example-duty/give-back").text
    [command] = answering.of_type(DriverUnavailable)
    assert isinstance(command, DriverUnavailable)
    assert command.driver_id == "anna"


def test_who_is_no_driver_is_told_so(house: House) -> None:
    page = house.as_role(Role.DRIVER).get("/duties")
    assert (page.status_code, "Deze pagina is voor chauffeurs." in page.text) == (200, True)
