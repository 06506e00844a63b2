"""The lender's pages: a sheet or a calendar, what it changes, and taking it over."""

import re

from fastapi.testclient import TestClient

from api.access.permissions import Role
from busline.record.tables.base import new_id
from busline.settings import Settings
from tests.api.house import House, open_house
from tests.api.window_proposals.test_proposals import standing
from tests.local_server import Answer, serving

SHEET = "busje;datum;van;tot\nBusje 1;24-11-2026;10:30;11:45\nBusje 1;24-11-2026;13:00;15:15\n"


def send(client: TestClient, text: str | bytes, name: str = "rooster.csv"):  # type: ignore[no-untyped-def]
    data = text if isinstance(text, bytes) else text.encode()
    return client.post(
        "/lend/offer/sheet", data={"idempotency_key": new_id()}, files={"sheet": (name, data, "text/csv")}
    )


def hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found, page
    return found[1]


def test_a_sheet_is_compared_shown_and_taken_over(each_house: House) -> None:
    lender = each_house.as_role(Role.LENDER)
    page = send(lender, SHEET)
    assert page.url.path.startswith("/lend/offer/")
    assert "Er zijn ritten in geboekt." in page.text
    assert "was 9:45–11:45" in page.text or "was 09:45–11:45" in page.text
    assert "vervallen" in page.text
    assert "van deze vensters zijn ritten geboekt." in page.text
    assert "10:05" not in page.text  # when the ride is, is not the lender's to know
    assert "Truus" not in page.text
    form = {"idempotency_key": new_id(), "mark": hidden(page.text, "mark")}
    for _ in range(2):  # a double click is one
        done = lender.post(f"{page.url.path}/take-over", data=form)
        assert "Overgenomen" in done.text
    # The dispatcher is away: what has a ride on it waits for it, the evening is gone at once.
    assert standing(each_house) == [("08:45", "10:45"), ("12:00", "14:15")]


def test_a_sheet_with_a_fault_changes_nothing_and_says_which_row(each_house: House) -> None:
    lender = each_house.as_role(Role.LENDER)
    page = send(lender, SHEET + "Busje 1;25-11-2026;11:45;9:45\n")
    assert page.status_code == 422
    assert "rij 4: eind ligt voor begin (11:45–09:45)" in page.text
    assert "Nog te bekijken" in page.text  # the example's proposal, and no other
    assert page.text.count('href="/lend/offer/') == 1


def test_who_looked_too_long_sees_what_would_change_now(each_house: House) -> None:
    lender = each_house.as_role(Role.LENDER)
    page = send(lender, SHEET)
    other = send(lender, SHEET.replace("10:30", "9:45"))
    form = {"idempotency_key": new_id(), "mark": hidden(other.text, "mark")}
    lender.post(f"{other.url.path}/take-over", data=form)
    late = lender.post(
        f"{page.url.path}/take-over",
        data={"idempotency_key": new_id(), "mark": hidden(page.text, "mark")},
    )
    assert late.status_code == 409
    assert "Intussen zijn vensters of ritten veranderd" in late.text
    assert hidden(late.text, "mark") != hidden(page.text, "mark")
    dropped = lender.post(f"{page.url.path}/drop", data={"idempotency_key": new_id()})
    assert "Niet overgenomen" in dropped.text


def test_a_calendar_is_added_looked_at_and_ended(each_house: House, tmp_path) -> None:  # type: ignore[no-untyped-def]
    text = (
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:vrij\r\n"
        "DTSTART:20261125T090000Z\r\nDURATION:PT2H\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    settings = Settings(data_dir=tmp_path, feed_url="redis://127.0.0.1:1", calendar_private_hosts="127.0.0.1")
    with (
        serving(lambda _: Answer(raw=text.encode())) as server,
        open_house(each_house.record, each_house.clock, "redis://127.0.0.1:1", tmp_path, settings) as house,
    ):
        lender = house.as_role(Role.LENDER)
        form = {"idempotency_key": new_id(), "address": f"{server.url}/geheim.ics", "van_id": "van-2"}
        page = lender.post("/lend/calendars", data=form)
        assert page.url.path.startswith("/lend/offer/")
        assert "10:00–12:00" in page.text
        offer = lender.get("/lend/offer").text
        assert "Bekeken: di 24 nov" in offer
        assert "geheim.ics" not in offer
        feed = re.search(r"/lend/calendars/(\w+)/end", offer)
        assert feed
        ended = lender.post(f"/lend/calendars/{feed[1]}/end", data={"idempotency_key": new_id()})
        assert "/lend/calendars/" + feed[1] not in ended.text


def test_an_address_in_the_servers_own_network_is_refused(each_house: House) -> None:
    lender = each_house.as_role(Role.LENDER)
    form = {"idempotency_key": new_id(), "address": "http://127.0.0.1:1/c.ics"}
    assert "besloten netwerk" in lender.post("/lend/calendars", data=form).text
    wrong = lender.post(
        "/lend/calendars",
        data={"idempotency_key": new_id(), "address": "ftp://example.org"},
        headers={"accept": "text/html"},
    )
    assert (wrong.status_code, "geen adres van een agenda" in wrong.text) == (422, True)


def test_nobody_else_opens_the_lenders_pages(house: House) -> None:
    for role in (Role.COORDINATOR, Role.DRIVER, Role.REVIEWER):
        assert house.as_role(role, driver_id="anna").get("/lend/offer").status_code == 403
