"""The waiting list on the pages: joined after a no, changed in the call, looked at, left and joined again."""

from datetime import timedelta

import pytest
from fastapi.testclient import TestClient

from busline.nouns import RefusalReason, Shortage, WaitingState
from busline.record.tables import Refusal, WaitingEntry
from busline.record.tables.base import new_id
from tests.api.dispatching import Answering, near, refused
from tests.api.house import DAY, House, at
from tests.api.pages.forms import HTMX, ride
from tests.api.pages.tasks.browser import coordinator, token_of

RIDE_DAY = DAY + timedelta(weeks=3)


def press(client: TestClient, where: str, request_id: str = "example-refused", **fields: str) -> str:
    """Press a button that names a request; return what takes its place."""
    form = {"idempotency_key": new_id(), "csrf_token": token_of(client), "request_id": request_id}
    reply = client.post(where, data=form | fields, headers=HTMX)
    assert reply.is_success, reply.text
    return reply.text


def entry_of(house: House) -> WaitingEntry:
    with house.record.read() as session:
        return session.get_one(WaitingEntry, "example-waiting")


@pytest.fixture
def waits(each_house: House) -> House:
    """The example waits, and has no place yet."""
    with each_house.record.change("test") as session:
        entry = session.get_one(WaitingEntry, "example-waiting")
        entry.state, entry.offers, entry.held_until = WaitingState.WAITING, [], None
    return each_house


def test_what_is_read_to_somebody_who_waits_can_still_be_changed(waits: House) -> None:
    client = coordinator(waits)
    page = press(client, "/desk/wait")
    assert "U staat op de wachtlijst voor dinsdag 15 december." in page
    assert "Is er plaats om weg te gaan tussen 10:00 en 11:00, dan bellen we u." in page
    assert "U hoort het uiterlijk om di 15 dec, 10:00." in page
    know_by = at("18:00") + timedelta(days=20)
    assert f'value="{know_by.isoformat()}"' in page
    page = press(client, "/desk/wait", earlier="0", later="60", know_by=know_by.isoformat())
    assert "tussen 10:30 en 11:30" in page
    assert "U hoort het uiterlijk om ma 14 dec, 18:00." in page
    entry = entry_of(waits)
    assert (entry.earlier_s, entry.later_s, entry.know_by) == (0, 3600, know_by)


def test_the_page_of_a_day_says_who_waits_and_for_whom_a_place_is_held(each_house: House) -> None:
    client = coordinator(each_house)
    assert "Wachtlijst: 1" in client.get("/desk").text
    page = client.get("/waiting").text  # the first day on which somebody waits
    assert 'Wachtlijst <span class="day-name">dinsdag 15 december' in page
    assert "Joop Nepstra" in page
    assert "plaats vastgehouden tot 10:00: 10:30" in page
    assert "Op deze dag wacht er niemand." in client.get(f"/waiting?day={DAY}").text
    assert f"/waiting?day={RIDE_DAY}" in client.get(f"/waiting?day={DAY}").text


def test_who_was_taken_off_is_put_back_by_one_press(waits: House) -> None:
    client = coordinator(waits)
    off = press(client, "/waiting/leave")
    assert "Joop Nepstra is van de lijst gehaald." in off
    assert entry_of(waits).state is WaitingState.LEFT
    assert "Joop Nepstra" in press(client, "/waiting/back")
    assert entry_of(waits).state is WaitingState.WAITING
    assert "Van de wachtlijst gehaald." in press(client, "/desk/unwait")


def test_who_can_not_wait_is_told_why(each_house: House) -> None:
    page = press(coordinator(each_house), "/desk/wait", "example-request")
    assert "Voor deze vraag is al een rit geboekt, of er is nog geen nee gezegd." in page


def test_a_no_ends_with_the_waiting_list_and_what_else_there_is(
    planned_house: House, answering: Answering
) -> None:
    answering.legs = (refused(RefusalReason.FULL, Shortage.SEATS, near("11:40"), seats=1),)
    client = coordinator(planned_house)
    form = ride(csrf_token=token_of(client), back="", day="dinsdag 1 december")
    page = client.post("/desk/request", data=form, headers=HTMX).text
    said = "U kunt ook met de bus van halte Botteskerksingel naar halte Osdorpplein, of met de vrijwilligers"
    assert said in page
    # The peer of this test writes no refusals: nobody can wait for what the record knows no no about.
    assert "Zet op de wachtlijst" not in page


def test_a_key_puts_a_declined_request_on_the_list(planned_house: House, answering: Answering) -> None:
    with planned_house.record.change("test") as session:
        session.delete(session.get_one(WaitingEntry, "example-waiting"))
    client = coordinator(planned_house)
    page = press(client, "/desk/decline")
    assert 'data-key="w"' in page
    assert "hoort het uiterlijk di 15 dec, 10:00" in page
    assert answering.got
    with planned_house.record.change("test") as session:
        for refusal in session.query(Refusal):
            refusal.placed_at = planned_house.clock.now()
    assert 'data-key="w"' not in press(client, "/desk/decline")
