"""The API's description: its examples work, every operation names who may use it, every write its key."""

from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.routing import APIRoute

from api.access.permissions import Role
from api.app import NOUNS, create_app
from busline.settings import Settings
from tests.api.house import House, key

DESCRIPTION: dict[str, Any] = create_app(Settings(feed_url="redis://127.0.0.1:1")).openapi()
OPERATIONS = [
    (method.upper(), path, operation)
    for path, operations in DESCRIPTION["paths"].items()
    for method, operation in operations.items()
]
PUBLIC = {"log_in", "is_alive", "is_ready", "get_gtfs"}
KEYLESS = {
    *("log_in", "log_out"),  # a session's secret is never kept
    "announce_call",  # nor is a caller's number; the call's own id makes a repeat the same call
}
# The month of the examples is not over, not closed, and its duty is still to be approved.
# The message was held back already.
# The correction was withdrawn, by another.
AFTER_ANOTHER = {
    "close_month": 409,
    "reopen_month": 409,
    "stop_message": 409,
    "approve_correction": 409,
    "decline_correction": 409,
    "withdraw_correction": 403,
    "withdraw_own_correction": 403,
}
ENDLESS = {"follow_line"}  # tested in live/
OTHERWISE = {
    "log_in": 401,  # the example's password is nobody's
    "take_over_windows": 409,  # nor does its mark stand for any changes
}


def bodies(operation: dict[str, Any]) -> Iterator[Any]:
    """Yield every example body of an operation; None where it takes no body."""
    if "requestBody" not in operation:
        yield None
        return
    content = operation["requestBody"]["content"]["application/json"]
    yield from (example["value"] for example in content.get("examples", {}).values())
    if "examples" not in content:
        model = DESCRIPTION["components"]["schemas"][content["schema"]["$ref"].rsplit("/", 1)[1]]
        assert model["examples"], model["title"]
        yield from model["examples"]


def address(path: str, operation: dict[str, Any]) -> tuple[str, dict[str, str]]:
    """Return the path and the query of an operation, filled with their examples."""
    query = {}
    for parameter in operation.get("parameters", []):
        examples = parameter.get("examples") or parameter["schema"].get("examples")
        if parameter["in"] == "path":
            path = path.replace("{" + parameter["name"] + "}", examples[0])
        elif parameter["in"] == "query" and (parameter["required"] or examples):
            query[parameter["name"]] = examples[0]
    return path, query


@pytest.mark.parametrize(
    ("method", "path", "operation"),
    [
        pytest.param(*one, id=one[2]["operationId"])
        for one in OPERATIONS
        if one[2]["operationId"] not in ENDLESS
    ],
)
def test_each_example_works(planned_house: House, method: str, path: str, operation: dict[str, Any]) -> None:
    name = operation["operationId"]
    role = Role.DRIVER if "/driver/" in path else Role.COORDINATOR
    roles = (role,) if role is Role.DRIVER else (Role.COORDINATOR, Role.REVIEWER, Role.LENDER, Role.ADMIN)
    client = planned_house.as_role(*roles, driver_id="anna" if role is Role.DRIVER else None)
    for body in bodies(operation):
        where, query = address(path, operation)
        headers = key() | {"If-Match": '"v1"'}
        reply = client.request(method, where, params=query, json=body, headers=headers)
        expected = AFTER_ANOTHER.get(name) or OTHERWISE.get(name)
        assert str(reply.status_code) in operation["responses"], reply.text
        assert reply.status_code == expected if expected else reply.is_success, reply.text


@pytest.mark.parametrize("operation", [pytest.param(o, id=o["operationId"]) for _, _, o in OPERATIONS])
def test_each_operation_has_a_tag_and_a_sentence(operation: dict[str, Any]) -> None:
    assert operation["tags"]
    assert operation["description"]


def test_each_write_takes_an_idempotency_key() -> None:
    without = set()
    for method, _, operation in OPERATIONS:
        names = {p["name"] for p in operation.get("parameters", []) if p["required"]}
        if method != "GET" and "Idempotency-Key" not in names:
            without.add(operation["operationId"])
    assert without == KEYLESS


def test_each_edit_takes_the_etag() -> None:
    without = {
        operation["operationId"]
        for method, _, operation in OPERATIONS
        if method in {"PATCH", "PUT"}
        and not any(p["name"] == "If-Match" and p["required"] for p in operation["parameters"])
    }
    assert without == set()


def test_each_route_names_its_permission() -> None:
    routes = [route for module in NOUNS for route in module.router.routes if isinstance(route, APIRoute)]
    without = {
        route.operation_id
        for route in routes
        if not any(hasattr(one.call, "permission") for one in route.dependant.dependencies)
    }
    # Whoever is logged in may see who they are, and go.
    assert without == {"log_in", "log_out", "who_am_i"}


def test_the_description_is_served(house: House) -> None:
    assert house.anybody().get("/api/v1/openapi.json").json()["paths"].keys() == DESCRIPTION["paths"].keys()
