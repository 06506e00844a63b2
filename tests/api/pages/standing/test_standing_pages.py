"""Standing bookings at the desk over HTTP: shown, made once read aloud, skipped, stopped, undone."""

import html
import re
from datetime import date

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select

from api.access.permissions import Role
from busline.feed.messages import Done, StandingChanged
from busline.nouns import SkipKind
from busline.record.tables import StandingBooking, StandingSkip
from busline.record.tables.base import new_id
from tests.api.dispatching import Answering
from tests.api.house import LINE, House
from tests.api.pages.forms import HTMX, ride


def desk(house: House) -> TestClient:
    client = house.as_role(Role.COORDINATOR)
    client.headers.update(HTMX)
    return client


def hidden(page: str) -> dict[str, str]:
    """Return the fields of the form of a standing booking."""
    form = page[page.index('id="standing-form"') :]
    form = form[: form.index("</form>")]
    fields = dict(re.findall(r'<input[^>]*name="(\w+)" value="(.*?)"', form))
    fields |= dict(re.findall(r'name="(\w+)" value="(\w*)" checked', form))
    return {name: html.unescape(value) for name, value in fields.items() if name != "holidays"}


def undoing(page: str) -> dict[str, str]:
    """Return the fields of the form that undoes what was done."""
    form = page[page.index('hx-post="/desk/standing/undo"') :]
    form = form[: form.index("</form>")]
    return {
        name: html.unescape(value)
        for name, value in re.findall(r'name="(\w+)" value="(.*?)"', form, re.DOTALL)
    }


def made(house: House, resident: str = "b001") -> list[StandingBooking]:
    """Return the series of a resident that did not come with the line."""
    with house.record.read() as session:
        rows = session.scalars(select(StandingBooking).where(StandingBooking.resident_id == resident)).all()
    return [row for row in rows if not row.id.startswith("vr")]


def test_a_card_says_the_series_its_next_day_and_the_days_off(each_house: House) -> None:
    with each_house.record.change("test") as session:
        session.add(
            StandingSkip(line_id=LINE, standing_id="vr01", service_date=date(2026, 12, 1), reason="is ziek")
        )
        session.add(
            StandingSkip(
                line_id=LINE,
                standing_id="vr01",
                service_date=date(2026, 12, 8),
                kind=SkipKind.BOOKED_APART,
            )
        )
    page = desk(each_house).get("/desk/residents/b001").text
    assert "Elke dinsdag naar Koffieochtend met lunch, Huis van de Wijk" in page
    assert ", er om 10:30, terug om 13:15." in page
    assert "Rijdt weer op di 24 nov." in page  # it is Tuesday, eight o'clock
    assert "di 1 dec: rijdt niet (is ziek)" in page
    assert "di 8 dec: apart geboekt" in page
    assert "di 22 dec: rijdt niet" in page


def test_a_holiday_is_said_by_its_name(house: House) -> None:
    with house.record.change("test") as session:
        session.get_one(StandingBooking, (LINE, "vr01")).weekday = 4
    page = desk(house).get("/desk/residents/b001").text
    assert "vr 25 dec, 1e Kerstdag: rijdt niet" in page
    assert "vr 1 jan, Nieuwjaarsdag: rijdt niet" in page
    with house.record.change("test") as session:
        session.get_one(StandingBooking, (LINE, "vr01")).on_holidays = True
    page = desk(house).get("/desk/residents/b001/standing").text
    assert "Kerstdag" not in page
    assert "Rijdt ook op feestdagen." in page


def test_who_has_none_is_told_so(house: House) -> None:
    assert "Nog geen vaste ritten." in desk(house).get("/desk/residents/b002").text


def test_what_was_typed_becomes_a_series_after_it_was_shown(each_house: House) -> None:
    client = desk(each_house)
    shown = client.post("/desk/standing/new", data=ride()).text
    assert "Elke woensdag naar Bibliotheek" in shown
    assert "De eerste ritten zijn op wo 25 nov, wo 2 dec, wo 9 dec en wo 16 dec." in shown
    assert made(each_house) == []
    form = hidden(shown)
    for _ in range(2):  # a double press makes one
        page = client.post("/desk/standing/save", data=form).text
        assert "De vaste rit staat" in page
        assert "De planning antwoordt nu niet." in page
    (series,) = made(each_house)
    assert (series.weekday, series.first_on, series.every_weeks) == (2, date(2026, 11, 25), 1)
    assert (f"{series.out_at:%H:%M}", f"{series.back_at:%H:%M}") == ("10:30", "11:30")
    assert series.last_on is None


