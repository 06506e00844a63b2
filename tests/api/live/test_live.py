"""Live events reach whoever may hear them, over a real server."""

import json
from collections.abc import Iterator
from typing import get_args

import httpx
import pytest

from api.access.caller import Caller
from api.access.permissions import Role
from api.live.routes import may_hear
from busline.feed.live import LiveEvents
from busline.feed.messages import LiveEvent, Topic
from tests.api.house import HERE, LINE, House, serve


def caller(role: Role) -> Caller:
    return Caller("id", "login", "Name", frozenset({role}), LINE, None, "nl")


@pytest.mark.parametrize(
    ("role", "topics"),
    [
        (
            Role.COORDINATOR,
            {"plan", "bookings", "tasks", "residents", "line", "calls", "presence", "messages", "places"},
        ),
        (Role.DRIVER, {"plan", "bookings", "hours", "line"}),
        (Role.REVIEWER, {"hours", "line"}),
        (Role.LENDER, {"line"}),
        (Role.TELEPHONE, set()),
    ],
)
def test_each_role_hears_of_what_it_may_look_at(role: Role, topics: set[str]) -> None:
    heard = {
        topic
        for topic in (*get_args(Topic), "unknown")
        if may_hear(caller(role), LiveEvent(line_id=LINE, topic=topic))
    }
    assert heard == topics


@pytest.fixture
def served(unplanned_house: House) -> Iterator[str]:
    """The address of the application on a real server: the test client can't read an endless answer."""
    with serve(unplanned_house.app) as address:
        yield address


def test_a_page_hears_what_changes_and_not_what_is_not_for_it(served: str, unplanned_house: House) -> None:
    headers = dict(unplanned_house.as_role(Role.REVIEWER).headers)
    live = LiveEvents(unplanned_house.feed)
    with httpx.stream("GET", f"{served}{HERE}/live", headers=headers, timeout=20) as stream:
        assert stream.headers["content-type"].startswith("text/event-stream")
        told = (json.loads(line[5:]) for line in stream.iter_lines() if line.startswith("data:"))
        # First what may have been missed, of the two topics that a reviewer may hear of.
        assert {next(told)["topic"], next(told)["topic"]} == {"hours", "line"}
        live.publish(LiveEvent(line_id=LINE, topic="bookings", ids=("secret",)))
        live.publish(LiveEvent(line_id=LINE, topic="hours", ids=("example-duty",)))
        assert next(told)["ids"] == ["example-duty"]


def test_nobody_else_hears_anything(served: str, unplanned_house: House) -> None:
    assert httpx.get(f"{served}{HERE}/live", timeout=20).status_code == 401
    other = dict(unplanned_house.as_role(Role.COORDINATOR).headers)
    assert httpx.get(f"{served}/api/v1/lines/elsewhere/live", headers=other, timeout=20).status_code == 404
