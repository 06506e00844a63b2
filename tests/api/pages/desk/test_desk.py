"""The phone desk over HTTP: find, ask, book, undo; what goes wrong is said where it was typed."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from api.access.permissions import Role
from busline.feed.messages import CancelBookings, ConfirmOffers, QuoteRequest, UndoBookings
from busline.nouns import BookingState, LegName, RefusalReason, RequestState, Shortage, TimeMode
from busline.record.tables import Booking, HistoryEntry, Request, RequestLeg, Resident
from busline.record.tables.base import new_id
from tests.api.dispatching import Answering, near, refused
from tests.api.house import House, at
from tests.api.pages.forms import HTMX, ride


def test_a_resident_is_found_by_name_phone_and_street(house: House) -> None:
    client = house.as_role(Role.COORDINATOR)
    for asked in ("truus voo", "020 555 0200", "truus botteskerk"):
        assert "Truus Voorbeeld" in client.get("/desk/residents", params={"resident_text": asked}).text, asked
    assert "Niemand gevonden" in client.get("/desk/residents", params={"resident_text": "qqqq"}).text


def test_stops_and_activities_are_found_and_an_activity_fills_the_form(house: House) -> None:
    client = house.as_role(Role.COORDINATOR)
    found = client.get("/desk/stops", params={"field": "to_stop", "to_stop_text": "koffie"}).text
    # It is Tuesday, eight o'clock; the coffee morning is on Tuesdays at half past ten: today.
    assert 'data-fill-day="di 24 nov"' in found
    assert 'data-fill-time="10:30"' in found
    assert 'data-value="huisvandewijk"' in found
    assert (
        "Koffie"
        not in client.get("/desk/stops", params={"field": "from_stop", "from_stop_text": "koffie"}).text
    )  # nobody is picked up at an activity
    assert "standplaats" not in client.get("/desk/stops", params={"to_stop_text": "standplaats"}).text


def test_a_stop_is_found_by_the_end_of_its_name(house: House) -> None:
    client = house.as_role(Role.COORDINATOR)
    found = client.get("/desk/stops", params={"field": "to_stop", "to_stop_text": "plein"}).text
    assert "Osdorpplein" in found
    assert "Dijkgraafplein" in found


def test_a_card_opens_with_a_form_from_home(house: House) -> None:
    page = house.as_role(Role.COORDINATOR).get("/desk/residents/b001", headers=HTMX).text
    assert "mevrouw Voorbeeld" in page
    assert 'name="from_stop" value="wc-botteskerk"' in page
    assert re.search(r'id="to"[^>]*autofocus', page)


def test_a_care_note_is_shown_on_asking_and_that_is_recorded(house: House) -> None:
    with house.record.change("test") as session:
        session.get_one(Resident, ("osdorp", "b001")).care_note = "krijgt <b>snel</b> kou"
    client = house.as_role(Role.COORDINATOR)
    assert "kou" not in client.get("/desk/residents/b001").text
    shown = client.post("/desk/residents/b001/care-note", headers=HTMX).text
    assert "krijgt &lt;b&gt;snel&lt;/b&gt; kou" in shown
    with house.record.read() as session:
        reads = session.scalars(select(HistoryEntry).where(HistoryEntry.what == "read")).all()
    assert [entry.noun_id for entry in reads] == ["osdorp/b001"]


def test_offers_come_with_number_keys_and_the_day_as_it_was_understood(
    planned_house: House, answering: Answering
) -> None:
    page = planned_house.as_role(Role.COORDINATOR).post("/desk/request", data=ride(), headers=HTMX).text
    assert 'data-key="1"' in page
    assert "10:05–10:15 ophalen" in page
    assert 'value="wo 25 nov"' in page
    assert 'value="10:30"' in page
    assert len(answering.of_type(QuoteRequest)) == 1


def test_a_refusal_is_read_aloud_and_its_other_times_ask_again(
    planned_house: House, answering: Answering
) -> None:
    answering.legs = (
        refused(RefusalReason.FULL, Shortage.WHEELCHAIR_PLACES, near("11:25"), near("11:40", "van-1")),
        refused(RefusalReason.NO_WINDOW, Shortage.VAN, near("11:00"), leg=LegName.BACK),
    )
    client = planned_house.as_role(Role.COORDINATOR)
    page = client.post("/desk/request", data=ride(), headers=HTMX).text
    assert "Geen busje heeft dan een rolstoelplaats vrij." in page
    buttons = re.findall(r'name="(instead_\w+)" value="([0-9:]+)" data-key="(\d)"', page)
    assert buttons == [
        ("instead_out", "11:25", "1"),
        ("instead_out", "11:40", "2"),
        ("instead_back", "11:00", "5"),
    ]
    (first,) = answering.of_type(QuoteRequest)
    assert f'name="instead_of" value="{first.request_id}"' in page  # type: ignore[union-attr]

    answering.legs = ()
    again = ride(instead_out="11:25", instead_of=first.request_id)  # type: ignore[union-attr]
    client.post("/desk/request", data=again, headers=HTMX)
    assert answering.of_type(QuoteRequest)[1].instead_of == first.request_id  # type: ignore[union-attr]
    with planned_house.record.read() as session:
        legs = session.scalars(select(RequestLeg).join(Request).order_by(RequestLeg.wanted_at)).all()
    asked = [(leg.leg, leg.mode, leg.wanted_at) for leg in legs if leg.wanted_at.day == 25]
    wednesday = timedelta(days=1)
    assert (LegName.OUT, TimeMode.DEPART_AT, at("11:25") + wednesday) in asked
    assert (LegName.BACK, TimeMode.DEPART_AT, at("11:30") + wednesday) in asked


def test_the_same_form_twice_is_one_request(planned_house: House, answering: Answering) -> None:
    client, form = planned_house.as_role(Role.COORDINATOR), ride()
    for _ in range(2):
        assert "10:05–10:15 ophalen" in client.post("/desk/request", data=form, headers=HTMX).text
    commands = answering.of_type(QuoteRequest)
    assert len({command.request_id for command in commands}) == 1  # type: ignore[union-attr]


def test_a_booking_is_read_aloud_and_booked_once(planned_house: House, answering: Answering) -> None:
    client = planned_house.as_role(Role.COORDINATOR)
    form = {"idempotency_key": new_id(), "request_id": "example-request", "offer_out": "example-offer"}
    for _ in range(2):
        page = client.post("/desk/confirm", data=form, headers=HTMX).text
        assert "tussen 10:05 en 10:15, bij Wooncomplex Botteskerksingel" in page
        assert "Uw nummer is 482 913." in page
    assert len(answering.of_type(ConfirmOffers)) == 1


def test_an_offer_that_is_gone_is_said_in_the_answers_place(planned_house: House) -> None:
    form = {"idempotency_key": new_id(), "request_id": "example-request", "offer_out": "another"}
    reply = planned_house.as_role(Role.COORDINATOR).post("/desk/confirm", data=form, headers=HTMX)
    assert (reply.status_code, "Deze rit is net weg" in reply.text) == (200, True)


def test_a_booking_is_undone(planned_house: House, answering: Answering) -> None:
    form = {"idempotency_key": new_id(), "booking_id": "example-booking"}
    page = planned_house.as_role(Role.COORDINATOR).post("/desk/undo", data=form, headers=HTMX).text
    assert "Ongedaan gemaakt" in page
    (command,) = answering.of_type(CancelBookings)
    assert command.booking_ids == ("example-booking",)  # type: ignore[union-attr]


def _change_into_example(house: House) -> str:
    """Let the example booking be what another, cancelled ride was changed into; return the other's id."""
    with house.record.change("test") as session:
        example = session.get_one(Booking, "example-booking")
        columns = {c.key: getattr(example, c.key) for c in Booking.__table__.columns}
        old = columns | {"id": "old-booking", "reference": "111 222", "leg": LegName.BACK}
        session.add(Booking(**old | {"state": BookingState.CANCELLED}))
        session.get_one(Request, "example-request").replaces = ["old-booking"]
    return "old-booking"


