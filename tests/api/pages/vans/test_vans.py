"""A van's page: out of service, inspection, and how it was found."""

from datetime import date, timedelta

from fastapi.testclient import TestClient
from sqlalchemy import select

from api.access.permissions import Role
from busline.record.tables import Handover, OutboxMessage, User, Van, VanOutage
from busline.record.tables.base import new_id
from busline.record.windows import make_windows
from tests.api.house import DAY, LINE, House
from tests.api.window_proposals.test_proposals import standing, told


def send(client: TestClient, what: str, van: str = "van-1", **fields: object):  # type: ignore[no-untyped-def]
    return client.post(f"/vans/{van}/{what}", data={"idempotency_key": new_id()} | fields)


def make(house: House) -> None:
    with house.record.change("test") as session:
        make_windows(session, LINE, DAY, DAY + timedelta(days=1))


def test_a_van_out_of_service_loses_its_windows_and_the_dispatcher_moves_the_rides(each_house: House) -> None:
    make(each_house)
    assert standing(each_house)[1:] == [("12:00", "14:15"), ("17:30", "20:00")]
    keeper = each_house.as_role(Role.COORDINATOR)
    form = {"from_day": "2026-11-24", "from_time": "10:30", "to_day": "2026-11-24", "to_time": "19:00"}
    page = send(keeper, "outages", **form, reason="remmen")
    assert "remmen" in page.text
    # Until 10:30 the ride of the example is driven; from 19:00 the van drives again.
    assert standing(each_house)[1:] == [("18:00", "20:00")]
    assert told(each_house) == ["roster_days", "change_window", "roster_days"]
    with each_house.record.read() as session:
        change = session.scalars(select(OutboxMessage).order_by(OutboxMessage.seq)).all()[1].message
    assert (change["ends_at"], change["why"]) == ("2026-11-24T09:30:00Z", "remmen")


def test_no_pattern_makes_windows_for_a_van_that_is_out_until_it_is_back(each_house: House) -> None:
    keeper = each_house.as_role(Role.LENDER)
    page = send(keeper, "outages", from_day="2026-11-24", from_time="9:00", reason="garage")
    assert "nog niet bekend" in page.text
    make(each_house)
    assert standing(each_house) == [("08:45", "10:45")]  # the dispatcher's to withdraw
    assert standing(each_house, "van-2") != []
    with each_house.record.read() as session:
        (outage,) = session.scalars(select(VanOutage))
    each_house.clock.advance(timedelta(hours=4))
    assert "Buiten dienst: garage" in keeper.get("/vans").text
    for _ in range(2):
        send(keeper, f"outages/{outage.id}/end")
    assert "Buiten dienst: garage" not in keeper.get("/vans").text
    make(each_house)
    assert ("17:30", "20:00") in standing(each_house)


def test_an_outage_without_sense_is_refused_beside_the_form(house: House) -> None:
    keeper = house.as_role(Role.COORDINATOR)
    day = {"from_day": "2026-11-24", "from_time": "12:00", "to_day": "2026-11-24"}
    wrong = send(keeper, "outages", **day, to_time="11:00", reason="x")
    assert (wrong.status_code, "Het einde moet later zijn" in wrong.text) == (422, True)
    wrong = send(keeper, "outages", **day, to_time="14:00", reason=" ")
    assert "Schrijf kort waarom" in wrong.text
    with house.record.read() as session:
        assert session.scalars(select(VanOutage)).all() == []


def test_an_inspection_is_told_of_a_month_ahead(each_house: House) -> None:
    keeper = each_house.as_role(Role.LENDER)
    for day, said in (
        ("2026-12-25", None),
        ("2026-12-24", "is geldig tot"),
        ("2026-11-23", "was geldig tot"),
    ):
        page = send(keeper, "inspection", inspection_on=day).text
        assert (said is None) == ("geldig tot do" not in page and "geldig tot ma" not in page)
        assert said is None or said in page
    with each_house.record.read() as session:
        assert session.get_one(Van, (LINE, "van-1")).inspection_on == date(2026, 11, 23)


def test_a_driver_writes_down_how_the_van_was_found(each_house: House) -> None:
    driver = each_house.as_role(Role.DRIVER, driver_id="anna")
    form = {"kind": "out", "odometer_km": "41200", "energy_percent": "80 %", "idempotency_key": new_id()}
    for _ in range(2):  # a double click is one
        page = driver.post("/vans/van-1/handovers", data=form | {"found": ["lift", "damage"], "note": "deuk"})
    assert "Schade, Lift of oprijplaat" in page.text
    assert "41.200 km" in page.text
    assert "buiten dienst" not in page.text.lower()  # that is for others
    send(driver, "handovers", kind="back", odometer_km="41214")
    wrong = send(driver, "handovers", kind="out", odometer_km="41213")
    assert (wrong.status_code, "De vorige keer was het 41.214 km" in wrong.text) == (422, True)
    with each_house.record.read() as session:
        rows = session.scalars(select(Handover).order_by(Handover.odometer_km)).all()
    assert [(row.odometer_km, row.energy_percent, row.faults_found) for row in rows] == [
        (41_200, 80, ["damage", "lift"]),
        (41_214, None, []),
    ]


def test_each_sees_the_vans_and_does_with_them_what_their_work_is(each_house: House) -> None:
    assert send(each_house.as_role(Role.DRIVER, driver_id="anna"), "outages").status_code == 403
    assert each_house.as_role(Role.REVIEWER).get("/vans/van-1").status_code == 403
    lender = each_house.as_role(Role.LENDER)
    with each_house.record.change("test") as session:
        session.get_one(Van, (LINE, "van-2")).lender = "Cordaan"
        session.scalars(select(User).where(User.login.like("lender%"))).one().lender = "Cordaan"
    assert lender.get("/vans/van-2").status_code == 200
    assert lender.get("/vans/van-1").status_code == 404
    assert send(lender, "inspection", inspection_on="2027-01-01").status_code == 404
    assert "Busje 1" not in lender.get("/vans").text
