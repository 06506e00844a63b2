"""The manifest on paper."""

import pytest

from api.access.permissions import Role
from busline.record.tables import Duty, Resident
from tests.api.house import DAY, House
from tests.api.pages.reading_paper import text_of


def test_a_driver_prints_the_own_run_of_today(house: House) -> None:
    reply = house.as_role(Role.DRIVER, driver_id="anna").get("/drive/manifest.pdf?duty=example-duty")
    assert reply.headers["content-type"] == "application/pdf"
    text = text_of(reply.content)
    for words in (
        "Rittenlijst",
        "dinsdag 24 november, 09:45–11:45",
        "mevrouw Voorbeeld",
        "020 555 0200",
        "rollator",
        "tussen 10:05 en 10:15",
        "Versie 1, gedrukt di 24 nov, 08:00",
        "Pagina 1 van 1",
    ):
        assert words in text, words


@pytest.mark.parametrize(
    ("role", "driver_id", "status"),
    [
        (Role.COORDINATOR, None, 200),
        (Role.DRIVER, "bram", 404),
        (Role.REVIEWER, None, 404),
        (Role.LENDER, None, 404),
    ],
)
def test_nobody_else_sees_who_rides(house: House, role: Role, driver_id: str | None, status: int) -> None:
    reply = house.as_role(role, driver_id=driver_id).get("/drive/manifest.pdf?duty=example-duty")
    assert reply.status_code == status


def test_a_run_of_another_day_is_not_a_drivers_to_read(house: House) -> None:
    with house.record.change("test") as session:
        session.get_one(Duty, "example-duty").service_date = DAY.replace(day=25)
    reply = house.as_role(Role.DRIVER, driver_id="anna").get("/drive/manifest.pdf?duty=example-duty")
    assert reply.status_code == 404


def test_what_somebody_typed_is_set_as_text_and_never_run(house: House) -> None:
    name = '#panic("x") *vet* $x^2$ @ref "\\ </json> [ ] Zoë Şahin-van den Berg'
    with house.record.change("test") as session:
        resident = session.get_one(Resident, ("osdorp", "b001"))
        resident.salutation, resident.driver_note = name, '#import "/etc/passwd"'
    reply = house.as_role(Role.COORDINATOR).get("/drive/manifest.pdf?duty=example-duty")
    text = text_of(reply.content)
    assert '#panic("x") *vet* $x^2$' in text
    assert "Zoë Şahin-van den Berg" in text
    assert "#import" in text


def test_it_speaks_the_readers_language(house: House) -> None:
    client = house.as_role(Role.COORDINATOR)
    client.cookies.set("language", "en")
    text = text_of(client.get("/drive/manifest.pdf?duty=example-duty").content)
    assert "Manifest" in text
    assert "Tuesday 24 November" in text
