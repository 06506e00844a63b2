"""An address is looked up once, kept, and never waited for long."""

import time

import pytest
from sqlalchemy import select

from api.residents.addresses import Lookup, look_up_address
from busline.record.engine import Record
from busline.record.tables import KnownAddress
from busline.settings import Settings
from tests.local_server import Answer, unused_address
from tests.register import register


def settings(url: str, timeout_s: float = 2.0) -> Settings:
    return Settings(address_url=url, address_timeout_s=timeout_s)


def known(record: Record) -> list[tuple[str, str, str, str, str]]:
    with record.read() as session:
        rows = session.scalars(select(KnownAddress)).all()
    return [(row.postcode, row.house_number, row.street, row.town, row.source) for row in rows]


def test_what_was_found_is_kept_and_asked_for_no_more(record: Record) -> None:
    with register() as server:
        first = look_up_address(record, settings(server.url), "corrie", "1068 el", "16")
        again = look_up_address(record, settings(server.url), "bea", "1068EL", " 16 ")
    offline = look_up_address(record, settings(""), "bea", "1068EL", "16")
    assert first.lookup is Lookup.FOUND
    assert first.door is not None
    assert (first.door.street, first.door.town) == ("Osdorpplein", "Amsterdam")
    assert first == again == offline
    assert len(server.asked) == 1
    assert server.asked[0].query["q"] == "1068EL 16"  # no name, nothing of whoever lives there
    assert known(record) == [("1068EL", "16", "Osdorpplein", "Amsterdam", "pdok")]


def test_an_addition_that_is_missing_is_asked_for(record: Record) -> None:
    with register() as server:
        bare = look_up_address(record, settings(server.url), "corrie", "1069VK", "12")
        exact = look_up_address(record, settings(server.url), "corrie", "1069VK", "12 h")
    assert (bare.lookup, bare.additions) == (Lookup.OTHER_ADDITIONS, ("12-1", "12-H"))
    assert exact.lookup is Lookup.FOUND
    assert [house_number for _, house_number, *_ in known(record)] == ["12-H"]


def test_a_door_that_does_not_exist_is_not_there_and_not_kept(record: Record) -> None:
    with register() as server:
        answer = look_up_address(record, settings(server.url), "corrie", "1068EL", "999")
    assert (answer.lookup, answer.door) == (Lookup.NOT_THERE, None)
    assert known(record) == []


@pytest.mark.parametrize(
    "answer",
    [
        Answer({"error": "busy"}, status=500),
        Answer({"error": "busy"}, status=503),
        Answer(raw=b"<html>", status=200),
        Answer({"response": {"docs": [{"straatnaam": "x"}]}}),
        Answer({"response": {"docs": [{"straatnaam": "x", "woonplaatsnaam": "y", "huis_nlt": "?"}]}}),
        Answer({"response": {"docs": []}}, cut=True),
    ],
)
def test_a_register_that_answers_wrongly_is_as_good_as_none(sqlite_record: Record, answer: Answer) -> None:
    with register(lambda _: answer) as server:
        found = look_up_address(sqlite_record, settings(server.url), "corrie", "1068EL", "16")
    assert found.lookup is Lookup.NOT_CHECKED
    assert len(server.asked) == 1  # once: the call goes on meanwhile


@pytest.mark.parametrize("slow", [Answer(never=True), Answer(drip=True)])
def test_a_register_that_is_slow_is_given_up_soon(sqlite_record: Record, slow: Answer) -> None:
    begun = time.monotonic()
    with register(lambda _: slow) as server:
        found = look_up_address(sqlite_record, settings(server.url, 0.3), "corrie", "1068EL", "16")
        assert time.monotonic() - begun < 5
    assert found.lookup is Lookup.NOT_CHECKED


def test_without_a_network_nothing_is_checked(sqlite_record: Record) -> None:
    for url in (unused_address(), ""):
        found = look_up_address(sqlite_record, settings(url), "corrie", "1068EL", "16")
        assert found.lookup is Lookup.NOT_CHECKED


def test_what_is_no_postcode_is_not_looked_up(sqlite_record: Record) -> None:
    with register() as server, pytest.raises(ValueError, match="postcode"):
        look_up_address(sqlite_record, settings(server.url), "corrie", "1068", "16")
    assert server.asked == []
