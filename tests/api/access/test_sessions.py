"""Logging in and out, and what a session is worth."""

from datetime import timedelta
from pathlib import Path

from fastapi.testclient import TestClient
from sqlalchemy import select

from api.access.permissions import Role
from api.access.users import close_user
from busline.clock import VirtualClock
from busline.record.engine import Record
from busline.record.tables import LoginSession
from busline.settings import Settings
from tests.api.house import API, HERE, NOBODY_LISTENS, PASSWORD, House, add_user, key, open_house

SESSION = f"{API}/session"


def log_in(house: House, login: str = "ann", password: str = PASSWORD) -> TestClient:
    client = house.anybody()
    reply = client.post(SESSION, json={"login": login, "password": password})
    assert reply.status_code == 200, reply.text
    client.headers["X-CSRF-Token"] = reply.json()["csrf_token"]
    return client


def test_a_session_is_a_cookie_that_no_script_and_no_other_site_gets(house: House) -> None:
    add_user(house.record, "ann", Role.COORDINATOR)
    reply = house.anybody().post(SESSION, json={"login": " Ann ", "password": PASSWORD})
    cookie = reply.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    assert "secure" not in cookie  # plain http here
    assert reply.json()["roles"] == ["coordinator"]


def test_with_tls_the_cookie_is_secure_and_bound_to_the_host(
    osdorp: Record, clock: VirtualClock, tmp_path: Path
) -> None:
    add_user(osdorp, "ann", Role.COORDINATOR)
    settings = Settings(data_dir=tmp_path, feed_url=NOBODY_LISTENS, public_url="https://bus.example.org")
    with open_house(osdorp, clock, NOBODY_LISTENS, tmp_path, settings) as house:
        reply = house.anybody().post(SESSION, json={"login": "ann", "password": PASSWORD})
    assert reply.headers["set-cookie"].startswith("__Host-busline=")
    assert "Secure" in reply.headers["set-cookie"]
    assert "Strict-Transport-Security" in reply.headers


def test_only_a_hash_of_the_secret_is_kept(house: House) -> None:
    add_user(house.record, "ann", Role.COORDINATOR)
    client = log_in(house)
    with house.record.read() as session:
        kept = session.scalars(select(LoginSession)).one()
    assert kept.token_hash not in client.cookies["busline"]
    assert client.cookies["busline"] not in kept.token_hash


def test_a_session_survives_a_restart(house: House, tmp_path: Path) -> None:
    add_user(house.record, "ann", Role.COORDINATOR)
    cookies = log_in(house).cookies
    with open_house(house.record, house.clock, NOBODY_LISTENS, tmp_path) as again:
        client = again.anybody()
        client.cookies = cookies
        assert client.get(SESSION).json()["login"] == "ann"


def test_a_session_ends_after_its_hours_and_is_forgotten_at_the_next_login(house: House) -> None:
    add_user(house.record, "ann", Role.COORDINATOR)
    client = log_in(house)
    house.clock.advance(timedelta(hours=12))
    assert client.get(SESSION).status_code == 401
    log_in(house)
    with house.record.read() as session:
        assert len(session.scalars(select(LoginSession)).all()) == 1


def test_whoever_logged_out_is_out_even_with_the_old_cookie(house: House) -> None:
    add_user(house.record, "ann", Role.COORDINATOR)
    client = log_in(house)
    secret = client.cookies["busline"]
    assert client.delete(SESSION).status_code == 204
    thief = house.anybody()
    thief.cookies.set("busline", secret)
    assert thief.get(SESSION).status_code == 401


def test_unknown_login_and_wrong_password_sound_the_same(house: House) -> None:
    add_user(house.record, "ann", Role.COORDINATOR)
    replies = [
        house.anybody().post(SESSION, json={"login": login, "password": "something-else"}).json()
        for login in ("ann", "bob")
    ]
    assert replies[0] == replies[1]
    assert replies[0]["code"] == "wrong-password"


def test_after_five_wrong_passwords_the_right_one_has_to_wait(house: House) -> None:
    add_user(house.record, "ann", Role.COORDINATOR)
    client = house.anybody()
    wrong, right = ({"login": "ann", "password": one} for one in ("something-else", PASSWORD))
    codes = [client.post(SESSION, json=wrong).json()["code"] for _ in range(6)]
    assert codes == ["wrong-password"] * 5 + ["too-many-tries"]
    assert client.post(SESSION, json=right).status_code == 429
    house.clock.advance(timedelta(minutes=15))
    assert client.post(SESSION, json=right).status_code == 200


def test_a_login_forgets_the_failures_before_it(house: House) -> None:
    add_user(house.record, "ann", Role.COORDINATOR)
    client = house.anybody()
    for password in ["wrong-one-here"] * 4 + [PASSWORD] + ["wrong-one-here"] * 4 + [PASSWORD]:
        reply = client.post(SESSION, json={"login": "ann", "password": password})
    assert reply.status_code == 200


def test_another_site_can_not_log_a_browser_in(house: House) -> None:
    add_user(house.record, "ann", Role.COORDINATOR)
    body = {"login": "ann", "password": PASSWORD}
    reply = house.anybody().post(SESSION, json=body, headers={"Sec-Fetch-Site": "cross-site"})
    assert reply.json()["code"] == "csrf-failed"


def test_a_write_by_cookie_needs_the_csrf_token(house: House) -> None:
    add_user(house.record, "ann", Role.COORDINATOR)
    client = log_in(house)
    resident = {"name": "Nieuw", "home_stop_id": "wc-botteskerk"}
    for token, status in ((client.headers["X-CSRF-Token"], 201), ("other", 403), ("", 403)):
        reply = client.post(f"{HERE}/residents", json=resident, headers=key() | {"X-CSRF-Token": token})
        assert reply.status_code == status, reply.text


def test_a_closed_user_is_out_at_once(house: House) -> None:
    add_user(house.record, "ann", Role.COORDINATOR)
    client = log_in(house)
    close_user(house.record, "ann", "test")
    assert client.get(SESSION).status_code == 401
    assert house.anybody().post(SESSION, json={"login": "ann", "password": PASSWORD}).status_code == 401
