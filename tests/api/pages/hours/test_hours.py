"""Reviewing hours over HTTP."""

import re

from api.access.permissions import Role
from busline.nouns import HoursState
from busline.record.tables import Driver, Hours
from busline.record.tables.base import new_id
from tests.api.house import House
from tests.api.pages.forms import HTMX


def test_a_month_without_hours_says_so(house: House) -> None:
    page = house.as_role(Role.REVIEWER).get("/review/hours?month=2026-01").text
    assert "Er zijn nog geen uren geklokt." in page


def test_hours_are_corrected_with_a_reason_and_approved_by_somebody_else(house: House) -> None:
    one, other = house.as_role(Role.REVIEWER), house.as_role(Role.REVIEWER)
    form = {
        "idempotency_key": new_id(),
        "etag": '"v1"',
        "worked_from": "7:00",
        "worked_to": "0745",
        "break_minutes": "5",
        "why": "klok liep voor",
    }
    for _ in range(2):  # a double click is one correction
        row = one.post("/review/hours/example-duty/correct", data=form, headers=HTMX)
        assert "gecorrigeerd" in row.text, row.text
        assert "0:40" in row.text  # 07:00 to 07:45 less 5 minutes
        assert "klok liep voor" in row.text
    approval = {"idempotency_key": new_id(), "etag": '"v2"'}
    own = one.post("/review/hours/example-duty/approve", data=approval, headers=HTMX)
    assert (own.status_code, own.headers["hx-retarget"]) == (403, "#notices")
    assert "Vraag iemand anders" in own.text
    done = other.post("/review/hours/example-duty/approve", data=approval, headers=HTMX)
    assert "goedgekeurd" in done.text
    with house.record.read() as session:
        assert session.get_one(Hours, "example-duty").state is HoursState.APPROVED


def test_a_stale_or_impossible_correction_changes_nothing(house: House) -> None:
    client = house.as_role(Role.REVIEWER)
    form = {"worked_from": "7:00", "worked_to": "7:45", "break_minutes": "0", "why": "daarom"}
    for wrong, words in (
        ({"etag": '"v9"'}, "Iemand anders heeft dit net veranderd"),
        ({"etag": '"v1"', "why": " "}, "Schrijf kort waarom"),
        ({"etag": '"v1"', "worked_to": "kwart voor"}, "Deze tijd begrijp ik niet"),
        ({"etag": '"v1"', "worked_to": "morgen 7:45"}, "Deze tijd begrijp ik niet"),
        ({"etag": '"v1"', "worked_to": "3:30"}, "Is 03:30 of 15:30 bedoeld"),
        ({"etag": '"v1"', "worked_to": "middernacht"}, "waarmee 24 nov 2026 begint"),
        ({"etag": '"v1"', "break_minutes": "300"}, "De pauze is langer"),
    ):
        reply = client.post(
            "/review/hours/example-duty/correct",
            data=form | wrong | {"idempotency_key": new_id()},
            headers=HTMX,
        )
        assert reply.status_code in (412, 422)
        assert re.search(words, reply.text), reply.text
    with house.record.read() as session:
        assert session.get_one(Hours, "example-duty").version == 1


def test_csv_opens_in_a_dutch_excel_and_runs_nothing(house: House) -> None:
    with house.record.change("test") as session:
        session.get_one(Driver, ("osdorp", "anna")).name = '=HYPERLINK("x")'
    reply = house.as_role(Role.REVIEWER).get("/review/hours.csv?from=2026-11-01&to=2026-11-30")
    assert reply.content.startswith(b"\xef\xbb\xbfmaand;soort;nummer;")
    assert '"\'=HYPERLINK(""x"")"' in reply.text
    assert 'filename="uren-2026-11-01-2026-11-30.csv"' in reply.headers["content-disposition"]


def test_a_span_that_is_too_long_or_backwards_is_refused(house: House) -> None:
    client = house.as_role(Role.REVIEWER)
    for span in ("from=2020-01-01&to=2026-01-01", "from=2026-11-30&to=2026-11-01"):
        assert client.get(f"/review/hours.csv?{span}", headers={"Accept": "text/html"}).status_code == 422