def test_what_was_changed_in_the_form_is_shown_again_before_it_counts(each_house: House) -> None:
    client = desk(each_house)
    form = hidden(client.post("/desk/standing/new", data=ride()).text)
    changed = form | {"every": "2", "until": "24 dec", "back": ""}
    page = client.post("/desk/standing/save", data=changed).text
    assert made(each_house) == []
    assert "U veranderde iets." in page
    assert "Om de week op woensdag naar Bibliotheek" in page
    assert "tot en met do 24 dec." in page
    assert client.post("/desk/standing/save", data=hidden(page)).status_code == 200
    (series,) = made(each_house)
    assert (series.every_weeks, series.last_on, series.back_at) == (2, date(2026, 12, 24), None)


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"until": "ooit"}, "until", "Deze dag begrijp ik niet."),
        ({"until": "24-11"}, "until", "Het einde ligt vóór de eerste dag."),
        ({"time": ""}, "time", "Vul dit in."),
        ({"back": "9:00"}, "back", "De terugreis moet later zijn dan de heenreis."),
        ({"to_stop": "", "to_stop_text": "qqq"}, "to", "Kies een halte uit de lijst."),
        ({"to_stop": "wc-botteskerk"}, "to", "Van en naar zijn dezelfde halte."),
    ],
)
def test_what_can_not_be_is_said_at_its_field(
    house: House, changes: dict[str, str], field: str, sentence: str
) -> None:
    client = desk(house)
    form = hidden(client.post("/desk/standing/new", data=ride()).text)
    reply = client.post("/desk/standing/save", data=form | changes)
    assert reply.status_code == 422
    fault = re.search(rf'id="{field}-fault">(.*?)</p>', reply.text)
    assert fault is not None, reply.text
    assert sentence in fault[1]
    assert made(house) == []


def test_a_form_without_a_time_opens_with_what_is_missing(house: House) -> None:
    page = desk(house).post("/desk/standing/new", data=ride(time="")).text
    assert 'id="time-fault"' in page
    assert "standing-form" in page


def test_a_booking_of_a_moment_ago_becomes_a_series(house: House) -> None:
    page = desk(house).post("/desk/standing/of-bookings", data={"booking_id": "example-booking"}).text
    assert "Elke dinsdag naar Osdorpplein" in page
    assert "weg om 10:05." in page
    assert hidden(page)["resident_id"] == "b001"


def test_a_change_is_shown_saved_and_undone(planned_house: House, answering: Answering) -> None:
    answering.instead = Done(result={"cancelled": ["example-booking"], "booked": ["example-booking"]})
    client = desk(planned_house)
    form = hidden(client.get("/desk/standing/vr01/form").text)
    assert (form["day"], form["time"], form["back"], form["every"]) == ("di 24 nov", "10:30", "13:15", "1")
    shown = client.post("/desk/standing/save", data=form | {"time": "11 uur", "every": "2"}).text
    assert "Om de week op dinsdag" in shown
    saved = client.post("/desk/standing/save", data=hidden(shown)).text
    assert "De vaste rit is gewijzigd" in saved
    assert "1 rit geannuleerd, op di 24 nov." in saved
    assert "1 rit geboekt: di 24 nov, 10:05–10:15." in saved
    with planned_house.record.read() as session:
        row = session.get_one(StandingBooking, (LINE, "vr01"))
    assert (f"{row.out_at:%H:%M}", row.every_weeks, row.first_on) == ("11:00", 2, date(2026, 11, 24))
    assert row.activity_id == "koffieochtend"
    undone = client.post("/desk/standing/undo", data=undoing(saved)).text
    assert "Ongedaan gemaakt." in undone
    with planned_house.record.read() as session:
        row = session.get_one(StandingBooking, (LINE, "vr01"))
    assert (f"{row.out_at:%H:%M}", row.every_weeks, row.first_on) == ("10:30", 1, date(2026, 1, 5))
    assert len({one.idempotency_key for one in answering.of_type(StandingChanged)}) == 2


