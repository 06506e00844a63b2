"""A card changed at the desk: only what was changed, and never over somebody else's change."""

import re
from datetime import timedelta
from html import unescape

from sqlalchemy import select

from api.access.permissions import Role
from busline.nouns import Aid, BookingState
from busline.record.tables import HistoryEntry, Resident
from busline.record.tables.base import new_id
from tests.api.house import DAY, LINE, House
from tests.api.pages.desk.earlier_trips import add_trip
from tests.api.pages.forms import HTMX

CARD = "/desk/residents/b001"


def form_of(page: str) -> dict[str, str]:
    """Return the fields of the form on a page, as a browser would send them."""
    page = page[page.index('<form class="person"') :]
    fields = dict(re.findall(r'<input[^>]* name="(\w+)" value="([^"]*)"', page))
    for name, options in re.findall(r'<select[^>]* name="(\w+)".*?>(.*?)</select>', page, re.DOTALL):
        fields[name] = re.findall(r'value="([^"]*)" selected', options)[0]
    fields["driver_note"] = re.findall(r"<textarea[^>]*>(.*?)</textarea>", page, re.DOTALL)[0]
    return {name: unescape(value) for name, value in fields.items()}


def resident(house: House) -> Resident:
    with house.record.read() as session:
        return session.get_one(Resident, (LINE, "b001"))


def test_the_form_shows_the_card_and_changes_only_what_was_changed(each_house: House) -> None:
    with each_house.record.change("test") as session:
        session.get_one(Resident, (LINE, "b001")).extra_boarding_s = 90  # shown as two minutes
    client = each_house.as_role(Role.COORDINATOR)
    form = form_of(client.get(f"{CARD}/edit", headers=HTMX).text)
    assert (form["phone"], form["home_stop"], form["aid"]) == ("020 555 0200", "wc-botteskerk", "walker")
    changed = {
        "phone": "06 12345678",
        "aid": "wheelchair",
        "companions": "1",
        "language": "tr",
        "home_stop": "",
        "home_stop_text": "nierkerk",
        "postcode": "1068el",
        "house_number": "16",
        "driver_note": "Hoort slecht.",
    }
    page = client.post(f"{CARD}/edit", data=form | changed, headers=HTMX)
    assert page.status_code == 200
    assert "Hoort slecht." in page.text
    assert "Dit leest de chauffeur die de rit rijdt." in page.text
    now = resident(each_house)
    assert (now.phone, now.aid, now.companions, now.language) == ("+31612345678", Aid.WHEELCHAIR, 1, "tr")
    assert (now.home_stop_id, now.postcode, now.house_number) == ("wc-zuidwest", "1068EL", "16")
    assert (now.street, now.extra_boarding_s) == ("Botteskerksingel", 90)  # as they were
    again = client.post(f"{CARD}/edit", data=form | changed, headers=HTMX)  # pressed twice
    assert again.status_code == 200
    with each_house.record.read() as session:
        entries = select(HistoryEntry).where(
            HistoryEntry.noun_id == f"{LINE}/b001", HistoryEntry.why == "changed at the desk"
        )
        (entry,) = session.scalars(entries)
    assert entry.before is not None
    assert "extra_boarding_s" not in entry.before


def test_a_colleagues_change_is_shown_and_not_written_over(each_house: House) -> None:
    ann, bob = each_house.as_role(Role.COORDINATOR), each_house.as_role(Role.COORDINATOR)
    first = form_of(ann.get(f"{CARD}/edit", headers=HTMX).text)
    second = form_of(bob.get(f"{CARD}/edit", headers=HTMX).text)
    ann.post(f"{CARD}/edit", data=first | {"phone": "0612345678", "companions": "2"}, headers=HTMX)
    late = bob.post(f"{CARD}/edit", data=second | {"aid": "none", "companions": "2"}, headers=HTMX)
    assert late.status_code == 412
    assert "Een collega heeft deze kaart net veranderd." in late.text
    assert 'id="person-phone-fault">Nu staat er: 06 12 34 56 78' in late.text
    assert 'id="person-aid-fault">Nu staat er: rollator' in late.text
    assert 'id="person-companions-fault"' not in late.text  # the same in both
    assert (resident(each_house).phone, resident(each_house).aid) == ("+31612345678", Aid.WALKER)
    again = form_of(late.text) | {"phone": "06 12 34 56 78"}
    assert bob.post(f"{CARD}/edit", data=again, headers=HTMX).status_code == 200
    assert (resident(each_house).phone, resident(each_house).aid) == ("+31612345678", Aid.NONE)


def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_changed(house: House) -> None:
    client = house.as_role(Role.COORDINATOR)
    form = form_of(client.get(f"{CARD}/edit", headers=HTMX).text)
    wrong = {"phone": "12", "companions": "9", "extra_minutes": "x", "postcode": "1", "house_number": "y"}
    reply = client.post(f"{CARD}/edit", data=form | wrong | {"name": " "}, headers=HTMX)
    assert reply.status_code == 422
    for field in ("phone", "companions", "minutes", "postcode", "number", "name"):
        assert f'id="person-{field}-fault"' in reply.text, field
    assert resident(house).version == 1


def test_a_care_note_is_written_and_changed_by_whoever_may_read_it(each_house: House) -> None:
    client = each_house.as_role(Role.COORDINATOR)
    card = client.get(f"{CARD}/card", headers=HTMX).text
    assert "Schrijf een zorgnotitie" in card
    for note in ("Heeft zuurstof bij zich.", "Heeft soms zuurstof bij zich."):
        etag = unescape(re.findall(r'name="etag" value="([^"]+)"', card)[0])
        data = {"idempotency_key": new_id(), "etag": etag, "care_note": note}
        page = client.post(f"{CARD}/care-note/edit", data=data, headers=HTMX)
        assert page.status_code == 200
        assert note not in page.text  # it is written, and read only on purpose
        assert "Alleen voor coördinatoren." in page.text
        card = client.post(f"{CARD}/care-note", headers=HTMX).text
        assert note in card
        assert "Wijzig de zorgnotitie" in card
    stale = client.post(f"{CARD}/care-note/edit", data=data | {"idempotency_key": new_id()}, headers=HTMX)
    assert stale.status_code == 412
    drivers = each_house.as_role(Role.DRIVER)
    assert drivers.post(f"{CARD}/care-note/edit", data=data, headers=HTMX).status_code == 403
    assert drivers.get(f"{CARD}/edit", headers=HTMX).status_code == 403


def test_the_card_tells_the_last_rides_and_who_was_waited_for_in_vain(each_house: House) -> None:
    stops = ("wc-botteskerk", "bibliotheek")
    for weeks, state in (
        (1, BookingState.NO_SHOW),
        (2, BookingState.COMPLETED),
        (3, BookingState.CANCELLED),
        (4, BookingState.NO_SHOW),
        (30, BookingState.NO_SHOW),  # longer than half a year ago
    ):
        add_trip(each_house.record, "b001", DAY - timedelta(weeks=weeks), stops, ("10:30",), state=state)
    page = each_house.as_role(Role.COORDINATOR).get(f"{CARD}/card", headers=HTMX).text
    past = page[page.index("Laatste ritten") :]
    assert re.findall(r'<span class="times">(.*?)</span>', past) == ["di 17 nov", "di 10 nov", "di 27 okt"]
    assert (
        "2 keer niet meegereden zonder af te zeggen, in het laatste half jaar: di 17 nov, di 27 okt." in past
    )
