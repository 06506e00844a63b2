"""What a lender gets back, as page, file and paper."""

from datetime import timedelta

from sqlalchemy import select

from api.access.permissions import Role
from busline.nouns import BookingState
from busline.nouns.lending import HandoverKind
from busline.record.tables import Booking, Handover, IdleWindow, Run, User, Van
from tests.api.house import LINE, House, at
from tests.api.pages.reading_paper import text_of


def drive(house: House, back: str = "10:32") -> None:
    """Let the example duty be driven from 09:52 until `back`, with 14 km between two readings."""
    with house.record.change("test") as session:
        run = session.get_one(Run, "example-duty")
        calls = [dict(call) for call in run.calls]
        calls[0]["departed"] = at("09:52").isoformat()
        calls[-1]["arrived"] = at(back).isoformat()
        run.calls = calls
        session.get_one(Booking, "example-booking").state = BookingState.COMPLETED
        for kind, when, km in ((HandoverKind.OUT, "09:40", 41_200), (HandoverKind.BACK, back, 41_214)):
            session.add(
                Handover(
                    line_id=LINE,
                    van_id="van-1",
                    kind=kind,
                    at=at(when),
                    by="anna",
                    odometer_km=km,
                    faults_found=[],
                )
            )
    house.clock.advance(timedelta(hours=12))


def test_hours_kilometres_and_punctual_returns_are_counted(each_house: House) -> None:
    drive(each_house)
    lender = each_house.as_role(Role.LENDER)
    header, *rows = lender.get("/lend/report.csv?month=2026-11").text.lstrip("\ufeff").splitlines()
    assert header.startswith("maand;busje;vensters;uitgeleend (minuten)")
    # One window of two hours; 09:52 to 10:32 on the road; 41,200 to 41,214 km.
    assert rows[0] == "2026-11;Busje 1;1;120;40;33;14;1;1"
    assert rows[1] == "2026-11;Busje 2;0;0;0;0;;0;0"
    page = lender.get("/lend/report?month=2026-11").text
    assert "1 van 1" in page
    assert "0:40" in page
    assert "Truus" not in page
    assert "Ritten" not in page  # few in a month of a van: somebody could be recognised


def test_a_van_that_is_back_too_late_is_not_punctual(each_house: House) -> None:
    drive(each_house, back="11:50")
    row = each_house.as_role(Role.LENDER).get("/lend/report.csv?month=2026-11").text.splitlines()[1]
    assert row.split(";")[7:9] == ["1", "0"]


def test_a_van_that_nobody_said_is_back_was_used_no_longer_than_it_was_lent(each_house: House) -> None:
    drive(each_house)
    with each_house.record.change("test") as session:
        run = session.get_one(Run, "example-duty")
        run.calls = [{**call, "arrived": None} for call in run.calls]
    for days in (0, 7):
        each_house.clock.advance(timedelta(days=days))
        rows = each_house.as_role(Role.LENDER).get("/lend/report.csv?month=2026-11").text.splitlines()
        assert rows[1].startswith("2026-11;Busje 1;1;120;113;")  # from 09:52 to 11:45


def test_what_was_withdrawn_or_is_still_to_come_was_not_lent(each_house: House) -> None:
    lender = each_house.as_role(Role.LENDER)
    assert "niets uitgeleend" in lender.get("/lend/report").text  # eight o'clock: nothing is over
    each_house.clock.advance(timedelta(hours=2, minutes=45))  # an hour of the window
    assert ";Busje 1;1;60;" in lender.get("/lend/report.csv").text
    with each_house.record.change("test") as session:
        session.get_one(IdleWindow, "example-window").withdrawn_at = each_house.clock.now()
    assert ";Busje 1;0;0;" in lender.get("/lend/report.csv").text


def test_the_paper_says_what_the_page_says_in_both_languages(house: House) -> None:
    drive(house)
    lender = house.as_role(Role.LENDER)
    for language, words in (
        ("nl", ("november 2026", "Op tijd", "Samen")),
        ("en", ("November 2026", "On time")),
    ):
        lender.cookies.set("language", language)
        text = text_of(lender.get("/lend/report.pdf?month=2026-11").content)
        for word in ("Busje 1", "0:40", "14", *words):
            assert word in text


def test_a_lender_is_told_of_their_own_vans_only(each_house: House) -> None:
    drive(each_house)
    lender = each_house.as_role(Role.LENDER)
    with each_house.record.change("test") as session:
        session.get_one(Van, (LINE, "van-2")).lender = "Cordaan"
        session.scalars(select(User).order_by(User.login.desc())).first().lender = "Cordaan"
    rows = lender.get("/lend/report.csv?month=2026-11").text.splitlines()[1:]
    assert [row.split(";")[1] for row in rows] == ["Busje 2"]
