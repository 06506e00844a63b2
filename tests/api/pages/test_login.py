"""Coming in by the page, and being sent where one's work is."""

import re
from html import escape
from urllib.parse import parse_qs, urlsplit

import pytest

from api.access.permissions import Role
from api.pages.login import own_path
from tests.api.house import PASSWORD, House, add_user
from tests.api.pages.forms import HTMX, log_in_as

PAGES = {
    "/desk": {Role.COORDINATOR, Role.ADMIN},
    "/board": {Role.COORDINATOR, Role.ADMIN},
    "/tasks": {Role.COORDINATOR, Role.ADMIN},
    "/drive": {Role.DRIVER},
    "/review": {Role.REVIEWER, Role.ADMIN},
    "/review/month": {Role.REVIEWER, Role.ADMIN},
    "/review/hours.csv?from=2026-11-01&to=2026-11-30": {Role.REVIEWER, Role.ADMIN},
    "/review/riders.csv?from=2026-11-01&to=2026-11-30": {Role.REVIEWER, Role.ADMIN},
    "/lend": {Role.LENDER, Role.ADMIN},
}


@pytest.mark.parametrize("role", list(Role))
def test_each_page_is_for_those_whose_work_it_is(house: House, role: Role) -> None:
    client = house.as_role(role, driver_id="anna" if role is Role.DRIVER else None)
    for path, roles in PAGES.items():
        reply = client.get(path, headers={"Accept": "text/html"})
        assert reply.status_code == (200 if role in roles else 403), (path, reply.text[:300])
        if role not in roles:
            assert "Dit mag u niet doen" in reply.text


def test_nobody_is_led_to_the_login_and_back(house: House) -> None:
    add_user(house.record, "corrie", Role.COORDINATOR)
    client = house.anybody()
    away = client.get("/board", headers={"Accept": "text/html"}, follow_redirects=False)
    assert (away.status_code, away.headers["location"]) == (303, "/login?next=/board")
    back = client.post(
        "/login", data={"login": "corrie", "password": PASSWORD, "next": "/board"}, follow_redirects=False
    )
    assert (back.status_code, back.headers["location"]) == (303, "/board")
    assert client.get("/board").status_code == 200


def test_the_login_and_the_language_lead_back_to_what_was_asked(house: House) -> None:
    asked = "/board?day=2026-11-25&duty=example-duty"
    html = {"Accept": "text/html"}
    away = house.anybody().get(asked, headers=html, follow_redirects=False)
    assert parse_qs(urlsplit(away.headers["location"]).query) == {"next": [asked]}
    page = house.as_role(Role.COORDINATOR).get(asked, headers=html).text
    assert f'name="next" value="{escape(asked)}"' in page


def test_a_part_of_a_page_tells_that_the_session_is_over(house: House) -> None:
    reply = house.anybody().get("/desk/day", headers=HTMX)
    assert (reply.status_code, reply.headers["hx-trigger"]) == (401, "session-over")


def test_a_wrong_password_is_told_and_the_name_stays(house: House) -> None:
    add_user(house.record, "corrie", Role.COORDINATOR)
    reply = house.anybody().post("/login", data={"login": "corrie", "password": "wrong"})
    assert reply.status_code == 401
    assert "horen niet bij elkaar" in reply.text
    assert 'value="corrie"' in reply.text
    assert "set-cookie" not in reply.headers


def test_each_role_begins_where_its_work_is(house: House) -> None:
    for role, path in (
        (Role.COORDINATOR, "/desk"),
        (Role.DRIVER, "/drive"),
        (Role.REVIEWER, "/review"),
        (Role.LENDER, "/lend"),
    ):
        reply = house.as_role(role, driver_id="anna").get("/", follow_redirects=False)
        assert reply.headers["location"] == path


def test_logging_out_needs_the_pages_token_and_ends_the_session(house: House) -> None:
    add_user(house.record, "corrie", Role.COORDINATOR)
    client = log_in_as(house.anybody(), "corrie")
    assert client.post("/logout", follow_redirects=False).status_code == 403
    found = re.search(r'name="csrf_token" value="([^"]+)"', client.get("/desk").text)
    assert found
    client.post("/logout", data={"csrf_token": found[1]})
    away = client.get("/desk", headers={"Accept": "text/html"}, follow_redirects=False)
    assert away.headers["location"].startswith("/login")


def test_the_language_is_chosen_on_every_page_and_kept(house: House) -> None:
    client = house.as_role(Role.COORDINATOR)
    assert "Wie belt er?" in client.get("/desk").text
    client.post("/language", data={"language": "en", "next": "/desk"})
    page = client.get("/desk").text
    assert "Who is calling?" in page
    assert '<html lang="en"' in page
    client.post("/language", data={"language": "xx", "next": "/desk"})
    assert "Who is calling?" in client.get("/desk").text


@pytest.mark.parametrize(
    "address",
    ["https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere.example", "elsewhere", "", "/a\\b"],
)
def test_a_login_never_leads_to_another_site(address: str) -> None:
    assert own_path(address) == "/"


def test_a_login_leads_back_to_a_path_with_its_query() -> None:
    assert own_path("/board?day=2026-11-24") == "/board?day=2026-11-24"


def test_no_page_may_be_kept_or_framed_or_run_what_is_not_ours(house: House) -> None:
    reply = house.as_role(Role.COORDINATOR).get("/desk")
    assert reply.headers["cache-control"] == "no-store"
    assert "default-src 'self'" in reply.headers["content-security-policy"]
    assert "unsafe-inline" not in reply.headers["content-security-policy"]
    assert reply.headers["x-frame-options"] == "DENY"
