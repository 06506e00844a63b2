"""Geocoders that answer rightly, wrongly, slowly and not at all."""

from collections.abc import Callable

import pytest

from busline.addresses.geocoder import Found, Geocoder, GeocoderAway, GeocoderWrong
from busline.addresses.nominatim import Nominatim
from busline.addresses.pace import Pace
from busline.addresses.pdok import Pdok
from busline.json_server import Patience
from busline.travel import Point
from tests.local_server import Answer, serving, unused_address

QUICK = Patience(connect_s=5, answer_s=10, tries=1)
HASTY = Patience(connect_s=5, answer_s=0.3, tries=1)

PDOK_ANSWER = {
    "response": {
        "numFound": 2,
        "start": 0,
        "maxScore": 12.3,
        "docs": [
            {
                "type": "adres",
                "weergavenaam": "Osdorpplein 1000, 1068TG Amsterdam",
                "centroide_ll": "POINT(4.80672108 52.35781032)",
            },
            {"type": "weg", "weergavenaam": "Osdorpplein, Amsterdam", "centroide_ll": "POINT(4.805 52.359)"},
        ],
    }
}
NOMINATIM_ANSWER = [
    {
        "place_id": 1,
        "lat": "52.3578103",
        "lon": "4.8067211",
        "display_name": "1000, Osdorpplein, Amsterdam",
        "class": "place",
        "type": "house",
    }
]


def pdok(url: str, patience: Patience) -> Geocoder:
    """Return PDOK at another address."""
    return Pdok(url, patience)


def nominatim(url: str, patience: Patience) -> Geocoder:
    """Return Nominatim at another address, in no hurry to be polite."""
    return Nominatim(url, Pace(0), patience)


Make = Callable[[str, Patience], Geocoder]
both = pytest.mark.parametrize("make", [pdok, nominatim])


def test_pdok_finds() -> None:
    with serving(lambda _: Answer(PDOK_ANSWER)) as local:
        found = pdok(local.url, QUICK).find("Osdorpplein 1000 Amsterdam", None)
    assert found == (
        Found("Osdorpplein 1000, 1068TG Amsterdam", Point(52.35781032, 4.80672108)),
        Found("Osdorpplein, Amsterdam", Point(52.359, 4.805)),
    )
    (asked,) = local.asked
    assert asked.path == "/free"
    assert asked.query["q"] == "Osdorpplein 1000 Amsterdam"
    assert asked.query["fq"] == "type:(adres OR weg OR postcode)"


def test_nominatim_finds_and_says_who_asks() -> None:
    with serving(lambda _: Answer(NOMINATIM_ANSWER)) as local:
        found = nominatim(local.url, QUICK).find("Osdorpplein 1000, Amsterdam", Point(52.36, 4.80))
    assert found == (Found("1000, Osdorpplein, Amsterdam", Point(52.3578103, 4.8067211)),)
    (asked,) = local.asked
    assert asked.path == "/search"
    assert asked.query["q"] == "Osdorpplein 1000, Amsterdam"
    assert asked.query["limit"] == "5"
    assert [float(edge) for edge in asked.query["viewbox"].split(",")] == pytest.approx(
        [4.65, 52.21, 4.95, 52.51]
    )
    assert asked.headers["User-Agent"].startswith("busline")


def test_nominatim_keeps_its_pace() -> None:
    waits: list[float] = []
    times = iter([0.0, 0.0, 0.0, 0.25, 0.25])  # made; asked, let go; asked a quarter later, let go
    with serving(lambda _: Answer([])) as local:
        geocoder = Nominatim(local.url, Pace(1.0, lambda: next(times), waits.append), QUICK)
        geocoder.find("a")
        geocoder.find("b")
    assert waits == [0.75]


def test_a_path_before_nominatim_is_kept() -> None:
    with serving(lambda _: Answer([])) as local:
        assert nominatim(local.url + "/nominatim/", QUICK).find("nowhere", None) == ()
    assert local.asked[0].path == "/nominatim/search"


def test_nothing_found_is_no_error() -> None:
    with serving(lambda _: Answer({"response": {"numFound": 0, "docs": []}})) as local:
        assert pdok(local.url, QUICK).find("nowhere", None) == ()


@both
@pytest.mark.parametrize(
    "answer",
    [
        Answer(raw=b"<html>Not Found</html>", status=404),
        Answer(raw=b"{"),
        Answer({"response": {"docs": [{"weergavenaam": "x", "centroide_ll": "POINT(x y)"}]}}),
        Answer({"response": {"docs": [{"centroide_ll": "POINT(4.8 52.3)"}]}}),
        Answer({"response": {"docs": ["x"]}}),
        Answer({"response": None}),
        Answer({"error": {"code": 400, "message": "Nothing to search for."}}, status=400),
        Answer({"error": "no"}),
        Answer([{"display_name": "x"}]),
        Answer([{"lat": "north", "lon": "4.8", "display_name": "x"}]),
        Answer([{"lat": "52.3", "lon": "4.8"}]),
        Answer(["x"]),
        Answer("x"),
    ],
)
def test_wrong_answers(make: Make, answer: Answer) -> None:
    with serving(lambda _: answer) as local, pytest.raises(GeocoderWrong):
        make(local.url, QUICK).find("Osdorpplein 1", None)


@both
@pytest.mark.parametrize(
    "answer", [Answer(status=503), Answer(status=429), Answer(never=True), Answer(drip=True)]
)
def test_slow_and_busy_geocoders_are_away(make: Make, answer: Answer) -> None:
    with serving(lambda _: answer) as local, pytest.raises(GeocoderAway):
        make(local.url, HASTY).find("Osdorpplein 1", None)
    assert len(local.asked) == 1


@both
def test_no_network(make: Make) -> None:
    with pytest.raises(GeocoderAway, match="can't be reached"):
        make(unused_address(), QUICK).find("Osdorpplein 1", None)
