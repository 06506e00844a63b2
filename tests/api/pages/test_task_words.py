"""What a coordinator is told to phone about, when a stored request was answered later."""

import pytest

from api.access.permissions import Role
from busline.nouns import TaskKind, TaskState
from busline.record.tables import Task
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
