"""Forms as a browser sends them."""

from fastapi.testclient import TestClient

from busline.record.tables.base import new_id
from tests.api.house import PASSWORD

HTMX = {"HX-Request": "true"}


def ride(**changes: str) -> dict[str, str]:
    """Return the desk's form for Truus to the library and back, with `changes`."""
    form = {
        "idempotency_key": new_id(),
        "resident_id": "b001",
        "from_stop": "wc-botteskerk",
        "from_stop_text": "Wooncomplex Botteskerksingel",
        "to_stop": "bibliotheek",
        "to_stop_text": "Bibliotheek Osdorp",
        "day": "morgen",
        "time": "1030",
        "mode": "arrive_by",
        "back": "11:30",
        "aid": "walker",
        "companions": "0",
    }
    return form | changes


def log_in_as(client: TestClient, login: str) -> TestClient:
    """Log in on the page; the client keeps the cookie."""
    reply = client.post(
        "/login", data={"login": login, "password": PASSWORD, "next": "/"}, follow_redirects=False
    )
    assert reply.status_code == 303, reply.text
    return client