def test_an_undone_change_asks_for_the_old_ride_back(planned_house: House, answering: Answering) -> None:
    old = _change_into_example(planned_house)
    form = {"idempotency_key": new_id(), "booking_id": "example-booking"}
    client = planned_house.as_role(Role.COORDINATOR)
    for _ in range(2):
        page = client.post("/desk/undo", data=form, headers=HTMX).text
        assert "De oude rit staat weer: di 24 nov, 10:05–10:15." in page
    (command,) = answering.of_type(UndoBookings)
    assert command.booking_ids == ("example-booking",)  # type: ignore[union-attr]
    assert command.reinstate == (old,)  # type: ignore[union-attr]


def test_a_cancelled_ride_can_be_given_back(planned_house: House, answering: Answering) -> None:
    client = planned_house.as_role(Role.COORDINATOR)
    form = {"booking_id": "example-booking", "resident_id": "b001"}
    page = client.post("/desk/cancel", data=form | {"idempotency_key": new_id()}, headers=HTMX).text
    assert "Afgezegd: di 24 nov, 10:05–10:15." in page
    assert 'hx-post="/desk/reinstate"' in page
    page = client.post("/desk/reinstate", data=form | {"idempotency_key": new_id()}, headers=HTMX).text
    assert "De rit staat weer: di 24 nov, 10:05–10:15." in page
    (command,) = answering.of_type(UndoBookings)
    assert command.reinstate == ("example-booking",)  # type: ignore[union-attr]


