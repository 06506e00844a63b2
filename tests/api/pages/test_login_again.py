"""A session that ended begins anew where one is."""

import json

from api.access.permissions import Role
from tests.api.house import PASSWORD, House, add_user
from tests.api.pages.forms import HTMX

AGAIN = "/login/again"


def test_a_page_hears_the_token_of_the_new_session(house: House) -> None:
    add_user(house.record, "corrie", Role.COORDINATOR)
    client = house.anybody()
    reply = client.post(AGAIN, data={"login": "corrie", "password": PASSWORD}, headers=HTMX)
    assert (reply.status_code, reply.text) == (200, "")
    token = json.loads(reply.headers["hx-trigger"])["session-again"]["csrf"]
    assert client.get("/desk").status_code == 200
    assert f'name="csrf_token" value="{token}"' in client.get("/desk").text


def test_a_wrong_password_is_said_and_is_no_ended_session(house: House) -> None:
    add_user(house.record, "corrie", Role.COORDINATOR)
    client = house.anybody()
    reply = client.post(AGAIN, data={"login": "corrie", "password": "guess"}, headers=HTMX)
    assert reply.status_code == 422
    assert "horen niet bij elkaar" in reply.text
    assert "hx-trigger" not in reply.headers
    assert not client.cookies


def test_who_guesses_is_stopped_here_too(house: House) -> None:
    add_user(house.record, "corrie", Role.COORDINATOR)
    client = house.anybody()
    tries = [
        client.post(AGAIN, data={"login": "corrie", "password": "guess"}, headers=HTMX) for _ in range(30)
    ]
    assert tries[-1].status_code == 429
    assert "te vaak" in tries[-1].text


def test_another_site_can_not_log_anybody_in(house: House) -> None:
    add_user(house.record, "corrie", Role.COORDINATOR)
    headers = HTMX | {"Sec-Fetch-Site": "cross-site"}
    data = {"login": "corrie", "password": PASSWORD}
    assert house.anybody().post(AGAIN, data=data, headers=headers).status_code == 403
