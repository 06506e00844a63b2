"""A day around which nobody can reckon is refused in words, wherever it is asked for."""

import pytest

from api.access.permissions import Role
from tests.api.house import HERE, House

PAGES = (
    (Role.COORDINATOR, "/board?day={}"),
    (Role.COORDINATOR, "/board/chart?day={}"),
    (Role.COORDINATOR, "/board/day.pdf?day={}"),
    (Role.REVIEWER, "/review?day={}"),
    (Role.REVIEWER, "/review/riders.csv?from={0}&to={0}"),
    (Role.REVIEWER, "/review/hours.csv?from={0}&to={0}"),
)
ANSWERS = (
    (Role.COORDINATOR, f"{HERE}/days/{{}}"),
    (Role.COORDINATOR, f"{HERE}/bookings?day={{}}"),
    (Role.COORDINATOR, f"{HERE}/windows?from={{0}}&to={{0}}"),
    (Role.REVIEWER, f"{HERE}/ridership?from={{0}}&to={{0}}"),
)
OUT_OF_REACH = ("9999-12-31", "0001-01-01")


@pytest.mark.parametrize("day", OUT_OF_REACH)
@pytest.mark.parametrize(("role", "address"), PAGES)
def test_a_page_says_which_days_there_are(house: House, role: Role, address: str, day: str) -> None:
    reply = house.as_role(role).get(address.format(day), headers={"Accept": "text/html"})
    assert reply.status_code == 422
    assert "Kies een dag van 2000 tot en met 2099." in reply.text


@pytest.mark.parametrize("day", OUT_OF_REACH)
@pytest.mark.parametrize(("role", "address"), ANSWERS)
def test_a_program_is_told_which_days_there_are(house: House, role: Role, address: str, day: str) -> None:
    reply = house.as_role(role).get(address.format(day))
    assert reply.status_code == 422, reply.text
    (fault, *_) = reply.json()["faults"]
    assert (fault["code"], fault["params"]) == ("day-out-of-reach", {"first": "2000", "last": "2099"})


@pytest.mark.parametrize("day", ["2000-01-01", "2099-12-31"])
@pytest.mark.parametrize(("role", "address"), PAGES)
def test_the_first_and_the_last_day_are_shown(house: House, role: Role, address: str, day: str) -> None:
    reply = house.as_role(role).get(address.format(day), headers={"Accept": "text/html"})
    assert reply.status_code == 200