def test_after_a_cancellation_the_other_way_is_named(planned_house: House) -> None:
    with planned_house.record.change("test") as session:
        out = session.get_one(Booking, "example-booking")
        columns = {column.name: getattr(out, column.name) for column in Booking.__table__.columns}
        hour = timedelta(hours=1)
        later = {name: columns[name] + hour for name in ("pickup_from", "pickup_to", "dropoff_by")}
        own = {"id": "example-back", "leg": LegName.BACK, "reference": "482 914"}
        session.add(Booking(**columns | later | own))
    form = {"booking_id": "example-booking", "resident_id": "b001", "idempotency_key": new_id()}
    page = planned_house.as_role(Role.COORDINATOR).post("/desk/cancel", data=form, headers=HTMX).text
    assert "De terugreis staat nog: di 24 nov, 11:05–11:15. Vervalt die ook?" in page


def test_a_no_can_be_taken_back_and_the_rides_are_offered_anew(
    planned_house: House, answering: Answering
) -> None:
    client = planned_house.as_role(Role.COORDINATOR)
    form = {"request_id": "example-request"}
    page = client.post("/desk/decline", data=form | {"idempotency_key": new_id()}, headers=HTMX).text
    assert 'hx-post="/desk/ask-again"' in page
    page = client.post("/desk/ask-again", data=form | {"idempotency_key": new_id()}, headers=HTMX).text
    assert "10:05–10:15 ophalen" in page
    (command,) = answering.of_type(QuoteRequest)
    assert command.request_id == "example-request"  # type: ignore[union-attr]


def test_while_planning_is_away_the_request_is_kept_and_the_words_are_there(house: House) -> None:
    page = house.as_role(Role.COORDINATOR).post("/desk/request", data=ride(), headers=HTMX)
    assert "De planning antwoordt nu niet. Uw vraag is bewaard." in page.text
    with house.record.read() as session:
        kept = session.scalars(select(Request).where(Request.state == RequestState.WAITING)).all()
    assert [request.resident_id for request in kept] == ["b001"]


def test_what_is_kept_and_asked_once_more_is_one_request(house: House) -> None:
    client = house.as_role(Role.COORDINATOR)
    shown = client.post("/desk/request", data=ride(), headers=HTMX).text
    instead_of = re.search(r'name="instead_of" value="(\w+)"', shown)
    assert instead_of is not None
    for changes, kept in (({}, 1), ({"time": "11:00"}, 2)):
        again = ride(instead_of=instead_of[1], day="wo 25 nov", **changes)
        assert "Uw vraag is bewaard" in client.post("/desk/request", data=again, headers=HTMX).text
        with house.record.read() as session:
            waiting = session.scalars(select(Request).where(Request.state == RequestState.WAITING)).all()
        assert len(waiting) == kept


def test_what_was_offered_to_nobody_and_is_asked_once_more_is_one_request(
    planned_house: House, answering: Answering
) -> None:
    client = planned_house.as_role(Role.COORDINATOR)
    client.post("/desk/request", data=ride(), headers=HTMX)
    (first,) = answering.of_type(QuoteRequest)
    asked = first.request_id  # type: ignore[union-attr]
    planned_house.clock.advance(timedelta(minutes=1))
    with planned_house.record.change("test") as session:
        request = session.get_one(Request, asked)
        request.state, request.call_back_since = RequestState.OFFERED, planned_house.clock.now()
    assert "Nog te beantwoorden" in client.get("/desk").text
    client.post("/desk/request", data=ride(instead_of=asked, day="wo 25 nov"), headers=HTMX)
    assert answering.of_type(QuoteRequest)[1].request_id == asked  # type: ignore[union-attr]
    with planned_house.record.read() as session:
        assert session.get_one(Request, asked).call_back_since is None