def test_a_series_that_was_made_by_a_slip_never_rides(each_house: House) -> None:
    client = desk(each_house)
    form = hidden(client.post("/desk/standing/new", data=ride()).text)
    page = client.post("/desk/standing/save", data=form).text
    client.post("/desk/standing/undo", data=undoing(page))
    (series,) = made(each_house)
    assert series.last_on == date(2026, 11, 24)  # the day before its first
    assert "Bibliotheek" not in client.get("/desk/residents/b001/standing").text


def test_a_day_and_a_span_are_skipped_and_that_is_undone(each_house: House) -> None:
    client = desk(each_house)
    body = {"idempotency_key": new_id(), "from_day": "1 dec", "to_day": "14 dec", "why": "vakantie"}
    page = client.post("/desk/standing/vr01/skip", data=body).text
    assert "Overgeslagen: di 1 dec en di 8 dec." in page
    assert "di 1 dec: rijdt niet (vakantie)" in page
    undone = client.post("/desk/standing/undo", data=undoing(page)).text
    assert "vakantie" not in undone
    assert "di 22 dec: rijdt niet" in undone  # what was skipped before still is
    with each_house.record.read() as session:
        days = session.scalars(select(StandingSkip.service_date)).all()
    assert days == [date(2026, 12, 22)]


def test_a_skipped_day_rides_after_all(each_house: House) -> None:
    client = desk(each_house)
    body = {"idempotency_key": new_id(), "day": "2026-12-22"}
    page = client.post("/desk/standing/vr01/unskip", data=body).text
    assert "Rijdt toch op di 22 dec." in page
    assert "di 22 dec: rijdt niet" not in page
    assert "di 22 dec: rijdt niet" in client.post("/desk/standing/undo", data=undoing(page)).text


def test_a_series_is_stopped_and_what_happens_is_told(planned_house: House, answering: Answering) -> None:
    answering.instead = Done(result={"cancelled": ["example-booking"], "kept": ["example-booking"]})
    client = desk(planned_house)
    body = {"idempotency_key": new_id(), "etag": '"v1"', "from_day": "di 1 dec"}
    page = client.post("/desk/standing/vr01/stop", data=body).text
    assert "Gestopt: de laatste rit is uiterlijk ma 30 nov." in page
    assert "1 rit geannuleerd, op di 24 nov." in page
    assert "Los afgesproken, blijft staan: di 24 nov, 10:05–10:15." in page
    again = client.post("/desk/standing/undo", data=undoing(page)).text
    assert "Elke dinsdag naar Koffieochtend" in again


@pytest.mark.parametrize(
    ("action", "body", "sentence"),
    [
        ("skip", {"from_day": ""}, "Vul dit in."),
        ("skip", {"from_day": "ooit"}, "Deze dag begrijp ik niet."),
        ("skip", {"from_day": "14 dec", "to_day": "1 dec"}, "De laatste dag ligt vóór de eerste."),
        ("skip", {"from_day": "1 dec", "to_day": "1 nov 2027"}, "Vraag 1 tot 184 dagen"),
        ("stop", {"from_day": "", "etag": '"v1"'}, "Vul dit in."),
        ("stop", {"from_day": "1 dec", "etag": '"v7"'}, "Iemand anders heeft dit net veranderd."),
    ],
)
def test_what_stands_in_the_way_is_said_on_the_card(
    house: House, action: str, body: dict[str, str], sentence: str
) -> None:
    reply = desk(house).post(f"/desk/standing/vr01/{action}", data=body | {"idempotency_key": new_id()})
    assert (reply.status_code, reply.headers["hx-retarget"]) == (422, "#card-said")
    assert sentence in reply.text


def test_what_a_colleague_changed_meanwhile_is_not_undone(house: House) -> None:
    client = desk(house)
    body = {"idempotency_key": new_id(), "from_day": "1 dec"}
    mine = client.post("/desk/standing/vr01/skip", data=body).text
    client.post("/desk/standing/vr01/skip", data=body | {"idempotency_key": new_id(), "from_day": "8 dec"})
    reply = client.post("/desk/standing/undo", data=undoing(mine))
    assert (reply.status_code, "Iemand anders heeft dit net veranderd." in reply.text) == (422, True)


def test_what_was_sent_as_before_must_be_a_series(house: House) -> None:
    body = {"idempotency_key": new_id(), "standing_id": "vr01", "etag": '"v1"', "before": "{"}
    assert desk(house).post("/desk/standing/undo", data=body).status_code == 422
