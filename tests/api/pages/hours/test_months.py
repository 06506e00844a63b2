"""A month of hours as it is gone through, closed, and corrected afterwards, over HTTP."""

import re
from datetime import UTC, date, datetime, timedelta

from fastapi.testclient import TestClient

from api.access.permissions import Role
from busline.nouns import DriverEventKind, HoursState
from busline.record.tables import ClosedMonth, DriverEvent, Hours, HoursCorrection
from busline.record.tables.base import new_id
from tests.api.house import LINE, House, at
from tests.api.pages.forms import HTMX
from tests.api.pages.reading_paper import text_of

CLOSE = "/review/hours/months/2026-11/close"


def form(**fields: str) -> dict[str, str]:
    return {"idempotency_key": new_id(), "month": "2026-11", "view": "month"} | fields


def post(client: TestClient, path: str, **fields: str) -> str:
    reply = client.post(path, data=form(**fields), headers=HTMX)
    assert reply.status_code == 200, reply.text
    return reply.text


def as_planned(house: House) -> None:
    """Let the example duty be worked from 9:45 to 11:53, eight minutes more than planned."""
    with house.record.change("test") as session:
        hours = session.get_one(Hours, "example-duty")
        hours.worked_from, hours.worked_to = at("09:45"), at("11:53")


def test_a_difference_is_explained_by_what_was_pressed(house: House) -> None:
    with house.record.change("test") as session:
        for kind, clock in (
            (DriverEventKind.CLOCK_IN, "07:00"),
            (DriverEventKind.BREAK_START, "07:20"),
            (DriverEventKind.CLOCK_OUT, "07:50"),
        ):
            session.add(
                DriverEvent(
                    line_id=LINE,
                    duty_id="example-duty",
                    driver_id="anna",
                    kind=kind,
                    happened_at=at(clock),
                    received_at=at(clock),
                )
            )
    page = house.as_role(Role.REVIEWER).get("/review/hours?month=2026-11").text
    assert "165 min eerder begonnen: 07:00 in plaats van 09:45" in page
    assert "235 min eerder klaar: 07:50 in plaats van 11:45" in page
    assert "pauze begonnen om 07:20, einde niet gemeld" in page
    assert "geklokt was" not in page


def test_ticked_hours_are_approved_by_one_press(house: House) -> None:
    as_planned(house)
    client = house.as_role(Role.REVIEWER)
    page = client.get("/review/hours?month=2026-11").text
    # Eight minutes are little enough to be ticked already.
    [chosen] = re.findall(r'name="chosen" value="([^"]+)" form="several" checked', page)
    empty = client.post("/review/hours/approve", data=form(), headers=HTMX)
    assert (empty.status_code, "Vink eerst uren aan" in empty.text) == (422, True)
    done = post(client, "/review/hours/approve", chosen=chosen.replace("&#34;", '"'))
    assert "Deze uren zijn goedgekeurd." in done
    with house.record.read() as session:
        assert session.get_one(Hours, "example-duty").state is HoursState.APPROVED


def test_the_meeting_sees_what_differs_more_than_it_lets_pass(house: House) -> None:
    as_planned(house)
    client = house.as_role(Role.REVIEWER)
    for minutes, words in ((5, "1 dienst met meer dan 5"), (8, "1 dienst zonder groot verschil")):
        page = client.get(f"/review/hours/sign-off?month=2026-11&minutes={minutes}").text
        assert words in page
    assert "Sluit november" not in page  # the month is not over
    part = post(client, "/review/hours/example-duty/approve", etag='"v2"', view="sign-off-5")
    assert "1 dienst is al besloten" in part


def test_a_month_is_closed_with_a_checksum_and_reopened_with_a_reason(house: House) -> None:
    client = house.as_role(Role.REVIEWER)
    house.clock.move_to(datetime(2026, 12, 1, tzinfo=UTC))
    early = client.post(CLOSE, data=form(), headers=HTMX)
    assert (early.status_code, "Er is nog 1 besluit te nemen." in early.text) == (409, True)
    post(client, "/review/hours/example-duty/approve", etag='"v1"')
    page = post(client, CLOSE)
    with house.record.read() as session:
        closed = session.get_one(ClosedMonth, (LINE, date(2026, 11, 1)))
    assert closed.total_s == 3000
    shown = re.sub(r"\s+", "", re.search(r'class="checksum">([^<]+)', page)[1])  # type: ignore[index]
    assert shown == closed.checksum
    reopening = "/review/hours/months/2026-11/reopen"
    without = client.post(reopening, data=form(why=" "), headers=HTMX)
    assert (without.status_code, "Schrijf kort waarom" in without.text) == (422, True)
    assert "weer open" in post(client, reopening, why="een dienst vergeten")


def test_a_closed_month_that_no_longer_is_as_it_was_says_so(house: House) -> None:
    client = house.as_role(Role.REVIEWER)
    house.clock.move_to(datetime(2026, 12, 1, tzinfo=UTC))
    post(client, "/review/hours/example-duty/approve", etag='"v1"')
    assert "niet meer zoals ze zijn afgesloten" not in post(client, CLOSE)
    with house.record.change("somebody") as session:
        session.get_one(Hours, "example-duty").break_s = 60
    page = client.get("/review/hours?month=2026-11").text
    assert "niet meer zoals ze zijn afgesloten" in page