def test_what_was_typed_wrongly_is_said_beside_its_field(house: House) -> None:
    wrong = ride(day="gisteren", time="half elfde", to_stop="", to_stop_text="qq", companions="x")
    reply = house.as_role(Role.COORDINATOR).post("/desk/request", data=wrong, headers=HTMX)
    assert reply.status_code == 422
    for field in ("day", "time", "to", "companions"):
        assert re.search(
            rf'id="{field}"[^>]*aria-describedby="{field}-fault[^>]*aria-invalid="true"', reply.text
        )
    assert 'value="half elfde"' in reply.text  # it stays, to be corrected


# The example line drives from 9:45 to 21:00 on weekdays; it is Tuesday 24 November, eight o'clock.
@pytest.mark.parametrize(
    ("typed", "day", "clocks"),
    [
        ({"day": "overmorgen", "time": "tien voor half vier", "back": "half vijf"}, "26", ["15:20", "16:30"]),
        ({"day": "morgen half elf", "time": "", "back": ""}, "wo 25 nov", ["10:30"]),
        ({"day": "vandaag", "time": "morgen half elf", "back": ""}, "wo 25 nov", ["10:30"]),
        (
            {"day": "volgende week donderdagavond", "time": "8 uur", "back": "9 uur"},
            "do 3",
            ["20:00", "21:00"],
        ),
        ({"day": "", "time": "kwart voor 3", "back": "quarter past three"}, "di 24 nov", ["14:45", "15:15"]),
    ],
)
def test_what_is_typed_as_it_is_said_stands_in_the_form_as_it_was_understood(
    planned_house: House, answering: Answering, typed: dict[str, str], day: str, clocks: list[str]
) -> None:
    client = planned_house.as_role(Role.COORDINATOR)
    page = client.post("/desk/request", data=ride(**typed), headers=HTMX).text
    assert re.search(rf'id="day"[^>]*value="[^"]*{day}', page)
    assert re.findall(r'id="(?:time|back)"[^>]*value="(\d\d:\d\d)"', page) == clocks
    assert len(answering.of_type(QuoteRequest)) == 1


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        # By nine in the morning nobody can be brought, by nine in the evening somebody can.
        ({"time": "9 uur"}, "time", "Is 21:00 bedoeld, of 09:00? Om 09:00 rijdt er geen busje."),
        ({"time": "9 uur", "mode": "depart_at"}, "time", "Is 21:00 bedoeld, of 09:00?"),
        ({"time": "3:30"}, "time", "Is 15:30 bedoeld, of 03:30? Om 03:30 rijdt er geen busje."),
        ({"time": "11:00", "back": "kwart over 9 of zo"}, "back", "Deze tijd begrijp ik niet."),
        ({"back": "donderdag 11:30"}, "back", "Er staan twee dagen: wo 25 nov en do 26 nov."),
        ({"day": "morgen 11:00"}, "time", "Er staan twee tijden."),
        ({"day": "morgen 9 uur", "time": ""}, "day", "Is 21:00 bedoeld, of 09:00?"),
        ({"day": "volgende vrijdag"}, "day", "Is vr 27 nov of vr 4 dec bedoeld?"),
        ({"day": "wo 26 nov"}, "day", "Die datum is do 26 nov."),
        ({"day": "morgen", "time": ""}, "time", "Vul dit in."),
        ({"time": "middernacht"}, "time", "waarmee wo 25 nov begint, of die waarmee do 26 nov begint?"),
    ],
)
def test_what_can_be_meant_in_two_ways_is_asked_back_beside_its_field(
    house: House, typed: dict[str, str], field: str, sentence: str
) -> None:
    reply = house.as_role(Role.COORDINATOR).post("/desk/request", data=ride(**typed), headers=HTMX)
    assert reply.status_code == 422
    assert re.search(rf'id="{field}-fault">[^<]*{re.escape(sentence)}', reply.text)


