"""Stored requests in the desk's terms."""

from dataclasses import replace

import pytest
from sqlalchemy import delete, select

from busline.clock import VirtualClock
from busline.errors import UnknownNoun
from busline.nouns import LegName, RequestState, TimeMode
from busline.record.engine import Record
from busline.record.tables import DayChange, HistoryEntry, Request
from dispatcher.desk.stored_requests import keep_offers, requests_to_quote, stored_request
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


def test_a_request_that_is_not_there_is_unknown(small_record: Record, clock: VirtualClock) -> None:
    with small_record.read() as session, pytest.raises(UnknownNoun, match="nobody"):
        stored_request(session, "nobody")
    with small_record.read() as session:
        stored = replace(stored_request(session, ask(small_record, clock)), id="nobody")
    with pytest.raises(UnknownNoun, match="nobody"), small_record.change("dispatcher") as session:
        keep_offers(session, stored, [])


def test_what_a_request_was_answered_is_a_change_like_any_other(
    small_record: Record, clock: VirtualClock
) -> None:
    request_id = ask(small_record, clock)
    seen = []
    for offers in ([{"id": "one"}], [{"id": "two"}], [{"id": "two"}], []):
        with small_record.read() as session:
            stored = stored_request(session, request_id)
        with small_record.change("dispatcher", "an answer") as session:
            session.execute(delete(DayChange))
            keep_offers(session, stored, offers)
        with small_record.read() as session:
            row = session.get_one(Request, request_id)
            last = session.scalars(select(HistoryEntry).order_by(HistoryEntry.seq.desc())).first()
            assert last is not None
            assert session.scalars(select(DayChange.service_date)).all() == [TUESDAY]
            assert (last.who, last.why, last.noun, last.noun_id) == (
                *("dispatcher", "an answer"),
                *("requests", request_id),
            )
        assert row.offers == offers
        seen.append((row.state, last.before, last.after))
    assert seen == [
        ("offered", {"state": "waiting", "offers": []}, {"state": "offered", "offers": [{"id": "one"}]}),
        ("offered", {"offers": [{"id": "one"}]}, {"offers": [{"id": "two"}]}),
        ("offered", {"offers": [{"id": "one"}]}, {"offers": [{"id": "two"}]}),  # the same again: no entry
        ("refused", {"state": "offered", "offers": [{"id": "two"}]}, {"state": "refused", "offers": []}),
    ]
