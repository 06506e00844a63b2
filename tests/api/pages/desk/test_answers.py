"""Offers as they are shown: by time, with the best pair chosen that can be ridden one after the other."""

from types import SimpleNamespace

from api.pages.desk.answers import offers_view
from api.pages.desk.views import OffersView
from api.words import Times, words_in
from busline.feed.messages import LegAnswer, Offers
from busline.nouns import LegName, Offer, Promise
from tests.api.house import at

ROUTES = {LegName.OUT: ("Huis", "Markt"), LegName.BACK: ("Markt", "Huis")}


def _offer(leg: LegName, begins: str, ends: str, by: str) -> Offer:
    return Offer(
        id=f"{leg} {begins}",
        request_id="r",
        leg=leg,
        promise=Promise(pickup_from=at(begins), pickup_to=at(ends), dropoff_by=at(by)),
        van_id="v",
        duty_id="d",
        driver_known=True,
        held=True,
        expires_at=at("08:03"),
        expected_pickup=at(begins),
        expected_dropoff=at(by),
    )


def _shown(*legs: LegAnswer) -> OffersView:
    frame = SimpleNamespace(times=Times(), words=words_in("nl"))
    view = offers_view(frame, Offers(request_id="r", legs=legs), ROUTES, {})  # type: ignore[arg-type]
    assert isinstance(view, OffersView)
    return view


OUT = LegAnswer(
    leg=LegName.OUT,
    offers=(
        _offer(LegName.OUT, "10:15", "10:25", "10:45"),
        _offer(LegName.OUT, "10:00", "10:10", "10:30"),
    ),
)
BACK = LegAnswer(
    leg=LegName.BACK,
    offers=(
        _offer(LegName.BACK, "10:40", "10:50", "11:10"),
        _offer(LegName.BACK, "10:55", "11:05", "11:25"),
        _offer(LegName.BACK, "10:30", "10:40", "11:00"),
    ),
)


def test_offers_stand_in_the_order_of_the_clock_under_rising_keys() -> None:
    out, back = _shown(OUT, BACK).legs
    assert [(offer.key, offer.id) for offer in out.offers] == [("1", "out 10:00"), ("2", "out 10:15")]
    assert [offer.id for offer in back.offers] == ["back 10:30", "back 10:40", "back 10:55"]
    assert [offer.key for offer in back.offers] == ["5", "6", "7"]


def test_the_best_way_out_is_chosen_and_the_best_way_back_that_begins_after_it() -> None:
    out, back = _shown(OUT, BACK).legs
    assert [offer.id for offer in out.offers if offer.chosen and offer.focus] == ["out 10:15"]
    # The best one at 10:40 begins before the van is there, which is 10:45 at the latest.
    assert [offer.id for offer in back.offers if offer.chosen] == ["back 10:55"]


def test_where_no_way_back_fits_the_best_is_chosen_all_the_same() -> None:
    early = LegAnswer(leg=LegName.BACK, offers=BACK.offers[2:])
    _, back = _shown(OUT, early).legs
    assert [offer.id for offer in back.offers if offer.chosen] == ["back 10:30"]
