"""The list of phone calls: what to say, what else would work, who makes the call, and what came of it."""

import re
from datetime import timedelta

from fastapi.testclient import TestClient
from sqlalchemy import delete

from busline.nouns import BookingState, TaskEnd, TaskKind, TaskState, WaitingState
from busline.record.tables import Booking, LoginSession, Task, WaitingEntry
from busline.record.tables.base import new_id
from tests.api.dispatching import Answering
from tests.api.house import DAY, House, at
from tests.api.pages.forms import HTMX
from tests.api.pages.tasks.browser import coordinator, token_of


def press(client: TestClient, house: House, button: str, task_id: str = "example-task", **fields: str) -> str:
    """Press a button of a task as it is shown now; return what takes its place."""
    with house.record.read() as session:
        etag = f'"v{session.get_one(Task, task_id).version}"'
    form = {"idempotency_key": new_id(), "etag": etag, "csrf_token": token_of(client)} | fields
    reply = client.post(f"/tasks/{task_id}/{button}", data=form, headers=HTMX)
    assert reply.is_success, reply.text
    return reply.text


def promise(begins: str) -> dict[str, str]:
    moment = at(begins)
    return {
        "pickup_from": moment.isoformat(),
        "pickup_to": (moment + timedelta(minutes=10)).isoformat(),
        "dropoff_by": (moment + timedelta(minutes=30)).isoformat(),
    }


def task_of(house: House, task_id: str = "example-task") -> Task:
    with house.record.read() as session:
        return session.get_one(Task, task_id)


def add_place_call(house: House, **about: object) -> None:
    """Put the phone call about the example's place on the list."""
    with house.record.change("test") as session:
        session.add(
            Task(
                id="place",
                line_id="osdorp",
                kind=TaskKind.WAITING_LIST,
                service_date=DAY + timedelta(weeks=3),
                resident_id="b002",
                request_id="example-refused",
                about={"waiting": "example-waiting", **about},
                made_at=at("08:00"),
            )
        )


def test_every_other_ride_has_a_key_that_opens_the_desk_with_it(each_house: House) -> None:
    with each_house.record.change("test") as session:
        session.get_one(Task, "example-task").about = {"alternatives": [promise("11:05"), promise("14:00")]}
    client = coordinator(each_house)
    page = client.get("/tasks").text
    assert "Uw rit van di 24 nov, 10:05 komt later dan afgesproken." in page
    assert "Het kan ook zo: di 24 nov, 11:05–11:15." in page
    link = "/desk?resident=b001&amp;task=example-task&amp;at=14%3A00"
    assert f'href="{link}" data-task-key="2"' in page
    form = client.get(link.replace("&amp;", "&").replace("%3A", ":")).text
    assert re.search(r'name="time" value="14:00"', form)
    assert 'value="depart_at" checked' in form
    assert 'name="replaces" value="example-booking"' in form
    assert '<button class="button is-main booking-go" autofocus>' in form


def test_a_call_in_vain_leaves_the_list_and_comes_back_with_what_was_tried(each_house: House) -> None:
    client = coordinator(each_house)
    press(client, each_house, "claim")
    assert press(client, each_house, "again", what="no_answer", again_at="08:15") == ""
    page = client.get("/tasks").text
    assert 'id="task-example-task"' not in page
    assert "Truus Voorbeeld: opnieuw om 08:15" in page
    each_house.clock.advance(timedelta(minutes=15))
    page = client.get("/tasks").text
    assert 'id="task-example-task"' in page
    assert "1 keer gebeld, om 08:00: geen gehoor." in page
    press(client, each_house, "again", what="message_left", again_at="07:00")  # tomorrow: that time is past
    assert task_of(each_house).again_at == at("07:00") + timedelta(days=1)


def test_a_claim_is_seen_by_others_with_its_age_and_can_be_taken_over(each_house: House) -> None:
    corrie, bea = coordinator(each_house), coordinator(each_house, "bea")
    press(corrie, each_house, "claim")
    assert "Corrie belt sinds 08:00" in bea.get("/tasks").text
    each_house.clock.advance(timedelta(minutes=25))
    assert "Corrie belt sinds 08:00, al 25 minuten" in bea.get("/tasks").text
    with each_house.record.change("test") as session:
        session.execute(delete(LoginSession).where(LoginSession.csrf_token == token_of(corrie)))
    page = bea.get("/tasks").text
    assert "25 minuten geleden, en is niet meer ingelogd" in page
    assert "Neem over" in page
    assert "Geef terug" in press(bea, each_house, "claim")
    assert task_of(each_house).claimed_by == "bea"
    assert "Ik bel" in press(bea, each_house, "release")
    assert task_of(each_house).state is TaskState.OPEN


def test_a_call_whose_cause_is_gone_says_so_and_still_needs_one_press(each_house: House) -> None:
    with each_house.record.change("test") as session:
        session.get_one(Booking, "example-booking").state = BookingState.CANCELLED
    client = coordinator(each_house)
    page = client.get("/tasks").text
    said = "Deze rit is intussen afgezegd. Bellen hoeft niet meer."
    assert said in page
    assert "komt later dan afgesproken" not in page
    press(client, each_house, "done", outcome=said, ended="not_needed")
    done = task_of(each_house)
    assert (done.state, done.ended, done.outcome) == (TaskState.DONE, TaskEnd.NOT_NEEDED, said)


def test_a_place_is_booked_in_one_press_and_the_promise_read_back(
    planned_house: House, answering: Answering
) -> None:
    add_place_call(planned_house, held_until=at("10:00").isoformat())
    client = coordinator(planned_house)
    page = client.get("/tasks").text
    assert "Er is plaats: di 15 dec, 10:30–10:40. Die houden we vast tot 10:00." in page
    shown = press(client, planned_house, "book", "place")
    assert "Op dinsdag 24 november halen we u op tussen 10:05 en 10:15" in shown
    assert "Uw nummer is 482 913." in shown
    (command,) = [one for one in answering.got if one.type == "confirm_waiting"]
    assert (command.task_id, command.outcome) == ("place", "plaats van de wachtlijst geboekt")


def test_who_wants_the_place_no_more_is_off_the_list_and_the_call_is_done(each_house: House) -> None:
    add_place_call(each_house, held_until=at("10:00").isoformat())
    client = coordinator(each_house)
    assert press(client, each_house, "decline", "place") == ""
    with each_house.record.read() as session:
        assert session.get_one(WaitingEntry, "example-waiting").state is WaitingState.LEFT
    assert task_of(each_house, "place").outcome == "hoeft de plaats niet meer"


def test_a_call_about_a_place_that_expired_says_so(each_house: House) -> None:
    add_place_call(each_house, expired=at("07:40").isoformat())
    with each_house.record.change("test") as session:
        entry = session.get_one(WaitingEntry, "example-waiting")
        entry.state, entry.held_until = WaitingState.WAITING, None
    page = coordinator(each_house).get("/tasks").text
    assert "De plaats was vastgehouden tot 07:40 en is nu weg." in page
    assert "Verteld, wacht verder" in page
    assert "Ja, boek deze plaats" not in page
