"""One's own hours over HTTP: asked to be corrected, and a coordinator's clock."""

from datetime import timedelta

from fastapi.testclient import TestClient

from api.access.permissions import Role
from busline.record.tables import DeskHours, HoursCorrection
from busline.record.tables.base import new_id
from tests.api.house import House, add_user, at
from tests.api.pages.forms import HTMX


def as_anna(house: House) -> TestClient:
    return house.as_user(add_user(house.record, "anna", Role.DRIVER, driver_id="anna"))


def as_corrie(house: House) -> TestClient:
    return house.as_user(add_user(house.record, "corrie", Role.COORDINATOR))


def post(client: TestClient, path: str, status: int = 200, **fields: str) -> str:
    reply = client.post(path, data={"idempotency_key": new_id()} | fields, headers=HTMX)
    assert reply.status_code == status, reply.text
    return reply.text


def test_a_driver_sees_the_own_hours_and_asks_for_a_correction(each_house: House) -> None:
    client = as_anna(each_house)
    page = client.get("/hours?month=2026-11").text
    assert 'own-number">0:50' in page
    typed = {"worked_from": "07:00", "worked_to": "08:00", "break_minutes": "5", "why": "garage"}
    part = post(client, "/hours/example-duty/ask", **typed)
    assert "Gevraagd: 07:00–08:00, 5 min pauze." in part
    assert 'own-number">0:50' in part  # nothing counts before somebody decides
    with each_house.record.read() as session:
        [row] = session.query(HoursCorrection).filter_by(state="asked")
    assert (row.asked_by, row.difference_s) == ("anna", 300)
    part = post(client, f"/hours/corrections/{row.id}/withdraw")
    assert "De correctie is ingetrokken." in part


def test_a_driver_reaches_neither_the_review_nor_a_colleagues_hours(house: House) -> None:
    bram = house.as_user(add_user(house.record, "bram", Role.DRIVER, driver_id="bram"))
    typed = {"worked_from": "07:00", "worked_to": "08:00", "break_minutes": "5", "why": "garage"}
    assert "uren van iemand anders" in post(bram, "/hours/example-duty/ask", 403, **typed)
    assert "0:50" not in bram.get("/hours?month=2026-11").text
    assert bram.get("/review/hours", headers={"Accept": "text/html"}).status_code == 403
    statement = "/hours/statement.pdf?kind=driving&month=2026-11"
    assert bram.get(statement).status_code == 404
    assert as_anna(house).get(statement).content.startswith(b"%PDF")


def test_a_coordinator_clocks_in_and_out_and_another_approves(each_house: House) -> None:
    corrie = as_corrie(each_house)
    assert "U bent ingeklokt." in post(corrie, "/hours/clock-in")
    assert "U bent al ingeklokt." in post(corrie, "/hours/clock-in", 409)
    each_house.clock.advance(timedelta(hours=3, minutes=30))
    part = post(corrie, "/hours/clock-out", break_minutes="15")
    assert 'own-number">3:15' in part
    with each_house.record.read() as session:
        [row] = session.query(DeskHours)
    reviewer = each_house.as_role(Role.REVIEWER)
    fields = {"etag": f'"v{row.version}"', "month": "2026-11"}
    page = post(reviewer, f"/review/hours/{row.id}/approve", **fields)
    assert "Corrie" in page
    assert "goedgekeurd" in page
    assert "goedgekeurd" in corrie.get("/hours").text


def test_who_forgot_to_clock_out_says_when(house: House) -> None:
    corrie = as_corrie(house)
    post(corrie, "/hours/clock-in")  # at 8:00
    house.clock.advance(timedelta(hours=25))
    assert "Hoe laat was u klaar?" in corrie.get("/hours").text
    assert "binnen een dag" in post(corrie, "/hours/clock-out", 422)
    post(corrie, "/hours/clock-out", worked_to="12:00")
    with house.record.read() as session:
        [row] = session.query(DeskHours)
    assert row.worked_s == 4 * 3600


def test_hours_by_hand_need_a_reason_and_a_free_time(house: House) -> None:
    corrie = as_corrie(house)
    typed = {"day": "2026-11-23", "worked_from": "9:00", "worked_to": "12:00", "break_minutes": "0"}
    assert "Schrijf kort waarom" in post(corrie, "/hours/enter", 422, **typed, why="")
    assert "De uren zijn bewaard." in post(corrie, "/hours/enter", **typed, why="vergeten te klokken")
    overlapping = typed | {"worked_from": "11:00", "worked_to": "13:00"}
    assert "op die tijd al uren" in post(corrie, "/hours/enter", 409, **overlapping, why="ook vergeten")
    with house.record.read() as session:
        [row] = session.query(DeskHours)
    assert (row.worked_s, row.corrected_by, row.worked_from) == (
        3 * 3600,
        "corrie",
        at("09:00") - timedelta(days=1),
    )
    own = house.as_user(add_user(house.record, "both", Role.COORDINATOR, Role.REVIEWER))
    post(own, "/hours/enter", **typed, why="ik ook")
    with house.record.read() as session:
        [mine] = [one for one in session.query(DeskHours) if one.corrected_by == "both"]
    fields = {"etag": '"v1"', "month": "2026-11"}
    assert "Vraag iemand anders" in post(own, f"/review/hours/{mine.id}/approve", 403, **fields)


def test_drivers_clock_in_on_their_run_and_not_here(house: House) -> None:
    assert "alleen coördinatoren" in post(as_anna(house), "/hours/clock-in", 422)
