"""The day board over HTTP: a run, one ride of it, and why it is on its van."""

import re

from api.access.permissions import Role
from busline.errors import ErrorKind
from busline.feed.messages import ExplainRide, Failed
from tests.api.dispatching import Answering
from tests.api.house import House, prove
from tests.api.pages.forms import HTMX

RIDE = "/board/ride?booking=example-booking"
RUN = "/board?day=2026-11-24&duty=example-duty"


def test_a_day_at_the_end_of_the_calendar_is_refused_in_words(house: House) -> None:
    page = house.as_role(Role.COORDINATOR)
    for day in ("9999-12-31", "0001-01-01"):
        assert page.get(f"/board?day={day}").status_code == 422
        assert page.get(f"/board/chart?day={day}").status_code == 422


def test_each_rider_of_a_run_leads_to_the_ride(house: House) -> None:
    page = house.as_role(Role.COORDINATOR).get(RUN).text
    links = re.findall(r'hx-get="/board/ride\?booking=([a-z-]+)&amp;focus=true"', page)
    assert links == ["example-booking"] * 2  # where Truus gets on, and where she gets off
    assert "Kies een reiziger om de rit te bekijken." in page


def test_a_ride_shows_what_was_promised_and_asks_the_planner_only_when_told_to(
    planned_house: House, answering: Answering
) -> None:
    page = planned_house.as_role(Role.COORDINATOR).get(RIDE, headers=HTMX).text
    assert "di 24 nov, 10:05–10:15" in page
    assert "Wooncomplex Botteskerksingel → Osdorpplein winkelcentrum" in page
    assert "Waarom dit busje, of liever een ander?" in page
    assert answering.got == []


def test_why_is_answered_in_sentences(planned_house: House, answering: Answering) -> None:
    page = planned_house.as_role(Role.COORDINATOR).get(f"{RIDE}&ask=true", headers=HTMX).text
    assert "Busje 1 heeft voor deze rit de minste tijd nodig." in page
    assert "Past niet, want Busje 3 heeft dan geen 2 zitplaatsen vrij." in page
    assert "Past niet, want Busje 4 heeft dan geen 2 zitplaatsen vrij." in page
    assert "least_van_time" not in page
    assert len(answering.of_type(ExplainRide)) == 1


def test_where_the_planner_can_not_say_it_the_ride_is_still_shown(
    planned_house: House, answering: Answering
) -> None:
    answering.instead = Failed(code="not-on-a-van", kind=ErrorKind.CONFLICT, detail="No van any more.")
    page = planned_house.as_role(Role.COORDINATOR).get(f"{RIDE}&ask=true", headers=HTMX)
    assert "Voor deze rit is geen busje meer gepland." in page.text
    assert "di 24 nov, 10:05–10:15" in page.text


def test_while_nobody_plans_the_ride_is_still_shown(unplanned_house: House) -> None:
    page = unplanned_house.as_role(Role.COORDINATOR).get(f"{RIDE}&ask=true", headers=HTMX)
    assert page.status_code == 200
    assert "antwoordt nu niet" in page.text


def test_a_ride_that_is_not_there_is_a_notice(house: House) -> None:
    reply = house.as_role(Role.COORDINATOR).get("/board/ride?booking=nobody", headers=HTMX)
    assert reply.status_code == 404


def test_what_somebody_looks_at_stays_while_the_rest_comes_anew(house: House) -> None:
    client = house.as_role(Role.COORDINATOR)
    chart = client.get("/board/chart?day=2026-11-24&duty=example-duty", headers=HTMX).text
    assert re.search(r'id="run" hx-preserve="true"', chart)
    assert "is-chosen" in chart
    assert 'hx-preserve="true"' in client.get("/board/run?keep=true&duty=example-duty", headers=HTMX).text
    # Another run begins without a ride.
    assert "hx-preserve" not in client.get("/board/run?duty=example-duty", headers=HTMX).text
    assert client.get("/board/run?keep=true", headers=HTMX).text.strip() == ""
    assert client.get("/board/ride", headers=HTMX).status_code == 200


def test_how_good_the_plan_is_stands_over_it_once_that_is_known(house: House) -> None:
    client = house.as_role(Role.COORDINATOR)
    assert "best mogelijke plan" not in client.get(RUN).text
    prove(house, van_s=10_150, best_possible_van_s=10_000)
    assert "Hoogstens 2% langer dan het best mogelijke plan." in client.get(RUN).text
    prove(house, van_s=10_150, best_possible_van_s=10_150)
    assert "Dit is het best mogelijke plan." in client.get(RUN).text
    prove(house, van_s=10_150, best_possible_van_s=0)
    assert "best mogelijke plan" not in client.get(RUN).text
    prove(house, van_s=10_150, best_possible_van_s=10_150, moved_on=True)
    assert "best mogelijke plan" not in client.get(RUN).text
