"""The day list over HTTP: who gets it, what stands on it, and that printing it is recorded."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from api.access.permissions import Role
from busline.nouns import BookingState, DutyState, TaskState
from busline.record.tables import Booking, Driver, Duty, HistoryEntry, Resident, Run, Task
from tests.api.house import DAY, House, at
from tests.api.pages.paper.busy_day import add_rides
from tests.api.pages.reading_paper import pages_of, text_of

TUESDAY = "/board/day.pdf?day=2026-11-24"
# 60 letters, with accents of three languages.
LONG_NAME = "Ömer Çelik-Žukauskaitė van den Wijngaardenhof-Brandsma-Öztür"


def printed(house: House, address: str = TUESDAY, language: str = "nl") -> list[str]:
    """Return the pages as a coordinator gets them."""
    client = house.as_role(Role.COORDINATOR)
    client.cookies.set("language", language)
    reply = client.get(address)
    assert reply.status_code == 200, reply.text
    return pages_of(reply.content)


def entries(house: House) -> list[HistoryEntry]:
    """Return what the history says of printed lists."""
    with house.record.read() as session:
        return list(session.scalars(select(HistoryEntry).where(HistoryEntry.what == "printed")))


def test_a_ride_stands_with_all_that_a_caller_may_ask(house: House) -> None:
    first, *_ = printed(house)
    for words in (
        "Daglijst dinsdag 24 november 2026",
        "1 rit · 1 dienst · 1 keer bellen",
        "10:05 10:05–10:15 Truus Voorbeeld zeg: mevrouw Voorbeeld 020 555 0200",
        "Wooncomplex Botteskerksingel → Osdorpplein winkelcentrum er om 10:35 of eerder",
        "rollator. 1 begeleider",
        "Busje 1 Anna",
        "020 555 0101",
        "482 913",
    ):
        assert words in first, words


def test_duties_and_their_calls_follow_in_short(each_house: House) -> None:
    text = " ".join(printed(each_house))
    assert re.search(r"Busjes en chauffeurs Busje 1 VB-001-X · 09:45–11:45 · Anna .*· 020 555 0101", text)
    assert "Standplaats Cordaan-standplaats Noord" in text
    assert "10:05 Wooncomplex Botteskerksingel Truus Voorbeeld" in text
    assert "10:15 Osdorpplein winkelcentrum Truus Voorbeeld" in text


def test_who_is_to_be_phoned_about_the_day_stands_with_the_number(each_house: House) -> None:
    with each_house.record.change("test") as session:
        other = {"line_id": "osdorp", "kind": "promise_broken", "resident_id": "b002", "made_at": at("08:00")}
        session.add(Task(**other, service_date=DAY + timedelta(days=1)))
        session.add(Task(**other, service_date=DAY, state=TaskState.DONE))
    text = " ".join(printed(each_house))
    assert re.search(
        r"Nog te bellen .* Truus Voorbeeld 020 555 0200 De rit van di 24 nov, 10:05 wordt later", text
    )
    assert "gaat niet door" not in text
    assert "020 555 0201" not in text


def test_the_last_page_is_a_form_to_write_on(house: House) -> None:
    pages = printed(house)
    for words in ("Gebeld om", "Naam en telefoon", "Van", "Naar", "Dag", "beloofd", "Paraaf"):
        assert words in pages[-1], words
    assert pages[-1].count("Er zijn om") == pages[-1].count("overgetypt") - 1 == 8  # once in the hint
    assert "Truus" not in pages[-1]


def test_every_page_has_its_number_and_which_plan_it_shows(house: House) -> None:
    pages = printed(house)
    for number, page in enumerate(pages, start=1):
        assert f"Versie 0, gedrukt di 24 nov, 08:00 Pagina {number} van {len(pages)}" in page
        assert "dinsdag 24 november 2026" in page


def test_it_speaks_the_readers_language(house: House) -> None:
    text = " ".join(printed(house, language="en"))
    for words in ("Day list Tuesday 24 November 2026", "Rides by time", "say: mevrouw", "Still to phone"):
        assert words in text, words


def test_rides_stand_in_the_order_of_their_pickups(house: House) -> None:
    add_rides(house.record, 3)
    with house.record.change("test") as session:  # promised first, but picked up last
        session.get_one(Booking, "ride-2").pickup_from = at("09:00")
    text = " ".join(printed(house))
    rides = text[: text.index("Busjes en chauffeurs")]
    assert re.findall(r"\b(\d{3} \d{3})\b(?! \d{4})", rides)[-4:] == [
        "482 913",
        "100 000",
        "101 001",
        "102 002",
    ]


def test_a_van_that_is_early_waits_and_one_that_is_late_is_said_to_be(house: House) -> None:
    add_rides(house.record, 2)
    with house.record.change("test") as session:
        session.get_one(Booking, "ride-0").pickup_from = at("12:05")
        late = session.get_one(Booking, "ride-1")
        late.pickup_from, late.pickup_to = at("11:40"), at("11:50")
    text = " ".join(printed(house))
    assert "12:05 12:05–12:10" in text
    assert "12:01 11:40–11:50 11 min later dan afgesproken" in text


def test_who_rides_no_more_is_left_out_and_what_became_of_others_is_said(house: House) -> None:
    add_rides(house.record, 3)
    with house.record.change("test") as session:
        session.get_one(Booking, "ride-0").state = BookingState.CANCELLED
        session.get_one(Booking, "ride-1").state = BookingState.BROKEN
        session.get_one(Booking, "ride-2").state = BookingState.NO_SHOW
    text = " ".join(printed(house))
    assert "100 000" not in text
    assert "101 001" not in text
    assert "loosmelding" in text


def test_a_ride_without_a_van_and_a_duty_without_a_driver_are_said(house: House) -> None:
    with house.record.change("test") as session:
        duty = session.get_one(Duty, "example-duty")
        duty.driver_id, duty.state = None, DutyState.OPEN
        session.get_one(Run, "example-duty").calls = []
    text = " ".join(printed(house))
    assert "10:05–10:15 Truus Voorbeeld" in text
    assert "nog geen busje 482 913" in text
    assert "nog geen chauffeur" in text
    assert "Nog geen ritten in deze dienst." in text


def test_a_duty_that_was_taken_back_is_left_out(house: House) -> None:
    with house.record.change("test") as session:
        session.get_one(Duty, "example-duty").state = DutyState.WITHDRAWN
    text = " ".join(printed(house))
    assert "nog geen busje" in text
    assert "Er zijn deze dag geen busjes." in text


def test_a_day_without_rides_says_so_and_still_has_the_form(house: House) -> None:
    first, last = printed(house, "/board/day.pdf?day=2026-11-29")
    for words in (
        "Op zondag 29 november zijn er geen ritten geboekt.",
        "Er zijn deze dag geen busjes.",
        "Niemand hoeft gebeld te worden.",
    ):
        assert words in first, words
    assert "Gebeld om" in last


def test_long_names_are_whole(house: House) -> None:
    with house.record.change("test") as session:
        resident = session.get_one(Resident, ("osdorp", "b001"))
        resident.name, resident.salutation = LONG_NAME, "Wxyz" * 25
        session.get_one(Driver, ("osdorp", "anna")).name = LONG_NAME[::-1]
    text = "".join(printed(house)).replace(" ", "").replace("\u200b", "")
    assert text.count(LONG_NAME.replace(" ", "")) == 4  # the ride, in and out, the phone call
    assert "Wxyz" * 25 in text
    assert text.count(LONG_NAME[::-1].replace(" ", "")) == 2


def test_what_somebody_typed_is_set_as_text_and_never_run(house: House) -> None:
    with house.record.change("test") as session:
        session.get_one(Resident, ("osdorp", "b001")).name = '#panic("x") *vet* $x^2$ </json>'
    assert '#panic("x") *vet* $x^2$ </json>' in " ".join(printed(house))


def test_two_hundred_rides_have_the_heads_on_every_page(house: House) -> None:
    add_rides(house.record, 200)
    pages = printed(house)
    text = " ".join(pages)
    assert "201 ritten" in text
    assert all(f"{100 + number} {number:03d}" in text for number in range(200))
    begins = next(number for number, page in enumerate(pages) if "Busjes en chauffeurs" in page)
    assert begins > 10
    assert all("Ophalen, met afspraak Bewoner" in page for page in pages[:begins])
    # The calls of a long run say on every page whose they are.
    assert all("Tijd Halte Eruit Erin" in page and "VB-001-X" in page for page in pages[begins + 1 : -2])


@pytest.mark.parametrize(
    ("role", "status"),
    [
        (Role.COORDINATOR, 200),
        (Role.ADMIN, 200),
        (Role.DRIVER, 403),
        (Role.REVIEWER, 403),
        (Role.LENDER, 403),
    ],
)
def test_only_the_desk_gets_it(house: House, role: Role, status: int) -> None:
    driver_id = "anna" if role is Role.DRIVER else None
    assert house.as_role(role, driver_id=driver_id).get(TUESDAY).status_code == status
    assert len(entries(house)) == (status == 200)


def test_nobody_without_a_login_gets_it(house: House) -> None:
    reply = house.anybody().get(TUESDAY, follow_redirects=False)
    assert reply.status_code != 200
    assert entries(house) == []


def test_that_it_was_printed_is_recorded_and_names_nobody(house: House) -> None:
    printed(house)
    (entry,) = entries(house)
    assert (entry.noun, entry.noun_id, entry.line_id) == ("day_list", "osdorp/2026-11-24", "osdorp")
    assert entry.who.startswith("coordinator-")
    assert entry.why == "day list opened at the day board"
    assert (entry.before, entry.after) == (None, None)


def test_it_is_kept_by_no_cache_and_named_after_its_day(house: House) -> None:
    reply = house.as_role(Role.COORDINATOR).get(TUESDAY)
    assert reply.headers["content-type"] == "application/pdf"
    assert reply.headers["cache-control"] == "no-store"
    assert reply.headers["content-disposition"] == 'inline; filename="daglijst-osdorp-2026-11-24.pdf"'


def test_it_is_of_tomorrow_unless_a_day_is_named(house: House) -> None:
    reply = house.as_role(Role.COORDINATOR).get("/board/day.pdf")
    assert "2026-11-25" in reply.headers["content-disposition"]
    assert "woensdag 25 november 2026" in text_of(reply.content)


def test_the_board_leads_to_the_list_of_the_day_that_is_shown(house: House) -> None:
    page = house.as_role(Role.COORDINATOR).get("/board?day=2026-11-27").text
    assert '<a href="/board/day.pdf?day=2026-11-27">Daglijst van vr 27 nov op papier (PDF)</a>' in page
