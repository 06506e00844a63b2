"""Stored requests in the desk's terms."""

import pytest

from busline.clock import VirtualClock
from busline.errors import UnknownNoun
from busline.nouns import LegName, RequestState, TimeMode
from busline.record.engine import Record
from dispatcher.desk.stored_requests import requests_to_quote, stored_request
from tests.dispatcher.desk.small_line import TUESDAY, ask, at


def test_a_request_is_read_with_each_of_its_ways(small_record: Record, clock: VirtualClock) -> None:
    arrive_by = TimeMode.ARRIVE_BY
    request_id = ask(small_record, clock, resident="wim", to_stop="d", mode=arrive_by, back="12:00")
    with small_record.read() as session:
        found = stored_request(session, request_id)
    assert (found.state, found.service_date) == (RequestState.WAITING, TUESDAY)
    assert (found.wish.id, found.wish.wheelchairs) == (request_id, 1)
    ways = {leg.leg: leg for leg in found.wish.legs}
    assert (ways[LegName.OUT].to_stop, ways[LegName.OUT].mode) == ("d", arrive_by)
    assert ways[LegName.BACK].wanted_at == at("12:00").timestamp()


def test_each_of_several_requests_has_its_own_ways(small_record: Record, clock: VirtualClock) -> None:
    first, second = ask(small_record, clock), ask(small_record, clock, from_stop="b", to_stop="c")
    with small_record.read() as session:
        found = requests_to_quote(session, {first, second, "nobody"})
    assert {key: [leg.from_stop for leg in one.legs] for key, one in found.items()} == {
        first: ["a"],
        second: ["b"],
    }


def test_a_request_that_is_not_there_is_unknown(small_record: Record) -> None:
    with small_record.read() as session, pytest.raises(UnknownNoun, match="nobody"):
        stored_request(session, "nobody")