def test_a_correction_of_a_closed_month_stands_in_the_next(house: House) -> None:
    client, other = house.as_role(Role.REVIEWER), house.as_role(Role.REVIEWER)
    house.clock.move_to(datetime(2026, 12, 1, 9, tzinfo=UTC))
    post(client, "/review/hours/example-duty/approve", etag='"v1"')
    post(client, CLOSE)
    typed = {"worked_from": "07:00", "worked_to": "08:00", "break_minutes": "0", "why": "klok stond stil"}
    told = post(client, "/review/hours/example-duty/correct", etag='"v3"', **typed)
    assert "Zij telt mee in december 2026" in told
    december = other.get("/review/hours?month=2026-12").text
    assert "correctie op een afgesloten maand" in december
    with house.record.read() as session:
        [row] = session.query(HoursCorrection).filter_by(state="asked")
    taken = post(other, f"/review/hours/corrections/{row.id}/approve", etag='"v1"', month="2026-12")
    assert "De correctie is overgenomen." in taken
    assert 'headline-number">0:10' in taken  # ten minutes more than the fifty that were closed


def test_a_duty_without_hours_is_named_and_can_get_them(house: House) -> None:
    with house.record.change("test") as session:
        session.delete(session.get_one(Hours, "example-duty"))
    house.clock.move_to(at("12:30"))
    client, other = house.as_role(Role.REVIEWER), house.as_role(Role.REVIEWER)
    assert "Bij deze diensten klokte niemand in." in client.get("/review/hours?month=2026-11").text
    typed = {"worked_from": "09:45", "worked_to": "11:45", "break_minutes": "0", "why": "telefoon stuk"}
    part = post(client, "/review/hours/example-duty/correct", etag="", **typed)
    assert "Iemand anders moet dit bekijken." in part
    with house.record.read() as session:
        [row] = session.query(HoursCorrection).filter_by(state="asked")
    post(other, f"/review/hours/corrections/{row.id}/approve", etag='"v1"')
    with house.record.read() as session:
        assert session.get_one(Hours, "example-duty").worked_s == 7200


def test_a_statement_says_what_was_worked_and_seals_it(house: House) -> None:
    client = house.as_role(Role.REVIEWER)
    house.clock.move_to(datetime(2026, 12, 1, tzinfo=UTC))
    path = "/review/hours/statement.pdf?month=2026-11&kind=driving&person=anna"
    assert "Voorlopig" in text_of(client.get(path).content)
    post(client, "/review/hours/example-duty/approve", etag='"v1"')
    post(client, CLOSE)
    with house.record.read() as session:
        closed = session.get_one(ClosedMonth, (LINE, at("08:00").date().replace(day=1)))
    reply = client.get(path)
    text = text_of(reply.content)
    assert "Anna Chauffeursen" in text
    assert "0:50" in text
    assert closed.checksum[:8] in text
    assert 'filename="urenstaat-anna-2026-11.pdf"' in reply.headers["content-disposition"]
    assert client.get(path.replace("anna", "bram")).status_code == 404


def test_hours_over_midnight_and_over_the_night_of_25_hours_are_typed_right(house: House) -> None:
    """From 22:00 to 2:30 on the night on which the clock goes back: an hour more, if it is winter by then."""
    day = date(2026, 10, 24)
    with house.record.change("test") as session:
        hours = session.get_one(Hours, "example-duty")
        hours.service_date = day
        hours.worked_from = datetime(2026, 10, 24, 20, tzinfo=UTC)  # 22:00 in summer time
        hours.worked_to = hours.worked_from + timedelta(hours=2, seconds=30)
    client = house.as_role(Role.REVIEWER)
    typed = {"worked_from": "22:00", "break_minutes": "0", "why": "tot in de nacht", "etag": '"v2"'}
    path = "/review/hours/example-duty/correct"
    twice = client.post(path, data=form(**typed, worked_to="02:30", month="2026-10"), headers=HTMX)
    assert (twice.status_code, "komt die nacht twee keer voor" in twice.text) == (422, True)
    page = post(client, path, **typed, worked_to="02:30 wintertijd", month="2026-10")
    assert "5:30" in page
    assert "02:30 wintertijd" in page  # and can be typed back as it stands
    with house.record.read() as session:
        assert session.get_one(Hours, "example-duty").worked_s == 5.5 * 3600


def test_a_clock_time_that_stands_as_it_was_shown_keeps_its_seconds(house: House) -> None:
    with house.record.change("test") as session:
        session.get_one(Hours, "example-duty").worked_from = at("07:00") + timedelta(seconds=42)
    typed = {"worked_from": "07:00", "worked_to": "08:00", "break_minutes": "0", "why": "later klaar"}
    post(house.as_role(Role.REVIEWER), "/review/hours/example-duty/correct", etag='"v2"', **typed)
    with house.record.read() as session:
        assert session.get_one(Hours, "example-duty").worked_s == 3600 - 42


def test_an_end_that_the_spring_night_does_not_have_is_refused(house: House) -> None:
    with house.record.change("test") as session:
        hours = session.get_one(Hours, "example-duty")
        hours.service_date = date(2026, 3, 28)
        hours.worked_from = datetime(2026, 3, 28, 21, tzinfo=UTC)  # 22:00 in winter time
        hours.worked_to = hours.worked_from + timedelta(hours=2)
    client = house.as_role(Role.REVIEWER)
    typed = {"worked_from": "22:00", "break_minutes": "0", "why": "tot in de nacht", "etag": '"v2"'}
    path = "/review/hours/example-duty/correct"
    skipped = client.post(path, data=form(**typed, worked_to="02:30", month="2026-03"), headers=HTMX)
    assert (skipped.status_code, "dan gaat de klok vooruit" in skipped.text) == (422, True)
    page = post(client, path, **typed, worked_to="03:30", month="2026-03")
    assert "4:30" in page  # five and a half by the clock on the wall, an hour of which was not there
