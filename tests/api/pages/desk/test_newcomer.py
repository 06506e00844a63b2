"""A caller who is not on the list yet: one short form, then their card."""

import re

import pytest
from sqlalchemy import select

from api.access.permissions import Role
from busline.nouns import Aid
from busline.record.tables import HistoryEntry, Resident
from busline.record.tables.base import new_id
from tests.api.house import LINE, House
from tests.api.pages.forms import HTMX


def typed(**changes: str) -> dict[str, str]:
    form = {
        "idempotency_key": new_id(),
        "name": "Geertje Voorbeeld",
        "phone": "020 555 01 23",
        "street": "Osdorpplein 1",
        "home_stop": "wc-botteskerk",
        "home_stop_text": "Wooncomplex Botteskerksingel",
        "aid": "walker",
    }
    return form | changes


def of_name(house: House, name: str) -> list[Resident]:
    with house.record.read() as session:
        return list(session.scalars(select(Resident).where(Resident.line_id == LINE, Resident.name == name)))


def test_who_is_not_found_can_be_taken_in(house: House) -> None:
    client = house.as_role(Role.COORDINATOR)
    hits = client.get("/desk/residents", params={"resident_text": "Geertje Voorbeeld"}).text
    assert "Nieuwe bewoner: Geertje Voorbeeld" in hits
    assert "/desk/newcomer?typed=Geertje%20Voorbeeld" in hits
    form = client.get("/desk/newcomer", params={"typed": "Geertje Voorbeeld"}, headers=HTMX).text
    assert 'name="name" value="Geertje Voorbeeld"' in form
    assert re.search(r'id="newcomer-phone"[^>]*autofocus', form)
    assert re.search(r'<div id="booking".*name="resident_id" value=""', form, re.DOTALL)  # nobody's form


def test_a_number_that_is_unknown_stands_in_its_field(house: House) -> None:
    form = house.as_role(Role.COORDINATOR).get(
        "/desk/newcomer", params={"typed": "0612 345 678"}, headers=HTMX
    )
    assert 'name="phone" value="0612 345 678"' in form.text
    assert re.search(r'id="newcomer-name"[^>]*autofocus', form.text)


def test_a_newcomer_gets_a_card_and_a_form_at_once_and_only_once(each_house: House) -> None:
    client, form = each_house.as_role(Role.COORDINATOR), typed()
    for _ in range(2):
        page = client.post("/desk/newcomer", data=form, headers=HTMX)
        assert page.status_code == 200
        assert "Geertje Voorbeeld" in page.text
        assert re.search(r'id="to"[^>]*autofocus', page.text)
    (resident,) = of_name(each_house, "Geertje Voorbeeld")
    assert (resident.phone, resident.aid, resident.street) == ("+31205550123", Aid.WALKER, "Osdorpplein 1")
    assert page.headers["HX-Replace-Url"] == f"/desk?resident={resident.id}"
    with each_house.record.read() as session:
        made = select(HistoryEntry).where(HistoryEntry.noun_id == f"{LINE}/{resident.id}")
        assert len(session.scalars(made).all()) == 1


def test_a_stop_that_only_one_can_be_meant_by_need_not_be_chosen(house: House) -> None:
    form = typed(home_stop="", home_stop_text="botteskerk")
    assert house.as_role(Role.COORDINATOR).post("/desk/newcomer", data=form, headers=HTMX).status_code == 200
    assert of_name(house, "Geertje Voorbeeld")[0].home_stop_id == "wc-botteskerk"


def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_lost(house: House) -> None:
    form = typed(name="  ", phone="12", home_stop="", home_stop_text="nergens")
    reply = house.as_role(Role.COORDINATOR).post("/desk/newcomer", data=form, headers=HTMX)
    assert reply.status_code == 422
    for sentence in (
        "Schrijf de naam van de bewoner.",
        "Dit is geen telefoonnummer. Schrijf bijvoorbeeld 020 555 01 23.",
        "Kies een halte uit de lijst.",
    ):
        assert sentence in reply.text
    for kept in ('value="12"', 'value="Osdorpplein 1"', 'value="nergens"', 'value="walker" selected'):
        assert kept in reply.text


def test_nobody_lives_where_vans_stand(house: House) -> None:
    form = typed(home_stop="standplaats")
    reply = house.as_role(Role.COORDINATOR).post("/desk/newcomer", data=form, headers=HTMX)
    assert reply.status_code == 422
    assert "Deze halte is er niet. Kies een andere." in reply.text
    assert of_name(house, "Geertje Voorbeeld") == []


def test_drivers_take_nobody_in(house: House) -> None:
    assert house.as_role(Role.DRIVER).post("/desk/newcomer", data=typed(), headers=HTMX).status_code == 403


@pytest.mark.parametrize(
    ("typed_number", "kept", "shown"),
    [
        ("0205550123", "+31205550123", "020 555 0123"),
        ("0031 20 555 01 23", "+31205550123", "020 555 0123"),
        ("06-12345678", "+31612345678", "06 12 34 56 78"),
        ("+31 (0)6 12345678", "+31612345678", "06 12 34 56 78"),
        ("0299 412345", "+31299412345", "0299 412 345"),
        ("088 123 45 67", "+31881234567", "088 123 4567"),
        ("085 1234567", "+31851234567", "085 123 4567"),
        ("+32 470 12 34 56", "+32470123456", "+32 470 12 34 56"),
    ],
)
def test_a_number_of_any_sort_is_kept_in_one_way_and_shown_in_groups(
    house: House, typed_number: str, kept: str, shown: str
) -> None:
    client = house.as_role(Role.COORDINATOR)
    page = client.post("/desk/newcomer", data=typed(phone=typed_number), headers=HTMX).text
    assert of_name(house, "Geertje Voorbeeld")[0].phone == kept
    assert f">{shown}</a>" in page


@pytest.mark.parametrize("wrong", ["061234567", "06123456789", "12", "nul zes", "0000000000"])
def test_a_number_that_nobody_can_have_is_said_beside_its_field(house: House, wrong: str) -> None:
    reply = house.as_role(Role.COORDINATOR).post("/desk/newcomer", data=typed(phone=wrong), headers=HTMX)
    assert 'id="newcomer-phone-fault">Dit is geen telefoonnummer.' in reply.text
    assert of_name(house, "Geertje Voorbeeld") == []
