"""The manifest, as page and on paper: who may read it, which version it is, what changed."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from api.access.permissions import Role
from busline.record.tables import Duty, ManifestVersion, Resident
from tests.api.house import DAY, House, at
from tests.api.pages.paper.busy_day import add_rides
from tests.api.pages.reading_paper import pages_of, text_of
from tests.api.published import add_ride, change_calls, publish


def test_a_driver_prints_the_own_run_of_today(house: House) -> None:
    reply = house.as_role(Role.DRIVER, driver_id="anna").get("/drive/manifest.pdf?duty=example-duty")
    assert reply.headers["content-type"] == "application/pdf"
    text = text_of(reply.content)
    for words in (
        "Rittenlijst",
        "09:45–11:45 Rittenlijst Osdorppleinlijn",
        "dinsdag 24 november",
        "mevrouw Voorbeeld",
        "020 555 0200",
        "ROLLATOR",
        "10:05–10:15",
        "Voorlopig, gedrukt di 24 nov, 08:00",
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


def paper(house: House) -> str:
    """Return what stands on the paper that the driver prints."""
    client = house.as_role(Role.DRIVER, driver_id="anna")
    return text_of(client.get("/drive/manifest.pdf?duty=example-duty").content)


def page(house: House, address: str = "/drive/manifest?duty=example-duty", driver: str = "anna") -> str:
    """Return the page as a driver gets it, with one space between words."""
    reply = house.as_role(Role.DRIVER, driver_id=driver).get(address)
    assert reply.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", reply.text).split())


def test_the_paper_says_which_version_it_is_and_what_changed(each_house: House) -> None:
    publish(each_house.record, at("08:00") - timedelta(hours=13))
    assert "Versie 1, ma 23 nov, 19:00" in paper(each_house)
    assert "Anders dan" not in paper(each_house)
    add_ride(each_house.record, "more", "b002", "wheelchair")
    change_calls(each_house.record, {1: {"arrive": at("10:12"), "depart": at("10:14")}})
    publish(each_house.record, at("08:00") - timedelta(minutes=20))
    text = paper(each_house)
    for words in (
        "Versie 2, 07:40, vervangt versie 1",
        "Anders dan versie 1",
        "(rolstoel), 10:12 bij Wooncomplex Botteskerksingel, naar Osdorpplein winkelcentrum",
        "10:05 wordt 10:12: Wooncomplex Botteskerksingel (mevrouw Voorbeeld)",
        "NIEUW",
        "was 10:05",
        "Versie 2, gedrukt di 24 nov, 08:00",
    ):
        assert words in text, words


def test_what_is_not_published_yet_is_shown_and_said_to_be_new(house: House) -> None:
    publish(house.record, at("07:00"))
    add_ride(house.record, "more", "b002")
    text = paper(house)
    assert "Versie 1, 07:00, daarna veranderd" in text
    assert "Nieuw: " in text
    change_calls(house.record, {1: {"board": ()}, 2: {"alight": ()}})
    text = page(house)
    assert "Vervalt: mevrouw Voorbeeld (rollator), 10:05 bij Wooncomplex Botteskerksingel" in text


def test_two_papers_of_one_version_say_the_same(house: House) -> None:
    publish(house.record, at("07:00"))
    change_calls(house.record, {1: {"arrive": at("10:07"), "depart": at("10:08")}})
    assert "10:05" in paper(house)
    assert "10:07" not in paper(house)


def test_the_page_shows_every_version_with_what_changed(each_house: House) -> None:
    publish(each_house.record, at("08:00") - timedelta(hours=13))
    add_ride(each_house.record, "more", "b002")
    publish(each_house.record, at("07:30"))
    change_calls(each_house.record, {1: {"board": ("more",)}, 2: {"alight": ("more",)}})
    publish(each_house.record, at("07:50"))
    text = page(each_house)
    assert re.search(
        r"Alle versies Versie 3, 07:50 Vervalt: mevrouw Voorbeeld .* Versie 2, 07:30 Nieuw: .*"
        r" Versie 1, ma 23 nov, 19:00 Eerste lijst",
        text,
    )


def test_a_driver_who_gets_the_duty_begins_with_a_first_list(house: House) -> None:
    publish(house.record, at("07:00"), driver_id="anna")
    with house.record.change("test") as session:
        latest = session.scalars(select(ManifestVersion)).one()
        latest.taken_off_at = at("07:10")
        session.get_one(Duty, "example-duty").driver_id = "bram"
    publish(house.record, at("07:20"), driver_id="bram")
    text = page(house, driver="bram")
    assert "Versie 2, 07:20" in text
    assert "Anders dan" not in text
    reply = house.as_role(Role.DRIVER, driver_id="anna").get("/drive/manifest?duty=example-duty")
    assert reply.status_code == 404


def test_the_list_of_tomorrow_is_its_drivers_to_read_once_it_is_published(each_house: House) -> None:
    with each_house.record.change("test") as session:
        duty = session.get_one(Duty, "example-duty")
        duty.service_date = DAY + timedelta(days=1)
    driver = each_house.as_role(Role.DRIVER, driver_id="anna")
    assert driver.get("/drive/manifest?duty=example-duty").status_code == 404
    publish(each_house.record, at("07:00"))
    assert driver.get("/drive/manifest?duty=example-duty").status_code == 200
    assert driver.get("/drive/manifest.pdf?duty=example-duty").status_code == 200
    assert "09:45–11:45" in page(each_house, "/drive/manifest")
    other = each_house.as_role(Role.DRIVER, driver_id="bram")
    assert other.get("/drive/manifest?duty=example-duty").status_code == 404


def test_who_has_no_duty_reads_where_the_list_will_be(house: House) -> None:
    assert "U heeft vandaag en morgen geen dienst" in page(house, "/drive/manifest", driver="bram")


def test_all_manifests_of_a_day_are_one_paper_that_counts_each_by_itself(house: House) -> None:
    with house.record.change("test") as session:
        first = session.get_one(Duty, "example-duty")
        session.add(
            Duty(
                id="second",
                line_id=first.line_id,
                window_id=first.window_id,
                van_id="van-2",
                driver_id="bram",
                service_date=DAY,
                starts_at=first.starts_at,
                ends_at=first.ends_at,
                state=first.state,
            )
        )
    reply = house.as_role(Role.COORDINATOR).get("/board/manifests.pdf?day=2026-11-24")
    pages = pages_of(reply.content)
    assert [one.count("Pagina 1 van 1") for one in pages] == [1, 1]
    assert "mevrouw Voorbeeld" in pages[0]
    assert "Nog geen ritten in deze dienst." in pages[1]
    assert house.as_role(Role.DRIVER, driver_id="anna").get("/board/manifests.pdf").status_code == 403
    none = house.as_role(Role.COORDINATOR).get("/board/manifests.pdf?day=2026-11-29")
    assert none.status_code == 404


@pytest.mark.parametrize(("calls", "pages"), [(14, 2), (40, 2)])
def test_a_long_run_takes_two_pages_at_most_and_nobody_is_left_out(
    house: House, calls: int, pages: int
) -> None:
    add_rides(house.record, calls // 2)
    with house.record.change("test") as session:
        for resident in session.scalars(select(Resident)):
            resident.driver_note = "Hoort slecht, spreek langzaam en duidelijk."
    reply = house.as_role(Role.COORDINATOR).get("/drive/manifest.pdf?duty=example-duty")
    found = pages_of(reply.content)
    assert len(found) <= pages
    assert " ".join(found).count("Hoort slecht") == calls // 2 + 1
