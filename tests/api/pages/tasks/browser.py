"""Browsers in which coordinators have logged in."""

import re

from fastapi.testclient import TestClient

from tests.api.house import House, Role, add_user
from tests.api.pages.forms import log_in_as


def coordinator(house: House, login: str = "corrie") -> TestClient:
    """Return a browser in which a coordinator has logged in."""
    add_user(house.record, login, Role.COORDINATOR)
    return log_in_as(house.anybody(), login)


def token_of(client: TestClient) -> str:
    """Return the token that every form of this browser carries."""
    found = re.search(r'name="csrf_token" value="([^"]+)"', client.get("/desk").text)
    assert found
    return found[1]
