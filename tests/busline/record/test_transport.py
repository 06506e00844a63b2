"""What else there is for a trip: a tram that stops near both ends, somebody to phone, and not too much."""

import pytest

from busline.nouns import Aid, TransportKind
from busline.record.engine import Record
from busline.record.tables import OtherTransport
from busline.record.transport import MOST, OtherWay, other_ways, ways_among


def halt(name: str, kind: TransportKind, *stops: str) -> OtherTransport:
    return OtherTransport(id=name, name=name, kind=kind, phone="", stops=list(stops), aids=[])


def phoned(name: str, *stops: str) -> OtherTransport:
    return OtherTransport(id=name, name=name, kind=TransportKind.TAXI, phone="1", stops=list(stops), aids=[])


TRAM, BUS, BOTH = TransportKind.TRAM, TransportKind.BUS, TransportKind.TRAM_AND_BUS


@pytest.mark.parametrize(
    ("there", "other", "kind"),
    [(TRAM, TRAM, TRAM), (BOTH, BUS, BUS), (BOTH, BOTH, BOTH), (TRAM, BUS, None)],
)
def test_a_tram_or_bus_helps_where_it_stops_near_both_ends(
    there: TransportKind, other: TransportKind, kind: TransportKind | None
) -> None:
    found = ways_among([halt("A", there, "home"), halt("B", other, "shops")], "home", "shops")
    assert found == ([OtherWay(kind, "A", to_name="B")] if kind else [])


def test_no_tram_where_both_ends_are_near_one_halt_or_only_one_is() -> None:
    assert ways_among([halt("A", TRAM, "home", "shops")], "home", "shops") == []
    assert ways_among([halt("A", TRAM, "home")], "home", "shops") == []


def test_who_is_phoned_may_serve_only_some_stops() -> None:
    rows = [phoned("near", "home"), phoned("far", "shops"), phoned("all")]
    assert [way.name for way in ways_among(rows, "home", "shops")] == ["near", "all"]


def test_a_sentence_names_no_more_than_is_heard() -> None:
    assert len(ways_among([phoned(str(number)) for number in range(9)], "home", "shops")) == MOST


@pytest.mark.parametrize(
    ("aid", "names"),
    [
        (Aid.NONE, ["halte Botteskerksingel", "Rijders van de Buurt"]),
        (Aid.WALKER, ["halte Botteskerksingel", "Rijders van de Buurt", "Zorgtaxi Voorbeeld"]),
        (Aid.WHEELCHAIR, ["Zorgtaxi Voorbeeld"]),
    ],
)
def test_the_example_line_knows_what_suits_whom(osdorp: Record, aid: Aid, names: list[str]) -> None:
    with osdorp.read() as session:
        ways = other_ways(session, "osdorp", "wc-botteskerk", "osdorpplein", aid)
    assert [way.name for way in ways] == names
    assert all(way.to_name == "halte Osdorpplein" for way in ways if not way.phone)
