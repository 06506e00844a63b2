"""The strip of the desk over HTTP: who calls, whose call it is, and who has it."""

from datetime import timedelta

import pytest
from fastapi.testclient import TestClient

from api.access.permissions import Role
from api.pages.desk.ringing import MOST_CALLS, MOST_PEOPLE
from api.phone_calls.service import id_of
from busline.record.tables import Resident, User
from tests.api.house import LINE, House, add_user
from tests.api.pages.forms import HTMX
from tests.api.phone_calls.test_announcing import NOBODY, SHARED, TRUUS, share, tell

ONE = id_of("one")


def coordinator(house: House, login: str, extension: str = "") -> TestClient:
    """Return the client of a coordinator with a telephone."""
    user_id = add_user(house.record, login, Role.COORDINATOR)
    with house.record.change("test") as session:
        session.get_one(User, user_id).extension = extension
    return house.as_user(user_id)


def strip(client: TestClient) -> str:
    """Return the strip as the page fetches it."""
    reply = client.get("/desk/calls", headers=HTMX)
    assert reply.status_code == 200
    return reply.text


def take(client: TestClient) -> None:
    """Open the card by the strip."""
    reply = client.post(f"/desk/calls/{ONE}/open", data={"resident": "b001"}, headers=HTMX)
    assert "Truus Voorbeeld" in reply.text
    assert reply.headers["hx-replace-url"] == "/desk?resident=b001"


def test_a_caller_is_named_with_the_key_that_opens_the_card(unplanned_house: House) -> None:
    corrie = coordinator(unplanned_house, "corrie")
    assert "data-call=" not in strip(corrie)
    tell(unplanned_house)
    shown = strip(corrie)
    assert "Belt nu: mevrouw Voorbeeld" in shown
    assert 'data-call-open="b001"' in shown
    assert 'data-function-key="F9"' in shown
    assert "data-by-itself" in shown
    assert strip(corrie) == shown  # also after a reload


def test_english_is_equal(unplanned_house: House) -> None:
    corrie = coordinator(unplanned_house, "corrie")
    corrie.cookies.set("language", "en")
    tell(unplanned_house, NOBODY)
    assert "Calling now: unknown number 06 12 34 56 78" in strip(corrie)


def test_two_with_one_number_are_both_listed_with_a_digit(unplanned_house: House) -> None:
    share(unplanned_house)
    tell(unplanned_house, SHARED)
    shown = strip(coordinator(unplanned_house, "corrie"))
    assert "Belt nu: iemand met nummer 020 555 0777" in shown
    assert 'data-digit="1"' in shown
    assert 'data-digit="2"' in shown
    assert 'data-digit="3"' not in shown


def test_a_number_of_a_whole_house_lists_a_few(unplanned_house: House) -> None:
    with unplanned_house.record.change("test") as session:
        for number in range(1, MOST_PEOPLE + 3):
            session.get_one(Resident, (LINE, f"b00{number}")).phone = SHARED
    tell(unplanned_house, SHARED)
    shown = strip(coordinator(unplanned_house, "corrie"))
    assert shown.count("data-digit=") == MOST_PEOPLE
    assert "en nog 2 bewoners: zoek op naam" in shown


def test_an_unknown_number_is_for_the_search_field(unplanned_house: House) -> None:
    tell(unplanned_house, NOBODY)
    shown = strip(coordinator(unplanned_house, "corrie"))
    assert "Belt nu: onbekend nummer 06 12 34 56 78" in shown
    assert 'data-number="06 12 34 56 78"' in shown
    assert "data-call-search" in shown


def test_a_withheld_number_is_said_and_opens_nothing(unplanned_house: House) -> None:
    tell(unplanned_house, "anonymous")
    shown = strip(coordinator(unplanned_house, "corrie"))
    assert "Belt nu: iemand met een afgeschermd nummer" in shown
    assert "<button" not in shown


def test_who_took_a_call_is_said_to_the_others(unplanned_house: House) -> None:
    corrie, bea, cor = (coordinator(unplanned_house, login) for login in ("corrie", "bea", "cor"))
    tell(unplanned_house)
    take(corrie)
    take(cor)  # at the same moment: sees the card, but does not take the call away
    assert "data-call=" not in strip(corrie)
    shown = strip(bea)
    assert "Corrie helpt deze beller: mevrouw Voorbeeld" in shown
    assert "<button" not in shown
    assert f'data-elsewhere="{ONE}"' in shown
    tell(unplanned_house, state="answered")
    assert "data-call=" not in strip(bea)


def test_an_answered_call_goes_from_the_desks_of_others(unplanned_house: House) -> None:
    corrie, bea, cor = (
        coordinator(unplanned_house, login, extension)
        for login, extension in (("corrie", "201"), ("bea", "202"), ("cor", ""))
    )
    tell(unplanned_house)
    tell(unplanned_house, state="answered", extension="201")
    assert "Aan de lijn: mevrouw Voorbeeld" in strip(corrie)
    for other in (bea, cor):
        shown = strip(other)
        assert "data-call=" not in shown
        assert f'data-elsewhere="{ONE}"' in shown
    tell(unplanned_house, state="ended")
    assert "data-call=" not in strip(corrie)


def test_where_nobody_has_a_telephone_an_answered_call_stays(unplanned_house: House) -> None:
    corrie = coordinator(unplanned_house, "corrie")
    tell(unplanned_house)
    tell(unplanned_house, state="answered", extension="201")
    assert "Aan de lijn: mevrouw Voorbeeld" in strip(corrie)


def test_a_card_opens_by_itself_only_where_it_rings(unplanned_house: House) -> None:
    corrie = coordinator(unplanned_house, "corrie", "201")
    bea = coordinator(unplanned_house, "bea", "202")
    tell(unplanned_house, extension="201")
    assert "data-by-itself" in strip(corrie)
    assert "data-call-open" in strip(bea)
    assert "data-by-itself" not in strip(bea)


def test_a_call_goes_when_it_must_have_stopped_ringing(unplanned_house: House) -> None:
    corrie = coordinator(unplanned_house, "corrie")
    tell(unplanned_house)
    unplanned_house.clock.advance(timedelta(seconds=30))
    assert 'hx-trigger="load delay:31s"' in strip(corrie)
    unplanned_house.clock.advance(timedelta(seconds=30))
    assert "data-call=" not in strip(corrie)
    take(corrie)  # too late for the strip, but the card opens


def test_the_first_call_has_the_key(unplanned_house: House) -> None:
    corrie = coordinator(unplanned_house, "corrie")
    for call_id in ("one", "two", "three", "four"):
        tell(unplanned_house, TRUUS, call_id)
        unplanned_house.clock.advance(timedelta(seconds=1))
    shown = strip(corrie)
    assert shown.count("data-call=") == MOST_CALLS
    assert shown.count("data-function-key=") == 1
    assert shown.index("data-function-key=") < shown.index(id_of("two"))


@pytest.mark.parametrize("path", ["/desk", "/desk/calls", "/desk/nobody"])
def test_the_desk_works_without_the_feed(house: House, path: str) -> None:
    assert house.as_role(Role.COORDINATOR).get(path, headers=HTMX).status_code == 200


def test_the_card_opens_without_the_feed(house: House) -> None:
    take(house.as_role(Role.COORDINATOR))
