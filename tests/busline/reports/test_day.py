"""A day as JSON."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from busline.days import iso_z
from busline.errors import UnknownNoun
from busline.nouns import Call, CallKind, DutyState
from busline.record.engine import Record
from busline.record.tables import Duty, IdleWindow, Run
from busline.record.windows import make_windows
from busline.reports.day import export_day
from tests.e2e.day_checker import check_day

SUNDAY = date(2026, 10, 25)  # the clock goes back that night; windows from 10:00 to 16:00, in winter time


def made_duty(record: Record, *, driver: str | None = "daan", **more: Any) -> Duty:
    """Make the day's windows, and a duty for the first."""
    with record.change("test") as session:
        make_windows(session, "osdorp", SUNDAY, SUNDAY)
        window = session.scalars(select(IdleWindow).order_by(IdleWindow.van_id)).first()
        assert window is not None
        duty = Duty(
            line_id="osdorp",
            window_id=window.id,
            van_id=window.van_id,
            driver_id=driver,
            service_date=SUNDAY,
            starts_at=window.starts_at,
            ends_at=window.ends_at,
            **more,
        )
        session.add(duty)
    return duty


def exported(record: Record) -> dict[str, Any]:
    with record.read() as session:
        return export_day(session, "osdorp", SUNDAY)


def test_the_form_is_the_agreed_one(osdorp: Record) -> None:
    made_duty(osdorp, state=DutyState.PLANNED)
    day = exported(osdorp)
    assert set(day) == {
        *("line", "date", "timezone", "rules", "stops", "travel_s", "vans", "drivers", "bookings"),
        *("refusals", "duties"),
    }
    assert (day["line"], day["date"], day["timezone"]) == ("osdorp", "2026-10-25", "Europe/Amsterdam")
    assert {"max_ride_factor", "max_ride_allowance_s", "base_margin_s", "boarding_s"} <= set(day["rules"])
    assert len(day["travel_s"]["matrix"]) == len(day["travel_s"]["stops"]) == 24
    window = {"base": "base-noord", "from": "2026-10-25T09:00:00Z", "to": "2026-10-25T15:00:00Z"}
    assert day["vans"][0]["windows"] == [window]
    assert check_day(day) == []


def test_a_duty_without_rides_stands_at_its_base_and_has_its_break(osdorp: Record) -> None:
    made_duty(osdorp, state=DutyState.PLANNED)
    [duty] = exported(osdorp)["duties"]
    # Six hours owe half an hour, which begins 5400 s after the start by the line's rule.
    assert calls_of(duty) == [
        ("base", "09:00", "10:30"),
        ("break", "10:30", "11:00"),
        ("base", "11:00", "15:00"),
    ]
    assert duty["breaks"] == [{"from": "2026-10-25T10:30:00Z", "to": "2026-10-25T11:00:00Z"}]


def test_a_short_duty_without_rides_stands_there_until_the_margin(osdorp: Record) -> None:
    duty = made_duty(osdorp, state=DutyState.PLANNED)
    with osdorp.change("test") as session:
        session.get_one(Duty, duty.id).ends_at = duty.starts_at + timedelta(hours=2)
    [short] = exported(osdorp)["duties"]
    assert calls_of(short) == [("base", "09:00", "10:55"), ("base", "10:55", "11:00")]
    assert short["breaks"] == []


def calls_of(duty: dict[str, Any]) -> list[tuple[str, str, str]]:
    assert {call["stop"] for call in duty["calls"]} == {"base-noord"}
    return [(call["kind"], call["arrive"][11:16], call["depart"][11:16]) for call in duty["calls"]]


def test_what_nobody_drives_and_nobody_rides_in_is_no_duty(osdorp: Record) -> None:
    made_duty(osdorp, driver=None, state=DutyState.OPEN)
    assert exported(osdorp)["duties"] == []


def test_a_withdrawn_window_and_its_duty_are_gone(osdorp: Record) -> None:
    duty = made_duty(osdorp, state=DutyState.WITHDRAWN)
    with osdorp.change("test") as session:
        session.get_one(IdleWindow, duty.window_id).withdrawn_at = osdorp.clock.now()
    day = exported(osdorp)
    assert day["duties"] == []
    assert day["vans"][0]["windows"] == []
    assert len(day["vans"][1]["windows"]) == 1


def test_a_call_that_has_happened_says_when(osdorp: Record) -> None:
    duty = made_duty(osdorp, state=DutyState.UNDER_WAY)
    begin = duty.starts_at

    def call(kind: CallKind, minutes: int, happened: datetime | None = None) -> dict[str, Any]:
        at = begin + timedelta(minutes=minutes)
        made = Call(kind=kind, stop="base-noord", arrive=at, depart=at + timedelta(minutes=30))
        return made.model_copy(update={"arrived": happened, "departed": happened}).model_dump(mode="json")

    with osdorp.change("test") as session:
        rest = begin + timedelta(minutes=95)
        calls = [call(CallKind.BASE, 0, begin), call(CallKind.BREAK, 90, rest), call(CallKind.BASE, 120)]
        session.add(Run(duty_id=duty.id, revision=1, calls=calls))
    [exported_duty] = exported(osdorp)["duties"]
    first, second, last = exported_duty["calls"]
    assert first["arrived"] == iso_z(begin)
    assert second["arrived"] == second["departed"] == iso_z(rest)
    assert "arrived" not in last
    assert exported_duty["breaks"] == [{"from": iso_z(rest), "to": iso_z(rest)}]


def test_a_line_that_is_not_there_is_named(osdorp: Record) -> None:
    with osdorp.read() as session, pytest.raises(UnknownNoun, match="elsewhere"):
        export_day(session, "elsewhere", SUNDAY)
