"""Bad input of every kind gets a clear problem, and nothing is half done."""

from collections.abc import Iterator

import pytest

from api.access.permissions import Role
from api.problems import STATUS_OF_KIND
from busline.errors import ErrorKind
from tests.api.house import API, HERE, House, key

RESIDENTS = f"{HERE}/residents"


def test_each_kind_of_error_has_a_status() -> None:
    assert set(STATUS_OF_KIND) == set(ErrorKind)


def test_a_problem_says_what_where_and_in_which_form(house: House) -> None:
    client = house.as_role(Role.COORDINATOR)
    body = {"name": "A", "home_stop_id": "wc-botteskerk", "companions": 9, "hobby": "chess"}
    reply = client.post(RESIDENTS, json=body, headers=key())
    assert reply.headers["content-type"] == "application/problem+json"
    problem = reply.json()
    assert {fault["where"] for fault in problem["faults"]} == {"companions", "hobby"}
    assert (problem["status"], problem["title"], problem["instance"]) == (
        422,
        "Unprocessable Entity",
        RESIDENTS,
    )
    assert problem["type"] == "urn:busline:problem:invalid-input"


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/nowhere", 404, "not-found"),
        ("PUT", f"{API}/session", 405, "method-not-allowed"),
        ("GET", f"{HERE}/residents/nobody", 404, "unknown"),
        ("GET", f"{HERE}/days/2026-13-01", 422, "invalid-input"),
        ("GET", f"{HERE}/months/2026-13/hours", 422, "invalid-input"),
        ("GET", f"{HERE}/residents?limit=0", 422, "invalid-input"),
        ("GET", f"{HERE}/residents?q=a%00b", 422, "zero-character"),
        ("GET", f"{HERE}/stops?cursor=nonsense", 422, "invalid-input"),
        ("GET", f"{HERE}/bookings?cursor=WzEsMiwzXQ", 422, "invalid-input"),
        ("GET", f"{HERE}/ridership?from=2026-11-30&to=2026-11-01", 422, "span-too-long"),
        ("GET", f"{HERE}/ridership?from=2020-01-01&to=2026-11-01", 422, "span-too-long"),
    ],
)
def test_each_mistake_has_its_code(house: House, method: str, path: str, status: int, code: str) -> None:
    client = house.as_role(Role.ADMIN, line_id=None)
    reply = client.request(method, path)
    assert (reply.status_code, reply.json()["code"]) == (status, code)


def test_a_parameter_that_the_address_does_not_take_is_named_beside_those_it_takes(house: House) -> None:
    client = house.as_role(Role.COORDINATOR)
    reply = client.get(f"{HERE}/waiting?day=2026-11-24&stat=offered&stat=waiting")
    (fault,) = reply.json()["faults"]
    assert (reply.status_code, fault["where"]) == (422, "query.stat")
    assert fault["message"].endswith("There are: cursor, day, limit, state.")
    assert client.get(f"{HERE}/waiting?day=2026-11-24&state=offered&state=waiting").status_code == 200
    assert client.get(f"{API}/session?x").json()["faults"][0]["message"].endswith("There are none.")


def test_thousands_of_unknown_parameters_get_a_short_answer(house: House) -> None:
    reply = house.anybody().get(f"{API}/session?{'&'.join(map(str, range(10_000)))}")
    assert (reply.status_code, len(reply.json()["faults"])) == (422, 10)


def test_json_that_breaks_off_is_a_fault_in_the_body(house: House) -> None:
    client = house.as_role(Role.COORDINATOR)
    headers = key() | {"Content-Type": "application/json"}
    reply = client.post(RESIDENTS, content=b'{"name": ', headers=headers)
    assert (reply.status_code, reply.json()["code"]) == (422, "invalid-input")


def test_a_zero_character_or_half_a_letter_is_refused(house: House) -> None:
    client = house.as_role(Role.COORDINATOR)
    headers = key() | {"Content-Type": "application/json"}
    for name in (rb"a\u0000b", rb"a\ud800b"):
        body = b'{"name": "' + name + b'", "home_stop_id": "wc-botteskerk"}'
        assert client.post(RESIDENTS, content=body, headers=headers).status_code == 422


def test_a_body_of_five_megabytes_is_refused_whether_or_not_it_says_so(house: House) -> None:
    client = house.as_role(Role.COORDINATOR)
    headers = key() | {"Content-Type": "application/json"}

    def chunks() -> Iterator[bytes]:
        for _ in range(50):
            yield b" " * 100_000

    for content in (b" " * 5_000_000, chunks()):
        reply = client.post(RESIDENTS, content=content, headers=headers)
        assert (reply.status_code, reply.json()["code"]) == (413, "too-large")


def test_every_answer_carries_the_guarding_headers(house: House) -> None:
    for path in ("/nowhere", f"{API}/session", "/health/live"):
        headers = house.anybody().get(path).headers
        assert "default-src 'self'" in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cache-control"] == "no-store"


def test_a_request_has_an_id_of_its_own_or_the_proxys(house: House) -> None:
    client = house.anybody()
    assert (
        client.get("/health/live", headers={"X-Request-ID": "abcdef-123"}).headers["x-request-id"]
        == "abcdef-123"
    )
    made = client.get("/health/live", headers={"X-Request-ID": "bad\tone"}).headers["x-request-id"]
    assert len(made) == 32


def test_a_fault_of_ours_tells_nothing_of_its_inside(house: House) -> None:
    house.record.engine.dispose()
    with house.record.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE stops RENAME COLUMN street TO road")
    reply = house.as_role(Role.COORDINATOR).get(f"{HERE}/stops")
    assert reply.status_code in (500, 503)
    assert "road" not in reply.text
    assert "street" not in reply.text
    assert "content-security-policy" in reply.headers


@pytest.mark.parametrize(
    "moment", ["0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "2026-11-24T10:00:00", "soon"]
)
def test_an_instant_that_nobody_means_is_refused(house: House, moment: str) -> None:
    client = house.as_role(*Role, driver_id="anna")
    leg = {"from_stop": "wc-botteskerk", "to_stop": "osdorpplein", "wanted_at": moment}
    event = {"id": "0" * 32, "duty_id": "example-duty", "kind": "clock_in", "happened_at": moment}
    for path, body in (
        ("requests", {"resident_id": "b001", "legs": [leg]}),
        ("driver/events", {"events": [event]}),
        ("drivers/anna/absences", {"starts_at": moment, "ends_at": moment}),
    ):
        reply = client.post(f"{HERE}/{path}", json=body, headers=key())
        assert (reply.status_code, reply.json()["code"]) == (422, "invalid-input")
