"""A driver shares where the van is: during the duty, not in a break, and it is kept nowhere."""

import re
from collections.abc import Sequence
from datetime import timedelta

import httpx
import pytest
from fastapi.testclient import TestClient
from sqlalchemy import func, select

from api.access.permissions import Role
from busline.feed import keys
from busline.nouns import DutyState
from busline.record.tables import Base, Duty, OutboxMessage, Stop
from tests.api.driver.test_driver import EVENTS, as_driver
from tests.api.house import LINE, SHOPS, House, at, key
from tests.api.pages.forms import HTMX

PLACE = "/drive/place"
HERE = {"lat": "52.3588", "lon": "4.8005"}
KEPT = keys.van_place(LINE, "example-duty")


def report(driver: TestClient, clock: str, number: int, kind: str) -> None:
    moment = at(clock).isoformat()
    event = {"id": f"{number:032x}", "duty_id": "example-duty", "kind": kind, "happened_at": moment}
    reply = driver.post(EVENTS, json={"events": [event]}, headers=key())
    assert reply.json()["events"][0]["stored"], reply.text


def share(driver: TestClient, duty: str = "example-duty", **where: str) -> httpx.Response:
    return driver.post(PLACE, data={"duty": duty, **HERE, **where})


def on_the_road(house: House) -> TestClient:
    """Let Anna clock in, and return her phone."""
    house.clock.move_to(at("09:50"))
    anna = as_driver(house, "anna")
    report(anna, "09:46", 1, "clock_in")
    with house.record.change("test") as session:  # as the dispatcher does when it hears of it
        session.get_one(Duty, "example-duty").state = DutyState.UNDER_WAY
    return anna


def rows_of(house: House) -> Sequence[tuple[str, int]]:
    with house.record.read() as session:
        # What the outbox held of the clocking in leaves it meanwhile.
        tables = [table for table in Base.metadata.sorted_tables if table.name != OutboxMessage.__tablename__]
        return [
            (table.name, session.scalar(select(func.count()).select_from(table)) or 0) for table in tables
        ]


def test_a_place_is_on_the_map_and_in_no_table(unplanned_house: House) -> None:
    house = unplanned_house
    anna, corrie = on_the_road(house), house.as_role(Role.COORDINATOR)
    before = rows_of(house)
    assert share(anna, lat="52.5").status_code == 204
    assert share(anna).status_code == 204
    assert rows_of(house) == before  # neither the history nor anything else knows of it
    house.clock.advance(timedelta(minutes=3, seconds=10))
    page = corrie.get("/board/map?day=2026-11-24").text
    assert 'data-lat="52.3588" data-lon="4.8005" data-label="Busje 1 · 3 min geleden"' in page
    assert "Telefoon van de chauffeur, 3 min geleden: ongeveer" in page
    assert "52.5" not in re.sub(r"data-stop=.*", "", page)
    house.clock.advance(timedelta(minutes=7))
    assert "data-place" not in corrie.get("/board/map/runs?day=2026-11-24", headers=HTMX).text


def test_before_the_duty_in_a_break_and_after_it_nothing_is_taken(
    unplanned_house: House,
) -> None:
    house = unplanned_house
    house.clock.move_to(at("09:46"))
    anna = as_driver(house, "anna")
    assert share(anna).status_code == 409
    report(anna, "09:46", 1, "clock_in")
    assert share(anna).status_code == 204
    for stop, go_on, clock in (("break_start", "break_end", "10:00"), ("clock_out", "", "11:40")):
        house.clock.move_to(at(clock))
        assert house.feed.redis.exists(KEPT)
        report(anna, clock, len(stop), stop)
        assert not house.feed.redis.exists(KEPT)  # what was known of it is gone at once
        assert share(anna).status_code == 409
        if go_on:
            report(anna, clock, len(stop) + 30, go_on)
            assert share(anna).status_code == 204


def test_a_driver_who_does_not_share_any_more_is_forgotten_at_once(unplanned_house: House) -> None:
    anna = on_the_road(unplanned_house)
    assert share(anna).status_code == 204
    assert anna.delete(f"{PLACE}?duty=example-duty").status_code == 204
    assert not unplanned_house.feed.redis.exists(KEPT)
    assert anna.delete(f"{PLACE}?duty=example-duty").status_code == 204


def test_nobody_else_can_say_or_end_where_a_van_is(unplanned_house: House) -> None:
    house = unplanned_house
    anna, bram, corrie = on_the_road(house), as_driver(house, "bram"), house.as_role(Role.COORDINATOR)
    assert share(anna).status_code == 204
    assert share(bram).status_code == 409
    assert bram.delete(f"{PLACE}?duty=example-duty").status_code == 409
    assert share(corrie).status_code == 403
    event = {"id": f"{9:032x}", "duty_id": "example-duty", "kind": "clock_out"}
    told = bram.post(
        EVENTS, json={"events": [event | {"happened_at": at("09:50").isoformat()}]}, headers=key()
    )
    assert told.json()["events"][0]["code"] == "not-your-duty"
    assert house.feed.redis.exists(KEPT)
    assert share(anna, "no-such-duty").status_code == 404


@pytest.mark.parametrize("where", [{"lat": "91"}, {"lon": "-181"}, {"lat": "nan"}, {"lat": "here"}])
def test_what_is_no_place_is_not_taken(unplanned_house: House, where: dict[str, str]) -> None:
    assert share(on_the_road(unplanned_house), **where).status_code == 422


def test_without_a_feed_the_driver_drives_on_and_the_map_shows_without(house: House) -> None:
    anna = on_the_road(house)
    assert share(anna).status_code == 204
    assert anna.delete(f"{PLACE}?duty=example-duty").status_code == 204
    page = house.as_role(Role.COORDINATOR).get("/board/map?day=2026-11-24")
    assert page.status_code == 200
    assert "data-place" not in page.text


def test_where_is_my_van_says_by_which_stop_it_was(unplanned_house: House) -> None:
    house = unplanned_house
    anna, corrie = on_the_road(house), house.as_role(Role.COORDINATOR)

    def said() -> list[str]:
        page = corrie.get("/desk/residents/b001/where", headers=HTMX).text
        return re.findall(r"<p>(.*?)</p>", page)

    with house.record.read() as session:
        stop = session.get_one(Stop, (LINE, SHOPS))
    assert stop.lat is not None
    before = said()
    # A ten-thousandth of a degree is 11 metres to the north.
    assert share(anna, lat=str(stop.lat + 0.0001), lon=str(stop.lon)).status_code == 204
    assert [one for one in said() if one not in before] == ["Om 09:50 was het bij Osdorpplein winkelcentrum."]
    assert share(anna, lat="52.40").status_code == 204  # kilometres from every stop
    assert said() == before
