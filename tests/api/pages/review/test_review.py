"""Reviewing ridership over HTTP."""

import re
from datetime import date

import pytest

from api.access.permissions import Role
from busline.nouns import BookingState, LegName
from busline.record.tables import Booking, IdleWindow, Task
from busline.record.tables.base import new_id
from tests.api.house import House, at
from tests.api.pages.forms import HTMX


def _driven(house: House) -> None:
    """Let the example ride be driven, from 10:06 to 10:16."""
    with house.record.change("test") as session:
        booking = session.get_one(Booking, "example-booking")
        booking.state = BookingState.COMPLETED
        booking.boarded_at, booking.alighted_at = at("10:06"), at("10:16")


def test_the_number_stands_first_then_the_change_then_picture_and_table(house: House) -> None:
    _driven(house)
    page = house.as_role(Role.REVIEWER).get("/review?day=2026-11-24").text
    number, picture, table = page.index("headline-number"), page.index('class="bars"'), page.index("<table")
    assert number < picture < table
    assert re.search(r'headline-number">1</p>\s*<p class="headline-words">ritten gereden', page)
    assert "1 meer dan een week eerder (0)" in page
    assert 'headline-number">0:50' in page  # the example hours: 07:00 to 07:50
    assert "Samen 0:50 uur gewerkt." in page
    assert 'href="/review/hours?month=2026-11"' in page
    month = house.as_role(Role.REVIEWER).get("/review/month?month=2026-11").text
    assert "1 meer dan een maand eerder (0)" in month
    assert "Gereden ritten per dag in november 2026" in month


def test_days_to_come_are_no_days_without_rides(house: House) -> None:
    _driven(house)
    with house.record.change("test") as session:
        driven = session.get_one(Booking, "example-booking")
        columns = {c.key: getattr(driven, c.key) for c in Booking.__table__.columns}
        ahead = {"id": "ahead", "reference": "1", "leg": LegName.BACK, "service_date": date(2026, 11, 27)}
        session.add(Booking(**columns | ahead | {"state": BookingState.CONFIRMED, "boarded_at": None}))
    client = house.as_role(Role.REVIEWER)
    page = client.get("/review/month?month=2026-11").text
    assert "di 24 nov" in page
    assert "vr 27 nov" not in page
    assert page.count('class="label"') == 24  # the picture ends today
    counts = client.get("/review/riders.csv?from=2026-11-01&to=2026-11-30").text
    assert [line[:10] for line in counts.splitlines()[1:]] == ["2026-11-24"]


def test_an_empty_day_says_what_will_be_there(house: House) -> None:
    page = house.as_role(Role.REVIEWER).get("/review?day=2026-01-01").text
    assert "Er is in deze tijd niets gereden." in page


def test_counts_open_in_a_dutch_excel(house: House) -> None:
    counts = house.as_role(Role.REVIEWER).get("/review/riders.csv?from=2026-11-24&to=2026-11-24").text
    assert counts.splitlines()[1].startswith("2026-11-24;0;0;")


def test_a_task_is_claimed_once_and_closed_with_what_was_agreed(house: House) -> None:
    client = house.as_role(Role.COORDINATOR)
    assert "wordt later dan afgesproken" in client.get("/tasks").text
    claim = {"idempotency_key": new_id(), "etag": '"v1"'}
    for _ in range(2):
        claimed = client.post("/tasks/example-task/claim", data=claim, headers=HTMX).text
        assert 'hx-post="/tasks/example-task/release"' in claimed
    done = {"idempotency_key": new_id(), "etag": '"v2"', "outcome": "neemt de bus van elf uur"}
    for _ in range(2):
        reply = client.post("/tasks/example-task/done", data=done, headers=HTMX)
        assert (reply.status_code, reply.text) == (200, "")
    assert "Niemand hoeft gebeld te worden." in client.get("/tasks").text
    with house.record.read() as session:
        assert session.get_one(Task, "example-task").outcome == "neemt de bus van elf uur"


def test_a_lender_sees_windows_and_takes_a_van_back_with_a_reason(planned_house: House) -> None:
    client = planned_house.as_role(Role.LENDER)
    page = client.get("/lend").text
    assert "Er zijn ritten in geboekt." in page
    assert "Voorbeeld" not in page  # the lender sees no residents
    with planned_house.record.read() as session:
        etag = f'"v{session.get_one(IdleWindow, "example-window").version}"'
    empty = client.post(
        "/lend/example-window/withdraw", data={"idempotency_key": new_id(), "etag": etag}, headers=HTMX
    )
    assert (empty.status_code, "Schrijf kort waarom" in empty.text) == (422, True)
    form = {"idempotency_key": new_id(), "etag": etag, "why": "garage"}
    reply = client.post("/lend/example-window/withdraw", data=form, headers=HTMX)
    assert "Wie een rit had, wordt gebeld." in reply.text, reply.text


@pytest.mark.parametrize(
    ("review", "figures"),
    [
        ("/review?day=2026-11-24", "kind=day&day=2026-11-24"),
        ("/review/month?month=2026-11", "kind=month&day=2026-11-24"),
    ],
)
def test_the_review_and_the_figures_say_the_same(house: House, review: str, figures: str) -> None:
    _driven(house)
    client = house.as_role(Role.REVIEWER)

    def numbers(page: str, number: str, words: str) -> dict[str, str]:
        told = re.findall(rf'class="{number}">([^<]*)<.*?class="{words}">([^<]*)<', page, re.S)
        return {name: value for value, name in told}

    reviewed = numbers(client.get(review).text, "headline-number", "headline-words")
    shown = numbers(client.get(f"/figures?{figures}").text, "figure-number", "figure-words")
    assert len(reviewed) == 6
    assert reviewed.items() <= shown.items()
