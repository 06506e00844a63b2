"""Moving and pinning on the day board over HTTP, and what the page says of it."""

import json
import re
from html import unescape
from typing import Any

from fastapi.testclient import TestClient

from api.access.permissions import Role
from busline.errors import ErrorKind
from busline.feed.messages import Failed, MoveRide
from busline.nouns import BookingState
from busline.record.tables import Booking, Duty, Pin, Run
from busline.record.tables.base import new_id
from tests.api.dispatching import Answering
from tests.api.house import HERE, LINE, House, at
from tests.api.pages.forms import HTMX

RIDE = "/board/ride?booking=example-booking"
RUN = "/board?day=2026-11-24&duty=example-duty"


def pin(house: House, *, by: str = "corrie", freed: bool = False) -> None:
    """Pin the example's ride to its duty, or let that be long ago."""
    with house.record.change("test") as session:
        session.add(
            Pin(
                booking_id="example-booking",
                line_id=LINE,
                duty_id="example-duty",
                pinned_by=by,
                pinned_at=at("08:00"),
                freed_at=at("08:30") if freed else None,
            )
        )


def copy_of(duty: Duty, **changes: str) -> Duty:
    """Return another duty in the same window."""
    columns = ("line_id", "window_id", "driver_id", "service_date", "starts_at", "ends_at", "state")
    return Duty(**{name: getattr(duty, name) for name in columns} | changes)


def values(page: str, address: str = "/board/move") -> list[dict[str, Any]]:
    """Return what each button or form that posts to `address` sends."""
    found = re.findall(rf"hx-post=\"{address}\"[^>]*?hx-vals=(?:'([^']*)'|\"([^\"]*)\")", page)
    return [json.loads(unescape(one or other)) for one, other in found]


def send(client: TestClient, form: dict[str, Any], address: str = "/board/move") -> Any:
    """Send a form as htmx does."""
    lower = {key: str(value).lower() if isinstance(value, bool) else value for key, value in form.items()}
    return client.post(address, data=lower, headers=HTMX)


def test_each_van_that_fits_has_a_button_and_each_other_its_reason(planned_house: House) -> None:
    client = planned_house.as_role(Role.COORDINATOR)
    page = client.get(f"{RIDE}&ask=true", headers=HTMX).text
    assert "Past. Met Busje 2 zijn de busjes samen 30\u00a0min langer onderweg." in page
    assert "Past niet, want Busje 3 heeft dan geen 2 zitplaatsen vrij." in page
    forms = values(page)
    assert [(form.get("duty_id"), form.get("revision")) for form in forms] == [
        ("another-duty", 3),
        (None, None),  # the pin
    ]
    assert "Zet op Busje 2" in page
    assert "Zet op Busje 3" not in page
    assert "Zet vast op Busje 1" in page


def test_a_move_is_told_with_the_way_back(planned_house: House, answering: Answering) -> None:
    client = planned_house.as_role(Role.COORDINATOR)
    form = values(client.get(f"{RIDE}&ask=true", headers=HTMX).text)[0]
    page = send(client, form).text
    assert "De rit is verplaatst van Busje 1 naar Busje 2 en staat daar vast." in page
    assert "Maak ongedaan" in page
    back = values(page)[0]
    assert (back["duty_id"], back["pinned"], back["undoes"]) == ("example-duty", False, True)
    # Pressed twice, it is moved once.
    assert send(client, form).status_code == 200
    moves = answering.of_type(MoveRide)
    assert len(moves) == 1

    undone = send(client, back).text
    command = answering.of_type(MoveRide)[-1]
    assert isinstance(command, MoveRide)
    assert (command.duty_id, command.pin, command.revision) == ("example-duty", False, None)
    assert "Maak ongedaan" not in undone


def test_what_the_planner_refuses_is_said_and_the_ride_is_shown_anew(
    planned_house: House, answering: Answering
) -> None:
    client = planned_house.as_role(Role.COORDINATOR)
    form = values(client.get(f"{RIDE}&ask=true", headers=HTMX).text)[0]
    answering.instead = Failed(code="seen-plan-is-old", kind=ErrorKind.CONFLICT, detail="It moved.")
    reply = send(client, form)
    assert reply.status_code == 200
    assert "De planning is net veranderd. Er is niets verplaatst." in reply.text
    assert "di 24 nov, 10:05–10:15" in reply.text


