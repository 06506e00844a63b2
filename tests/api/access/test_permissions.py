"""Who may do what, on which line."""

import pytest

from api.access.permissions import ROLE_PERMISSIONS, Permission, Role, permissions_of
from api.access.users import NewUser, add_token, add_user, revoke_tokens
from tests.api.house import API, HERE, PASSWORD, House

COORDINATOR, DRIVER, REVIEWER, LENDER, ADMIN, TELEPHONE = Role


@pytest.mark.parametrize(
    ("path", "roles"),
    [
        ("/residents", {COORDINATOR, ADMIN}),
        ("/residents/b001/care-note", {COORDINATOR}),
        ("/bookings", {COORDINATOR, ADMIN}),
        ("/days/2026-11-24", {COORDINATOR, ADMIN}),
        ("/tasks", {COORDINATOR, ADMIN}),
        ("/messages?day=2026-11-24", {COORDINATOR, ADMIN}),
        ("/months/2026-11/hours", {REVIEWER, ADMIN}),
        ("/ridership?from=2026-11-01&to=2026-11-30", {REVIEWER, ADMIN}),
        ("/history", {REVIEWER, ADMIN}),
        ("/windows?from=2026-11-24&to=2026-11-24", {COORDINATOR, LENDER, ADMIN}),
        ("/stops", set(Role) - {TELEPHONE}),
    ],
)
def test_each_role_sees_what_its_work_needs(house: House, path: str, roles: set[Role]) -> None:
    seen = set()
    for role in Role:
        reply = house.as_role(role, driver_id="anna" if role is DRIVER else None).get(HERE + path)
        assert reply.status_code in (200, 403)
        if reply.status_code == 200:
            seen.add(role)
    assert seen == roles


def test_each_role_has_a_row_and_each_permission_somebody() -> None:
    assert set(ROLE_PERMISSIONS) == set(Role)
    assert permissions_of(frozenset(Role)) == frozenset(Permission)
    assert permissions_of(frozenset()) == frozenset()


def test_whoever_has_one_line_does_not_learn_of_others(house: House) -> None:
    client = house.as_role(COORDINATOR, line_id="osdorp")
    reply = client.get(f"{API}/lines/elsewhere/stops")
    assert (reply.status_code, reply.json()["code"]) == (404, "unknown")
    assert [line["id"] for line in client.get(f"{API}/lines").json()["items"]] == ["osdorp"]


def test_whoever_has_all_lines_is_told_which_there_is_not(house: House) -> None:
    reply = house.as_role(ADMIN, line_id=None).get(f"{API}/lines/elsewhere/stops")
    assert reply.json()["params"] == {"noun": "line", "id": "elsewhere"}


def test_a_revoked_token_is_worth_nothing(house: House) -> None:
    add_user(house.record, NewUser("machine", "Machine", PASSWORD, frozenset({ADMIN})), "test")
    client = house.anybody()
    client.headers["Authorization"] = f"Bearer {add_token(house.record, 'machine', 'scraper', 'test')}"
    assert client.get(f"{API}/session").json()["csrf_token"] == ""
    assert revoke_tokens(house.record, "machine", "scraper", "test") == 1
    assert client.get(f"{API}/session").status_code == 401


def test_nonsense_as_authorization_is_nobody(house: House) -> None:
    for value in ("Bearer", "Bearer x", "Basic YTpi", "bearer  ", "x" * 5000):
        reply = house.anybody().get(f"{API}/session", headers={"Authorization": value})
        assert reply.status_code == 401
        assert reply.headers["www-authenticate"] == "Bearer"
