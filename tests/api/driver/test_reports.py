"""What a driver tells people: the coordinators get a task, the lender a reading."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from time import sleep

from fastapi.testclient import TestClient
from sqlalchemy import select

from api.access.permissions import Role
from api.tasks.service import finish
from busline.nouns import DriverEventKind, TaskKind, TaskState
from busline.nouns.lending import HandoverKind
from busline.record.tables import (
    AlarmPlace,
    Driver,
    DriverEvent,
    Handover,
    HistoryEntry,
    KeptReply,
    OutboxMessage,
    Task,
)
from tests.api.driver.test_driver import EVENTS, as_driver, event
from tests.api.house import HERE, LINE, House, key


def report(driver: TestClient, *events: dict[str, object]) -> list[str]:
    """Send events; return the code of each: empty where it was stored."""
    reply = driver.post(EVENTS, json={"events": events}, headers=key())
    return [taken["code"] for taken in reply.json()["events"]]


def more(number: int, kind: str, **fields: object) -> dict[str, object]:
    return {**event(number, kind), **fields}


def told(house: House) -> Sequence[Task]:
    kinds = (TaskKind.EMERGENCY, TaskKind.DRIVER_LATE, TaskKind.VAN_FULL)
    with house.record.read() as session:
        return session.scalars(select(Task).where(Task.kind.in_(kinds))).all()


def test_an_emergency_is_a_task_at_once_and_the_place_comes_after_it(each_house: House) -> None:
    house = each_house
    with house.record.change("test") as session:
        session.get_one(Driver, (LINE, "anna")).phone = "+31205550211"
    anna = as_driver(house, "anna")
    assert report(anna, more(1, "emergency", stop_id="osdorpplein")) == [""]
    (task,) = told(house)
    assert (task.kind, task.duty_id) == (TaskKind.EMERGENCY, "example-duty")
    assert report(anna, more(2, "emergency", lat=52.3581, lon=4.8017)) == [""]
    (task,) = told(house)
    with house.record.read() as session:
        place = session.get_one(AlarmPlace, task.id)
    assert (place.lat, place.lon) == (52.3581, 4.8017)
    with house.record.read() as session:
        messages = [row.message for row in session.scalars(select(OutboxMessage))]
    # The pages hear of it, and the planning has nothing to do with it.
    assert [one.get("topic") for one in messages] == ["tasks", "tasks"]

    corrie = house.as_role(Role.COORDINATOR)
    page = corrie.get("/tasks").text
    first = page[page.index('<li class="task') :]
    assert "is-emergency" in first[:60]
    assert "Er is iets mis met Busje 1. Bel de chauffeur nu. Gemeld om 08:00." in first
    assert 'class="alarm" role="alert"' in page
    assert "020 555 0211" in first
    assert "De telefoon is bij 52.35810, 4.80170, ongeveer" in first


def test_where_an_alarm_came_from_is_known_while_its_task_is_open_and_never_in_the_history(
    each_house: House,
) -> None:
    house = each_house
    anna, corrie = as_driver(house, "anna"), house.as_role(Role.COORDINATOR)
    for number, lat in ((1, 52.357713), (2, 52.358114)):  # the newest counts
        assert report(anna, more(number, "emergency", lat=lat, lon=4.801716)) == [""]
    assert report(anna, more(3, "late", minutes=5, lat=52.359916, lon=4.801716)) == [""]
    with house.record.read() as session:
        (place,) = session.scalars(select(AlarmPlace))
        events = session.scalars(select(DriverEvent).order_by(DriverEvent.received_at)).all()
    assert place.lat == 52.358114
    assert [one.has_place for one in events] == [True, True, False]
    (alarm,) = (task for task in told(house) if task.kind is TaskKind.EMERGENCY)
    assert "52.35811, 4.80172" in corrie.get("/tasks").text

    address, etag = f"{HERE}/tasks/{alarm.id}", {"If-Match": f'"v{alarm.version}"'}
    done = corrie.post(f"{address}/done", json={"outcome": "help is there"}, headers=key() | etag)
    assert done.status_code == 200, done.text
    with house.record.read() as session:
        assert session.scalars(select(AlarmPlace)).all() == []
        kept = [session.scalars(select(table)).all() for table in (Task, DriverEvent, KeptReply)]
        history = session.scalars(select(HistoryEntry)).all()
    said = repr([{**vars(row)} for rows in (*kept, history) for row in rows])
    assert not [one for one in ("52.357713", "52.358114", "52.359916", "4.801716") if one in said]
    assert next(one.after for one in history if one.noun == "driver_events")["has_place"] is True


def test_an_alarm_while_the_one_before_is_being_closed_is_a_task_of_its_own(each_house: House) -> None:
    house = each_house
    anna = as_driver(house, "anna")
    report(anna, more(1, "emergency", lat=52.357713, lon=4.801716))
    with ThreadPoolExecutor(1) as pool:
        with house.record.change("corrie") as session:
            (first,) = session.scalars(select(Task).where(Task.kind == TaskKind.EMERGENCY))
            finish(session, first, "corrie", "help is there", f'"v{first.version}"', house.clock.now())
            again = pool.submit(report, anna, more(2, "emergency", lat=52.358114, lon=4.801716))
            sleep(0.5)  # the alarm is in the middle of it, or waits
        assert again.result(10) == [""]
    alarms = [task for task in told(house) if task.kind is TaskKind.EMERGENCY]
    assert sorted(task.state for task in alarms) == [TaskState.DONE, TaskState.OPEN]
    with house.record.read() as session:
        (place,) = session.scalars(select(AlarmPlace))
    assert place.task_id in {task.id for task in alarms if task.state is TaskState.OPEN}


def test_a_driver_says_how_much_later_the_van_comes(house: House) -> None:
    anna = as_driver(house, "anna")
    assert report(anna, more(1, "late"), more(2, "late", minutes=5), more(3, "late", minutes=15)) == [
        "invalid-input",
        "",
        "",
    ]
    (task,) = told(house)
    assert task.about["minutes"] == 15
    assert "komt 15 minuten later, zegt de chauffeur" in house.as_role(Role.COORDINATOR).get("/tasks").text


def test_who_did_not_fit_in_is_phoned_and_the_plan_hears_of_it(house: House) -> None:
    anna = as_driver(house, "anna")
    full = more(1, "van_full", booking_id="example-booking", stop_id="wc-botteskerk")
    assert report(anna, full, full, more(2, "van_full")) == ["", "", "unknown"]
    (task,) = told(house)
    assert (task.resident_id, task.booking_id) == ("b001", "example-booking")
    with house.record.read() as session:
        channels = [row.channel for row in session.scalars(select(OutboxMessage))]
    assert sorted(channels) == ["commands", "live"]
    page = house.as_role(Role.COORDINATOR).get("/tasks").text
    assert "is vol: deze bewoner kon niet mee" in page
    driving = anna.get("/drive").text
    assert 'class="rider is-missed" data-rider="example-booking"' in driving


def test_kilometres_become_a_handover_where_they_can_be_right(each_house: House) -> None:
    anna = as_driver(each_house, "anna")
    assert report(anna, more(1, "odometer_out", odometer_km=41_000)) == [""]
    wrong = [more(2, "odometer_back", odometer_km=km) for km in (4_100,)]
    assert report(anna, *wrong, more(3, "odometer_back")) == ["odometer", "invalid-input"]
    assert report(anna, more(4, "odometer_back", odometer_km=41_062)) == [""]
    with each_house.record.read() as session:
        rows = session.scalars(select(Handover).order_by(Handover.odometer_km)).all()
        kept = session.scalars(select(DriverEvent).order_by(DriverEvent.received_at)).all()
    assert [(row.kind, row.odometer_km) for row in rows] == [
        (HandoverKind.OUT, 41_000),
        (HandoverKind.BACK, 41_062),
    ]
    assert [row.kind for row in kept] == [DriverEventKind.ODOMETER_OUT, DriverEventKind.ODOMETER_BACK]
    assert all(row.applied_at is not None for row in kept)


def test_the_way_to_a_stop_opens_as_the_line_says(house: House) -> None:
    page = as_driver(house, "anna").get("/drive").text
    assert 'href="geo:52.' in page