def test_while_nobody_plans_that_is_said(unplanned_house: House) -> None:
    client = unplanned_house.as_role(Role.COORDINATOR)
    form = values(client.get(RIDE, headers=HTMX).text)[0]
    assert "antwoordt nu niet" in send(client, form).text


def test_a_pin_is_shown_by_word_and_shape_with_who_made_it(each_house: House) -> None:
    pin(each_house)
    client = each_house.as_role(Role.COORDINATOR)
    page = client.get(RUN).text
    assert '<path class="pinned"' in page
    assert "1 rit vast" in page
    assert re.search(r'class="pin small">vast<', page)
    ride = client.get(RIDE, headers=HTMX).text
    assert "Vastgezet op Busje 1 door corrie" in ride
    assert "Maak los" in ride
    assert client.get(f"{HERE}/days/2026-11-24").json()["pins"] == {"example-booking": "example-duty"}


def test_a_ride_that_came_loose_and_moved_says_where_it_is_now(each_house: House) -> None:
    pin(each_house, freed=True)
    with each_house.record.change("test") as session:  # as if it had been pinned to another van
        session.get_one(Duty, "example-duty").van_id = "van-2"
        session.flush()
        old = copy_of(session.get_one(Duty, "example-duty"), id="old-duty", van_id="van-1")
        session.add(old)
        session.flush()
        session.get_one(Pin, "example-booking").duty_id = old.id
    page = each_house.as_role(Role.COORDINATOR).get(RUN).text
    assert "(di 24 nov, 10:05–10:15) stond vast op Busje 1, door corrie." in page
    assert "De rit staat nu op Busje 2 en staat niet meer vast. De afspraak blijft staan." in page
    # Who has ridden, or was given up, is nobody's news any more.
    with each_house.record.change("test") as session:
        session.get_one(Booking, "example-booking").state = BookingState.COMPLETED
    assert "stond vast op" not in each_house.as_role(Role.COORDINATOR).get(RUN).text


def test_a_ride_that_came_loose_stands_over_the_chart_until_it_was_seen(
    planned_house: House, answering: Answering
) -> None:
    pin(planned_house, freed=True)
    client = planned_house.as_role(Role.COORDINATOR)
    page = client.get(RUN).text
    assert "stond vast op Busje 1, door corrie. De rit staat niet meer vast." in page
    assert "Vastgezet op" not in client.get(RIDE, headers=HTMX).text
    (seen,) = values(page, "/board/seen")
    assert send(client, seen, "/board/seen").status_code == 200
    (command,) = answering.of_type(MoveRide)
    assert isinstance(command, MoveRide)
    assert (command.duty_id, command.pin) == (None, False)


def test_who_may_not_book_sees_no_buttons_and_can_not_move(house: House) -> None:
    form = {"booking_id": "example-booking", "idempotency_key": new_id()}
    for role in (Role.REVIEWER, Role.LENDER):
        assert send(house.as_role(role), form).status_code == 403


def test_expected_times_stand_beside_what_was_promised_and_lateness_is_said(each_house: House) -> None:
    client = each_house.as_role(Role.COORDINATOR)
    page = client.get(RUN).text
    assert "afgesproken 10:05–10:15" in page
    assert "uiterlijk 10:35" in page
    assert "min later dan" not in page
    with each_house.record.change("test") as session:
        run = session.get_one(Run, "example-duty")
        late = [dict(call) for call in run.calls]
        late[1] |= {"arrive": at("10:21").isoformat(), "depart": at("10:23").isoformat()}
        late[2] |= {"arrive": at("10:31").isoformat(), "depart": at("10:33").isoformat()}
        run.calls = late
    page = client.get(RUN).text
    # Six minutes after the end of the window; the way out is still in time.
    assert page.count("6 min later dan afgesproken") == 3  # the chart, the run, who gets in
    ride = client.get(RIDE, headers=HTMX).text
    assert "Verwacht: instappen 10:21, uitstappen 10:31." in ride
    assert "6 min later dan afgesproken" in ride


def test_what_is_free_stands_beside_each_leg(each_house: House) -> None:
    page = each_house.as_role(Role.COORDINATOR).get(RUN).text
    cells = re.findall(r'<td data-label="Vrij">([^<]*)</td>', page)
    # Nobody on board, then two, then nobody; nothing after the last call.
    assert cells == [
        "8 zitplaatsen of 2 rolstoelplaatsen",
        cells[1],
        "8 zitplaatsen of 2 rolstoelplaatsen",
        "",
    ]
    assert cells[1].startswith("6 zitplaatsen")
