"""What a coordinator is told to phone about, when a stored request was answered later."""

import re

import pytest

from api.access.permissions import Role
from busline.nouns import BookingState, LegName, TaskKind, TaskState, TimeMode
from busline.record.tables import Booking, RequestLeg, Task
from tests.api.house import House, at

PROMISE = {
    "pickup_from": at("10:25").isoformat(),
    "pickup_to": at("10:35").isoformat(),
    "dropoff_by": at("10:55").isoformat(),
}


@pytest.mark.parametrize(
    ("leg", "sentences"),
    [
        (
            {"offers": [{"promise": PROMISE}]},
            ("Er zijn ritten gevonden", "De eerste rit die past: di 24 nov, 10:25–10:35."),
        ),
        (
            {"offers": [], "why_not": {"nearest": [{"promise": PROMISE}]}},
            ("is geen rit gevonden", "Beste andere rit: di 24 nov, 10:25–10:35."),
        ),
        ({"offers": [], "why_not": None}, ("is geen rit gevonden",)),
    ],
)
def test_an_answer_that_came_late_says_what_it_found(house: House, leg: dict, sentences: tuple) -> None:
    with house.record.change("test") as session:
        session.add(
            Task(
                line_id="osdorp",
                kind=TaskKind.ANSWER_READY,
                state=TaskState.OPEN,
                service_date=at("10:25").date(),
                about={"legs": [leg]},
                made_at=at("08:00"),
            )
        )
    page = house.as_role(Role.COORDINATOR).get("/board?day=2026-11-24").text
    for sentence in sentences:
        assert sentence in page


def _open(house: House, kind: TaskKind, **about: str | None) -> str:
    """Return the desk as the link of a phone call opens it."""
    with house.record.change("test") as session:
        task = Task(
            line_id="osdorp",
            kind=kind,
            state=TaskState.OPEN,
            service_date=at("10:25").date(),
            resident_id="b001",
            made_at=at("08:00"),
            **about,
        )
        session.add(task)
        session.flush()
        task_id = task.id
    client = house.as_role(Role.COORDINATOR)
    link = f"/desk?resident=b001&amp;task={task_id}"
    assert link in client.get("/tasks").text
    return client.get(link.replace("&amp;", "&")).text


def _ask_back(house: House, booked: BookingState | None = None) -> None:
    """Let the example request ask for the way back at 11:30 too; with a booking for it, in a state."""
    with house.record.change("test") as session:
        there = session.get_one(RequestLeg, ("example-request", LegName.OUT))
        ends = {"from_stop_id": there.to_stop_id, "to_stop_id": there.from_stop_id}
        columns = {"request_id": "example-request", "leg": LegName.BACK, "line_id": "osdorp", **ends}
        session.add(RequestLeg(**columns, mode=TimeMode.DEPART_AT, wanted_at=at("11:30")))
        session.flush()
        if booked is not None:
            example = session.get_one(Booking, "example-booking")
            copied = {c.key: getattr(example, c.key) for c in Booking.__table__.columns}
            own = {"id": "back", "reference": "1", "leg": LegName.BACK, "state": booked}
            session.add(Booking(**copied | ends | own))


def _fields(page: str) -> dict[str, str]:
    page = page[page.index('id="booking-form"') :]
    found = re.findall(r'<input[^>]*name="(\w+)"[^>]*', page)
    values = {name: re.search(rf'<input[^>]*name="{name}" value="([^"]*)"', page) for name in found}
    return {name: value[1] for name, value in values.items() if value}


ASKED = {
    "from_stop": "wc-botteskerk",
    "to_stop": "osdorpplein",
    "day": "di 24 nov",
    "time": "10:05",
    "companions": "1",
}


def test_the_form_for_a_stored_request_asks_it_again_as_it_was(house: House) -> None:
    _ask_back(house)
    page = _open(house, TaskKind.ANSWER_READY, request_id="example-request")
    fields = _fields(page)
    expected = ASKED | {"back": "11:30", "replaces": "", "instead_of": "example-request"}
    assert {name: fields[name] for name in expected} == expected
    assert 'value="depart_at" checked' in page
    assert '<option value="walker" selected>' in page
    assert "Open deze vraag" in house.as_role(Role.COORDINATOR).get("/tasks").text


def test_the_form_for_a_ride_that_runs_late_changes_it(house: House) -> None:
    page = _open(house, TaskKind.PROMISE_AT_RISK, booking_id="example-booking")
    expected = ASKED | {"back": "", "replaces": "example-booking"}
    assert {name: _fields(page)[name] for name in expected} == expected
    assert "U wijzigt de rit van di 24 nov, 10:05–10:15." in page


@pytest.mark.parametrize(("way_back", "back"), [(BookingState.BROKEN, "11:30"), (BookingState.CONFIRMED, "")])
def test_the_form_for_a_broken_ride_asks_it_anew_with_what_else_is_broken(
    house: House, way_back: BookingState, back: str
) -> None:
    _ask_back(house, way_back)
    with house.record.change("test") as session:
        session.get_one(Booking, "example-booking").state = BookingState.BROKEN
    page = _open(house, TaskKind.PROMISE_BROKEN, booking_id="example-booking")
    expected = ASKED | {"back": back, "replaces": ""}
    assert {name: _fields(page)[name] for name in expected} == expected
