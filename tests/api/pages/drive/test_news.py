"""A plan that changed is shown until its driver has seen it, and that is kept."""

from fastapi.testclient import TestClient
from sqlalchemy import inspect, select

from api.access.permissions import Role
from busline.nouns import Call
from busline.record.runs_before import calls_at
from busline.record.tables import Booking, DriverEvent, Run
from tests.api.driver.test_driver import event
from tests.api.driver.test_reports import report
from tests.api.house import House, add_user


def _anna(house: House) -> TestClient:
    return house.as_user(add_user(house.record, "anna", Role.DRIVER, driver_id="anna"))


def _change_run(house: House, revision: int, board: list[str]) -> None:
    with house.record.change("dispatcher") as session:
        run = session.get_one(Run, "example-duty")
        calls = [dict(call) for call in run.calls]
        calls[1]["board"], calls[2]["alight"] = board, board
        run.calls, run.revision = calls, revision


def _add_rider(house: House) -> None:
    with house.record.change("test") as session:
        old = session.get_one(Booking, "example-booking")
        columns = {column.key: getattr(old, column.key) for column in inspect(Booking).column_attrs}
        columns |= {"id": "second-booking", "resident_id": "b002", "reference": "482914", "leg": "back"}
        session.add(Booking(**columns))


def test_what_is_new_stays_until_it_was_seen(each_house: House) -> None:
    house, anna = each_house, _anna(each_house)
    _add_rider(house)
    _change_run(house, 2, ["example-booking", "second-booking"])
    assert "Uw rit is veranderd" not in anna.get("/drive").text  # nothing was seen before it yet
    assert report(anna, {**event(1), "revision": 2}) == [""]

    _change_run(house, 3, ["second-booking"])
    page = anna.get("/drive").text
    assert "Gaat niet mee: mevrouw Voorbeeld, 10:05 bij" in page
    assert report(anna, {**event(2, "plan_seen"), "revision": 3}) == [""]
    assert "Uw rit is veranderd" not in anna.get("/drive").text

    _change_run(house, 4, ["second-booking", "example-booking"])
    assert "Erbij: mevrouw Voorbeeld, 10:05 bij" in anna.get("/drive/run").text
    # Seen without a connection, before that change: it is still to be seen.
    assert report(anna, {**event(3, "plan_seen"), "revision": 3}) == [""]
    assert "Erbij: mevrouw Voorbeeld" in anna.get("/drive/run").text
    assert report(anna, {**event(4, "plan_seen")}) == ["invalid-input"]
    with house.record.read() as session:
        seen = session.scalars(select(DriverEvent.revision).where(DriverEvent.kind == "plan_seen")).all()
    assert sorted(one for one in seen if one is not None) == [3, 3]


def test_an_earlier_revision_of_a_run_is_found_in_the_history(house: House) -> None:
    _change_run(house, 2, [])
    with house.record.change("dispatcher") as session:
        session.get_one(Run, "example-duty").revision = 3
    _change_run(house, 4, ["example-booking"])

    def boards(revision: int) -> tuple[str, ...] | None:
        with house.record.read() as session:
            calls: list[Call] | None = calls_at(session, "example-duty", revision)
        return None if calls is None else calls[1].board

    assert boards(1) == boards(4) == ("example-booking",)
    assert boards(2) == boards(3) == ()
    assert boards(9) is None
