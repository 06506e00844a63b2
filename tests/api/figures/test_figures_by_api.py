"""Figures of a period over HTTP, on both databases."""

from typing import Any

from api.access.permissions import Role
from busline.figures import FIGURES
from busline.nouns import BookingState
from busline.record.tables import Booking
from tests.api.house import HERE, House, at


def drive(house: House) -> None:
    """Let the example ride be driven, from 10:06 to 10:16."""
    with house.record.change("test") as session:
        booking = session.get_one(Booking, "example-booking")
        booking.state = BookingState.COMPLETED
        booking.boarded_at, booking.alighted_at = at("10:06"), at("10:16")


def ask(house: House, first: str, last: str) -> Any:
    client = house.as_role(Role.REVIEWER)
    return client.get(f"{HERE}/figures", params={"from": first, "to": last})


def test_all_figures_with_those_of_as_many_days_before(each_house: House) -> None:
    drive(each_house)
    told = ask(each_house, "2026-11-23", "2026-11-29").json()
    # The week ends today, Tuesday, and is compared with Monday and Tuesday of the seven days before.
    assert (told["first"], told["last"]) == ("2026-11-23", "2026-11-24")
    assert (told["before_first"], told["before_last"]) == ("2026-11-16", "2026-11-17")
    assert [one["name"] for one in told["figures"]] == list(FIGURES)
    found = {one["name"]: (one["value"], one["before"]) for one in told["figures"]}
    assert found["rides"] == (1, 0)
    assert found["new_riders"] == (1, 0)
    assert found["on_time"] == (1, None)
    assert found["waiting"] == (60, None)  # promised from 10:05, boarded at 10:06
    assert found["seats"] == (2, 0)
    assert found["worked"] == (50 * 60, 0)  # 07:00 to 07:50
    # 50 minutes of 28.50 and two days of 35 euros, as the example line has them.
    assert found["cost"] == (2375 + 7000, 7000)
    assert found["wages"] == (1433, 0)
    assert told["rates"]["driver_hour_cents"] == 2850


def test_who_may_not_see_ridership_gets_no_figures(house: House) -> None:
    for role in (Role.COORDINATOR, Role.DRIVER, Role.LENDER):
        answer = house.as_role(role).get(f"{HERE}/figures?from=2026-11-01&to=2026-11-30")
        assert answer.status_code == 403, role


def test_a_span_that_can_not_be_is_refused(house: House) -> None:
    assert ask(house, "2026-11-30", "2026-11-01").status_code == 422
    assert ask(house, "2001-01-01", "2026-11-01").status_code == 422
