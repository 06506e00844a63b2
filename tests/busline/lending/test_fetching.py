"""Calendars from servers that are right, slow, away, and not what they seem."""

import time

import pytest

from busline.lending.fetching import CalendarNotFetched, Fetched, FetchLimits, fetch_calendar
from tests.local_server import Answer, Asked, serving, unused_address

HERE = frozenset({"127.0.0.1", "localhost"})
LIMITS = FetchLimits(connect_s=1.0, whole_s=1.0, most_bytes=1000, redirects=2, private_hosts=HERE)
MORNING = "Tue, 24 Nov 2026 07:00:00 GMT"
CALENDAR = b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"


def code_of(url: str, limits: FetchLimits = LIMITS) -> str:
    with pytest.raises(CalendarNotFetched) as wrong:
        fetch_calendar(url, limits)
    return wrong.value.code


def test_what_has_not_changed_is_not_sent_again() -> None:
    def answer(asked: Asked) -> Answer:
        if asked.headers.get("If-None-Match") == '"one"':
            return Answer(status=304, raw=b"")
        return Answer(
            raw=CALENDAR, headers={"ETag": '"one"', "Last-Modified": "Tue, 24 Nov 2026 07:00:00 GMT"}
        )

    with serving(answer) as server:
        first = fetch_calendar(server.url, LIMITS)
        again = fetch_calendar(server.url, LIMITS, first.etag, first.last_modified)
    assert first == Fetched(CALENDAR, '"one"', MORNING)
    assert again == Fetched(None)
    assert server.asked[1].headers["If-Modified-Since"] == first.last_modified
    assert server.asked[0].headers["Host"] == server.url.removeprefix("http://")


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (Answer(never=True), "calendar-slow"),
        (Answer(drip=True), "calendar-slow"),
        (Answer(status=500), "calendar-refused"),
        (Answer(status=404), "calendar-refused"),
        (Answer(raw=b"x" * 1001), "calendar-too-large"),
        (Answer(raw=CALENDAR, cut=True), "calendar-away"),
        (Answer(status=302, raw=b"", headers={"Location": "/again"}), "calendar-refused"),
        (Answer(status=302, raw=b"", headers={"Location": "file:///etc/passwd"}), "calendar-address"),
        (Answer(status=302, raw=b"", headers={"Location": "http://127.0.0.2/"}), "calendar-private"),
    ],
)
def test_a_server_that_does_not_give_a_calendar(answer: Answer, code: str) -> None:
    begun = time.monotonic()
    with serving(lambda _: answer) as server:
        assert code_of(server.url) == code
        assert time.monotonic() - begun < 10


def test_nobody_there() -> None:
    assert code_of(unused_address()) == "calendar-away"
    assert code_of("https://no-such-host.invalid/c.ics") == "calendar-away"


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "localhost",
        "10.0.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "[::1]",
        "[::ffff:10.0.0.1]",
        "0.0.0.0",
    ],
)
def test_an_address_in_a_private_network_is_not_asked(host: str) -> None:
    assert code_of(f"http://{host}:1/c.ics", FetchLimits(whole_s=1)) == "calendar-private"


@pytest.mark.parametrize(
    "address", ["", "calendar.ics", "ftp://example.org/c.ics", "file:///etc/passwd", "http://"]
)
def test_only_web_addresses_are_fetched(address: str) -> None:
    assert code_of(address) == "calendar-address"


def test_a_redirect_is_followed_and_keeps_its_marks() -> None:
    def answer(asked: Asked) -> Answer:
        if asked.path == "/old":
            return Answer(status=301, raw=b"", headers={"Location": "/new?k=1"})
        return Answer(raw=CALENDAR)

    with serving(answer) as server:
        assert fetch_calendar(f"{server.url}/old", LIMITS, '"e"').data == CALENDAR
    assert (server.asked[1].path, server.asked[1].query) == ("/new", {"k": "1"})
