"""A ride from paper: booked as always, made when the caller really phoned."""

import re

import pytest
from sqlalchemy import select

from api.access.permissions import Role
from busline.days import AMSTERDAM
from busline.feed.messages import QuoteRequest
from busline.record.tables import HistoryEntry, Request
from tests.api.dispatching import Answering
from tests.api.house import House
from tests.api.pages.forms import HTMX, ride


def requests(house: House) -> list[Request]:
    with house.record.read() as session:
        return list(session.scalars(select(Request).where(Request.made_by != "test")))


def test_the_desk_asks_when_the_caller_phoned_only_where_rides_come_from_paper(house: House) -> None:
    client = house.as_role(Role.COORDINATOR)
    page = client.get("/desk", params={"paper": "1"}).text
    assert re.search(r'name="called" form="booking-form"', page)
    assert "Rit van papier" in page
    assert "Stop met overtypen" in page
    plain = client.get("/desk").text
    assert 'name="called"' not in plain
    assert "/desk?paper=1" in plain


# It is Tuesday 24 November, eight o'clock.
@pytest.mark.parametrize(
    ("called", "made_at"),
    [
        ("7:10", "2026-11-24 07:10"),
        ("half acht", "2026-11-24 07:30"),
        ("gisteren half vier", "2026-11-23 15:30"),
        ("ma 16:30", "2026-11-23 16:30"),
        ("23-11 10:05", "2026-11-23 10:05"),
        ("wo 9 uur 's ochtends", "2026-11-18 09:00"),
    ],
)
def test_a_ride_from_paper_keeps_when_it_was_made_who_typed_it_and_when(
    planned_house: House, answering: Answering, called: str, made_at: str
) -> None:
    client = planned_house.as_role(Role.COORDINATOR)
    form = ride(from_paper="1", called=called)
    for _ in range(2):  # sent twice is one request
        assert client.post("/desk/request", data=form, headers=HTMX).status_code == 200
    (request,) = requests(planned_house)
    assert f"{request.made_at.astimezone(AMSTERDAM):%Y-%m-%d %H:%M}" == made_at
    assert request.typed_at == planned_house.clock.now()
    assert request.made_by.startswith("coordinator")
    assert answering.of_type(QuoteRequest)
    with planned_house.record.read() as session:
        entry = session.scalars(
            select(HistoryEntry).where(HistoryEntry.noun == "requests", HistoryEntry.noun_id == request.id)
        ).one()
    assert (entry.why, entry.who, entry.at) == (
        *("typed in from paper", request.made_by),
        planned_house.clock.now(),
    )


@pytest.mark.parametrize(
    ("called", "sentence"),
    [
        ("", "Schrijf hoe laat de beller belde."),
        ("morgen", "Deze tijd begrijp ik niet."),
        ("9:30", "Dit moet in de laatste 14 dagen zijn, en niet later dan nu."),
        ("1-11 10:00", "Dit moet in de laatste 14 dagen zijn, en niet later dan nu."),
    ],
)
def test_a_time_that_can_not_be_is_said_beside_its_field_and_nothing_is_stored(
    house: House, called: str, sentence: str
) -> None:
    form = ride(from_paper="1", called=called)
    reply = house.as_role(Role.COORDINATOR).post("/desk/request", data=form, headers=HTMX)
    assert reply.status_code == 422
    assert re.search(rf'id="called-fault" hx-swap-oob="true">{re.escape(sentence)}', reply.text)
    assert requests(house) == []


def test_a_ride_that_was_driven_already_is_not_booked(house: House) -> None:
    form = ride(from_paper="1", called="7:10", day="vandaag", time="7:30", back="")
    reply = house.as_role(Role.COORDINATOR).post("/desk/request", data=form, headers=HTMX)
    assert "Die tijd is al voorbij" in reply.text


def test_a_ride_that_is_typed_as_always_was_made_now(planned_house: House, answering: Answering) -> None:
    planned_house.as_role(Role.COORDINATOR).post("/desk/request", data=ride(called="7:10"), headers=HTMX)
    (request,) = requests(planned_house)
    assert (request.made_at, request.typed_at) == (planned_house.clock.now(), None)
