"""A van that comes home after midnight: its duty stays its driver's until it is clocked out."""

import re
from datetime import timedelta

import pytest
from fastapi.testclient import TestClient

from busline.nouns import Call, DriverEventKind, DutyState
from busline.record.driver_events import OVERRUN
from busline.record.engine import Record
from busline.record.tables import DriverEvent, Duty, IdleWindow, Run
from tests.api.driver.test_driver import EVENTS, TODAY, as_driver, event
from tests.api.house import House, at, key

ENDS = at("24:00")
AFTER = at("24:05")
IN, OUT = DriverEventKind.CLOCK_IN, DriverEventKind.CLOCK_OUT


def in_the_evening(
    record: Record, state: DutyState = DutyState.UNDER_WAY, *reported: DriverEventKind
) -> None:
    """Let the duty end at midnight, its run begin at 23:20, and its driver have `reported` something."""
    later = timedelta(hours=13, minutes=30)
    with record.change("test") as session:
        duty, run = session.get_one(Duty, "example-duty"), session.get_one(Run, "example-duty")
        for row in (duty, session.get_one(IdleWindow, "example-window")):
            row.starts_at, row.ends_at = at("21:00"), ENDS
        duty.state = state
        calls = [Call.model_validate(call) for call in run.calls]
        run.calls = [
            call.model_copy(update={"arrive": call.arrive + later, "depart": call.depart + later}).model_dump(
                mode="json"
            )
            for call in calls
        ]
        for number, kind in enumerate(reported):
            session.add(
                DriverEvent(
                    id=f"{number:032x}",
                    line_id=duty.line_id,
                    duty_id=duty.id,
                    driver_id="anna",
                    kind=kind,
                    happened_at=at("23:00") + timedelta(minutes=number),
                    received_at=at("23:00") + timedelta(minutes=number),
                )
            )


def duties(driver: TestClient) -> list[str]:
    return [duty["id"] for duty in driver.get(TODAY).json()["duties"]]


def test_a_late_van_keeps_its_run_after_midnight_until_it_is_clocked_out(each_house: House) -> None:
    house = each_house
    in_the_evening(house.record)
    house.clock.move_to(AFTER)
    anna = as_driver(house, "anna")
    today = anna.get(TODAY).json()
    assert today["date"] == "2026-11-25"
    assert [rider["phone"] for rider in today["duties"][0]["calls"][1]["board"]] == ["+31205550200"]
    assert duties(as_driver(house, "bram")) == []

    page = anna.get("/drive")
    assert 'data-phase="driving" data-duty="example-duty"' in page.text
    assert page.headers["X-Keep-For"] == str(int((ENDS + OVERRUN - AFTER).total_seconds()))
    assert "mevrouw Voorbeeld" in anna.get("/drive/manifest").text
    assert anna.get("/drive/manifest.pdf?duty=example-duty").status_code == 200

    late = "2026-11-24T23:05:00Z"
    reports = [
        event(11, "alighted", booking_id="example-booking", happened_at=late),
        event(12, "clock_out", happened_at=late),
    ]
    taken = anna.post(EVENTS, json={"events": reports}, headers=key()).json()["events"]
    assert [one["stored"] for one in taken] == [True, True]
    assert duties(anna) == []
    page = anna.get("/drive")
    assert "data-run" not in page.text
    assert "X-Keep-For" not in page.headers
    assert anna.get("/drive/manifest.pdf?duty=example-duty").status_code == 404


@pytest.mark.parametrize(
    ("state", "reported", "stays"),
    [
        (DutyState.PLANNED, (), False),
        (DutyState.PLANNED, (IN,), True),  # the plan has not taken it in yet
        (DutyState.UNDER_WAY, (IN, OUT), False),
        (DutyState.DONE, (IN, OUT), False),
        (DutyState.WITHDRAWN, (IN,), False),
    ],
)
def test_of_yesterday_only_what_is_under_way_stays(
    house: House, state: DutyState, reported: tuple[DriverEventKind, ...], stays: bool
) -> None:
    in_the_evening(house.record, state, *reported)
    house.clock.move_to(AFTER)
    anna = as_driver(house, "anna")
    assert duties(anna) == (["example-duty"] if stays else [])
    paper = anna.get("/drive/manifest.pdf?duty=example-duty")
    assert paper.status_code == (200 if stays else 404)


def test_what_nobody_clocked_out_stays_for_some_hours(house: House) -> None:
    in_the_evening(house.record)
    anna = as_driver(house, "anna")
    for moment, found in (
        (ENDS + OVERRUN - timedelta(seconds=1), ["example-duty"]),
        (ENDS + OVERRUN, []),
    ):
        house.clock.move_to(moment)
        assert duties(anna) == found


def test_before_midnight_a_phone_may_keep_the_run_for_as_long_as_it_can_be_driven(house: House) -> None:
    in_the_evening(house.record)
    house.clock.move_to(at("23:55"))
    page = as_driver(house, "anna").get("/drive")
    kept_for = OVERRUN + timedelta(minutes=5)
    assert page.headers["X-Keep-For"] == str(int(kept_for.total_seconds()))
    until, driven_until = re.findall(r'data-(?:driven-)?until="(\d+)"', page.text)[:2]
    assert (int(until), int(driven_until)) == (ENDS.timestamp(), (ENDS + OVERRUN).timestamp())
