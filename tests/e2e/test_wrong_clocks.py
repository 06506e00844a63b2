"""A duty that a phone reports with a wrong clock is, once its times are right, as it was driven."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

import httpx
from sqlalchemy import select

from busline.nouns import BookingState, Call, HoursState
from busline.record.driver_events import EARLIEST
from busline.record.tables import Booking, DriverEvent, Duty, Hours, Run
from busline.record.tables.base import new_id
from tests.api.house import HERE, key
from tests.e2e.line_on_a_clock import LineOnAClock, wait_until
from tests.e2e.morning_runs import morning_run

Presses = Sequence[tuple[dict[str, str], datetime]]


def test_a_duty_is_as_it_was_driven_after_its_times_were_put_right(line_on_a_clock: LineOnAClock) -> None:
    line = line_on_a_clock
    wait_until(lambda: morning_run(line) is not None)
    driver_id, duty_id = morning_run(line) or ("", "")
    with line.record.read() as session:
        starts_at = session.get_one(Duty, duty_id).starts_at
        calls = [Call.model_validate(call) for call in session.get_one(Run, duty_id).calls]
    riders = [booking for call in calls for booking in call.board]
    presses = list(_driven(duty_id, calls))
    (_, begun), (_, halfway), (_, ended) = presses[0], presses[len(presses) // 2], presses[-1]
    behind = EARLIEST + (halfway - starts_at)  # what came before halfway is too long before the duty
    line.clock.move_to(ended + timedelta(minutes=1))

    with httpx.Client(base_url=line.url, trust_env=False) as phone:
        who = {"login": driver_id, "password": line.password}
        phone.headers["X-CSRF-Token"] = phone.post("/api/v1/session", json=who).json()["csrf_token"]
        codes = _send(phone, presses, behind)
        assert (codes[0], codes[-1]) == ("clock-wrong", "report-waits")
        assert set(codes) == {codes[0], codes[-1]}
        assert _recorded(line, duty_id) == []
        assert set(_send(phone, presses, timedelta(0))) == {""}

    wait_until(lambda: all(event.applied_at for event in _recorded(line, duty_id)))
    assert [event.rejected_why for event in _recorded(line, duty_id)] == [None] * len(presses)
    with line.record.read() as session:
        states = set(session.scalars(select(Booking.state).where(Booking.id.in_(riders))))
        hours = session.get_one(Hours, duty_id)
    assert states == {BookingState.COMPLETED}
    assert (hours.worked_from, hours.worked_to) == (begun, ended)
    assert hours.state is HoursState.SUBMITTED


def _driven(duty_id: str, calls: Sequence[Call]) -> Iterator[tuple[dict[str, str], datetime]]:
    """Yield what is pressed where a run goes as planned, and when."""

    def press(kind: str, **about: str) -> dict[str, str]:
        return {"id": new_id(), "duty_id": duty_id, "kind": kind, **about}

    first, *between, last = calls
    yield press("clock_in"), first.arrive - timedelta(minutes=5)
    yield press("departed"), first.depart
    for call in between:
        yield press("arrived", stop_id=call.stop), call.arrive
        for booking_id in call.alight:
            yield press("alighted", booking_id=booking_id), call.arrive
        for booking_id in call.board:
            yield press("boarded", booking_id=booking_id), call.arrive
        yield press("departed"), call.depart
    yield press("arrived", stop_id=last.stop), last.arrive
    yield press("clock_out"), last.arrive + timedelta(minutes=5)


def _send(phone: httpx.Client, presses: Presses, behind: timedelta) -> list[str]:
    """Send presses as a phone does whose clock is `behind`; return the code of each: empty where stored."""
    events = [{**press, "happened_at": (moment - behind).isoformat()} for press, moment in presses]
    reply = phone.post(f"{HERE}/driver/events", json={"events": events}, headers=key())
    assert reply.status_code == 200, reply.text
    return [taken["code"] for taken in reply.json()["events"]]


def _recorded(line: LineOnAClock, duty_id: str) -> list[DriverEvent]:
    with line.record.read() as session:
        return list(session.scalars(select(DriverEvent).where(DriverEvent.duty_id == duty_id)))
