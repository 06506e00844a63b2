"""The street and the nearest stop, said while somebody new is being taken in."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from api.access.permissions import Role
from busline.clock import VirtualClock
from busline.record.engine import Record
from busline.record.tables import Resident, Stop
from busline.settings import Settings
from tests.api.house import LINE, NOBODY_LISTENS, House, open_house
from tests.api.pages.desk.test_newcomer import of_name, typed
from tests.api.pages.forms import HTMX
from tests.local_server import LocalServer
from tests.register import register


@pytest.fixture
def server() -> Iterator[LocalServer]:
    """The register."""
    with register() as server:
        yield server


@pytest.fixture
def near_house(osdorp: Record, clock: VirtualClock, tmp_path: Path, server: LocalServer) -> Iterator[House]:
    """The application with the register at hand."""
    settings = Settings(data_dir=tmp_path, feed_url=NOBODY_LISTENS, address_url=server.url)
    with open_house(osdorp, clock, NOBODY_LISTENS, tmp_path, settings) as house:
        yield house


def said(house: House, postcode: str, house_number: str) -> str:
    form = {"postcode": postcode, "house_number": house_number}
    reply = house.as_role(Role.COORDINATOR).post("/desk/address", data=form, headers=HTMX)
    assert reply.status_code == 200
    return reply.text


def test_street_and_nearest_stop_are_said_and_fill_the_form(near_house: House) -> None:
    page = said(near_house, "1069 vk", "12h")
    assert "✓ Botteskerksingel, Amsterdam" in page
    assert "De dichtste halte is op 13 m." in page
    assert "Dat is Wooncomplex Botteskerksingel." in page
    for filled in (
        'data-fill-street="Botteskerksingel"',
        'data-fill-town="Amsterdam"',
        'data-fill-home="wc-botteskerk"',
    ):
        assert filled in page


def test_nobody_is_sent_to_a_stop_that_is_closed_or_a_base(near_house: House) -> None:
    with near_house.record.change("test") as session:
        session.get_one(Stop, (LINE, "wc-botteskerk")).closed_on = near_house.clock.now().date()
    page = said(near_house, "1069VK", "12-H")
    assert "wc-botteskerk" not in page
    assert 'data-fill-home="zorg-wolbrantskerk"' in page


@pytest.mark.parametrize(
    ("postcode", "number", "sentence"),
    [
        ("1069VK", "12", "Dit nummer heeft een toevoeging: 12-1, 12-H. Vraag welke."),
        ("1069VK", "13", "Dit adres bestaat niet. Kijk postcode en huisnummer na."),
        ("1069", "", "Dit is geen postcode. Schrijf bijvoorbeeld 1068 EL."),
        ("1069VK", "x", "Dit is geen huisnummer. Schrijf bijvoorbeeld 16 of 16-2."),
    ],
)
def test_what_is_wrong_is_said_while_typing(
    near_house: House, postcode: str, number: str, sentence: str
) -> None:
    assert sentence in said(near_house, postcode, number)


def test_half_an_address_is_waited_for(near_house: House, server: LocalServer) -> None:
    assert said(near_house, "1069VK", "").strip() == ""
    assert server.asked == []


def test_without_the_register_the_address_is_typed_by_hand(house: House) -> None:
    page = said(house, "1069VK", "12")
    assert "Adres niet gecontroleerd." in page
    assert "data-by-hand" in page


def test_a_newcomer_s_street_comes_from_what_was_looked_up(near_house: House) -> None:
    said(near_house, "1069VK", "12-H")
    form = typed(postcode="1069vk", house_number="12 h", street="")
    page = near_house.as_role(Role.COORDINATOR).post("/desk/newcomer", data=form, headers=HTMX)
    assert page.status_code == 200
    (resident,) = of_name(near_house, "Geertje Voorbeeld")
    assert _address(resident) == ("Botteskerksingel", "12-H", "1069VK", "Amsterdam")
    assert "niet gecontroleerd" not in page.text


def test_an_address_that_nobody_checked_is_kept_as_it_was_said(house: House) -> None:
    form = typed(postcode="1069 VK", house_number="12", street="Botteskerksingel", town="Amsterdam")
    page = house.as_role(Role.COORDINATOR).post("/desk/newcomer", data=form, headers=HTMX)
    assert "Adres niet gecontroleerd" in page.text
    assert _address(of_name(house, "Geertje Voorbeeld")[0]) == (
        *("Botteskerksingel", "12", "1069VK", "Amsterdam"),
    )


def test_a_wrong_address_is_said_beside_its_field(house: House) -> None:
    form = typed(postcode="0000", house_number="huis")
    reply = house.as_role(Role.COORDINATOR).post("/desk/newcomer", data=form, headers=HTMX)
    assert reply.status_code == 422
    assert 'id="person-postcode-fault">Dit is geen postcode.' in reply.text
    assert 'id="person-number-fault">Dit is geen huisnummer.' in reply.text


def test_drivers_look_up_nobody_s_address(near_house: House) -> None:
    form = {"postcode": "1069VK", "house_number": "12"}
    assert near_house.as_role(Role.DRIVER).post("/desk/address", data=form, headers=HTMX).status_code == 403


def _address(resident: Resident) -> tuple[str, str, str, str]:
    return resident.street, resident.house_number, resident.postcode, resident.town