def test_what_the_line_can_not_do_is_said_beside_its_field(house: House) -> None:
    client = house.as_role(Role.COORDINATOR)
    same = ride(to_stop="wc-botteskerk", to_stop_text="Wooncomplex Botteskerksingel", back="")
    reply = client.post("/desk/request", data=same, headers=HTMX)
    assert "Van en naar zijn dezelfde halte" in reply.text
    early = client.post("/desk/request", data=ride(back="09:30"), headers=HTMX)
    assert re.search(r'id="back-fault">De terugreis moet later zijn', early.text)
    past = client.post("/desk/request", data=ride(day="vandaag", time="7:00", back=""), headers=HTMX)
    assert re.search(r'id="time-fault">Die tijd is al voorbij', past.text)


def test_a_day_that_is_over_is_said_beside_its_field(house: House) -> None:
    reply = house.as_role(Role.COORDINATOR).post("/desk/request", data=ride(day="19-11"), headers=HTMX)
    assert re.search(r'id="day-fault">Die dag is al voorbij: do 19 nov. Noem een latere dag.', reply.text)
    assert "dagen vooruit" not in reply.text


def test_a_stop_that_was_typed_out_need_not_be_chosen(planned_house: House) -> None:
    typed = ride(to_stop="", to_stop_text="bibliotheek osdorp")
    page = planned_house.as_role(Role.COORDINATOR).post("/desk/request", data=typed, headers=HTMX).text
    assert 'name="to_stop" value="bibliotheek"' in page
    assert "ophalen" in page


def test_changing_a_ride_fills_the_form_and_says_so(house: House) -> None:
    page = house.as_role(Role.COORDINATOR).get("/desk/change/example-booking", headers=HTMX).text
    assert 'name="replaces" value="example-booking"' in page
    assert "De oude rit blijft staan tot u de nieuwe boekt." in page
    assert re.search(r'id="time"[^>]*autofocus', page)


def test_no_two_things_on_the_desk_have_the_same_name(house: House) -> None:
    page = house.as_role(Role.COORDINATOR).get("/desk", params={"resident": "b001"}).text
    names = re.findall(r'\bid="([^"]+)"', page)
    assert sorted(names) == sorted(set(names))


def test_a_form_without_its_key_or_with_another_sites_token_does_nothing(house: House) -> None:
    client = house.as_role(Role.COORDINATOR)
    form = ride()
    del form["idempotency_key"]
    assert client.post("/desk/request", data=form, headers=HTMX).status_code == 422


def test_a_name_is_text_and_never_markup(house: House) -> None:
    with house.record.change("test") as session:
        session.get_one(Resident, ("osdorp", "b001")).name = "<script>alert(1)</script> Voorbeeld"
    page = house.as_role(Role.COORDINATOR).get("/desk", params={"resident": "b001"}).text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


@pytest.mark.parametrize(
    ("typed", "back"),
    [
        ({"day": "1-12", "time": "10:30"}, "13:15"),  # when the coffee morning is over
        ({"day": "1-12", "time": "10:20"}, "13:15"),  # a time near its begin
        ({"day": "1-12", "time": "09:50", "mode": "depart_at"}, "13:15"),
        ({"day": "1-12", "time": "14:30"}, ""),
        ({"day": "2-12", "time": "10:30"}, ""),  # Wednesday
        ({"day": "1-12", "time": "10:30", "to_stop": "bibliotheek", "to_stop_text": "Bibliotheek"}, ""),
    ],
)
def test_the_way_back_is_proposed_from_the_end_of_what_is_at_the_stop_then(
    planned_house: House, answering: Answering, typed: dict[str, str], back: str
) -> None:
    there = {"to_stop": "huisvandewijk", "to_stop_text": "Huis van de Wijk Reimerswaal", "back": ""}
    client = planned_house.as_role(Role.COORDINATOR)
    page = client.post("/desk/request", data=ride(**there | typed), headers=HTMX).text
    assert re.findall(r'name="instead_back" value="([^"]*)" data-key="t"', page) == ([back] if back else [])
    both = client.post("/desk/request", data=ride(**there | typed, instead_back="15:00"), headers=HTMX).text
    assert 'data-key="t"' not in both  # there is a way back already
    assert len(answering.of_type(QuoteRequest)) == 2
