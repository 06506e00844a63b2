"""A lender takes a van back; a driver is ill. Neither gets lost while nobody plans."""

from datetime import timedelta

from sqlalchemy import select

from api.access.permissions import Role
from busline.feed.messages import DriverUnavailable, WithdrawWindow
from busline.record.tables import OutboxMessage
from tests.api.dispatching import Answering
from tests.api.house import HERE, House, key

WITHDRAW = f"{HERE}/windows/example-window/withdraw"
ABSENCES = f"{HERE}/drivers/anna/absences"
ABSENCE = {"starts_at": "2026-11-24T08:00:00Z", "ends_at": "2026-11-25T00:00:00Z", "why": "ill"}


def tag(name: str | None = None) -> dict[str, str]:
    return key(name) | {"If-Match": '"v1"'}


def test_the_dispatcher_withdraws_a_window_from_now_on(planned_house: House, answering: Answering) -> None:
    reply = planned_house.as_role(Role.LENDER).post(WITHDRAW, json={"why": "garage"}, headers=tag())
    assert reply.json() == {
        "done": True,
        "result": {},
    }  # how many rides that breaks is not the lender's to know
    (command,) = answering.got
    assert isinstance(command, WithdrawWindow)
    assert command.from_instant == planned_house.clock.now()


def test_a_withdrawal_sent_again_later_is_still_the_same_wish(house: House) -> None:
    lender = house.as_role(Role.LENDER)
    for _ in range(2):
        assert lender.post(WITHDRAW, json={"why": "garage"}, headers=tag("one")).status_code == 202
        house.clock.advance(timedelta(minutes=1))
    with house.record.read() as session:
        (kept,) = session.scalars(select(OutboxMessage))
    assert kept.message["from_instant"] == "2026-11-24T07:00:00Z"


def test_a_window_that_is_over_is_not_withdrawn(house: House) -> None:
    house.clock.advance(timedelta(hours=4))
    reply = house.as_role(Role.LENDER).post(WITHDRAW, json={}, headers=tag())
    assert (reply.status_code, reply.json()["code"]) == (409, "window-over")


def test_the_lender_lists_windows_of_at_most_two_months(house: House) -> None:
    lender = house.as_role(Role.LENDER)
    day = {"from": "2026-11-24", "to": "2026-11-24"}
    (window,) = lender.get(f"{HERE}/windows", params=day).json()["items"]
    assert (window["van_name"], window["starts_at"]) == ("Busje 1", "2026-11-24T08:45:00Z")
    assert lender.get(f"{HERE}/windows", params=day | {"to": "2027-11-24"}).status_code == 422


def test_the_dispatcher_hears_of_an_ill_driver(planned_house: House, answering: Answering) -> None:
    reply = planned_house.as_role(Role.COORDINATOR).post(ABSENCES, json=ABSENCE, headers=key())
    assert reply.json()["done"]
    (command,) = answering.got
    assert isinstance(command, DriverUnavailable)
    assert (command.driver_id, command.why) == ("anna", "ill")


def test_an_absence_that_ends_before_it_begins_is_refused(house: House) -> None:
    body = ABSENCE | {"ends_at": ABSENCE["starts_at"]}
    reply = house.as_role(Role.COORDINATOR).post(ABSENCES, json=body, headers=key())
    assert reply.json()["faults"][0]["where"] == "ends_at"
    unknown = house.as_role(Role.COORDINATOR).post(
        f"{HERE}/drivers/nobody/absences", json=ABSENCE, headers=key()
    )
    assert unknown.status_code == 404
