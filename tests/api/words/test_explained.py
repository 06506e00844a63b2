"""Why a ride is on its van, in sentences without ids or names of states."""

import pytest

from api.words import LANGUAGES, Times, explanation_sentences, verdict, words_in
from busline.nouns import Elsewhere, Obstacle, Places, RideExplained, Shortage, Stay

VANS = {f"van-{number}": f"Busje {number}" for number in range(1, 6)}


def said(
    *elsewhere: Elsewhere, language: str = "nl", stay: Stay = Stay.LEAST_VAN_TIME, **more: int
) -> list[str]:
    party = Places(seats=more.pop("seats", 1), wheelchairs=more.pop("wheelchairs", 0))
    ride = RideExplained(booking_id="b", van_id="van-1", stay=stay, party=party, elsewhere=elsewhere, **more)
    return explanation_sentences(words_in(language), Times(language), ride, VANS)


def test_what_moving_costs_is_said_in_minutes() -> None:
    assert said(Elsewhere(van_id="van-2", van_more_s=1790, riders_more_s=-125), van_s=130) == [
        "Busje 1 heeft voor deze rit de minste tijd nodig. Op Busje 1 kost deze rit 2 min.",
        "Met Busje 2 zijn de busjes samen 30 min langer onderweg. "
        "De reizigers zitten dan samen 2 min korter in het busje.",
    ]


def test_what_nobody_notices_is_not_said() -> None:
    same = Elsewhere(van_id="van-2", van_more_s=20, riders_more_s=-20)
    assert said(same, van_s=10, stay=Stay.AS_GOOD) == [
        "Een ander busje kan dit even goed. De rit stond al op Busje 1. "
        "Op Busje 1 kost deze rit zo goed als geen extra tijd.",
        "Met Busje 2 zijn de busjes samen even lang onderweg.",
    ]


def test_vans_with_the_same_obstacle_share_a_sentence() -> None:
    blocked = [
        Elsewhere(van_id="van-2", obstacle=Obstacle.FULL, shortage=Shortage.WHEELCHAIR_PLACES),
        Elsewhere(van_id="van-3", obstacle=Obstacle.NOT_LENT),
        Elsewhere(van_id="van-4", obstacle=Obstacle.NOT_LENT),
        Elsewhere(van_id="van-5", obstacle=Obstacle.NOT_LENT),
    ]
    assert said(*blocked, stay=Stay.ONLY_VAN, seats=0, wheelchairs=1) == [
        "Busje 1 is het enige busje dat deze rit kan rijden.",
        "Busje 2 heeft dan geen rolstoelplaats vrij.",
        "Busje 3, Busje 4 en Busje 5 rijden dan niet voor de lijn.",
    ]


def test_vans_where_it_costs_the_same_share_their_sentences() -> None:
    same = [Elsewhere(van_id=f"van-{n}", van_more_s=590 + n, riders_more_s=0) for n in (2, 3)]
    assert said(*same)[1:] == ["Met Busje 2 of Busje 3 zijn de busjes samen 10\u00a0min langer onderweg."]


def test_of_many_vans_that_would_do_only_the_best_are_named() -> None:
    many = [Elsewhere(van_id=f"van-{n}", van_more_s=600 * n, riders_more_s=0) for n in (2, 3, 4, 5)]
    assert not any("Busje 5" in sentence for sentence in said(*many))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("stay", Stay)
def test_every_reason_has_its_sentence(language: str, stay: Stay) -> None:
    assert len(said(language=language, stay=stay)) == 1


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("count", [1, 2])
@pytest.mark.parametrize(
    ("obstacle", "shortage"),
    [
        (obstacle, shortage)
        for obstacle in Obstacle
        for shortage in (
            (Shortage.SEATS, Shortage.WHEELCHAIR_PLACES, Shortage.PLACES_TOGETHER)
            if obstacle in (Obstacle.FULL, Obstacle.NO_PLACE_KIND)
            else (None,)
        )
    ],
)
def test_every_obstacle_has_its_sentence(
    language: str, count: int, obstacle: Obstacle, shortage: Shortage | None
) -> None:
    blocked = [Elsewhere(van_id=f"van-{n + 2}", obstacle=obstacle, shortage=shortage) for n in range(count)]
    _, sentence = said(*blocked, language=language, seats=count, wheelchairs=count)
    assert sentence.startswith("Busje 2")
    assert "_" not in sentence


def test_a_pin_says_who_made_it() -> None:
    ride = RideExplained(booking_id="b", van_id="van-1", stay=Stay.PINNED, party=Places(seats=1), van_s=120)
    told = explanation_sentences(words_in("nl"), Times("nl"), ride, VANS, "Corrie")
    assert told == ["Deze rit is vastgezet op Busje 1 door Corrie. Op Busje 1 kost deze rit 2\u00a0min."]


@pytest.mark.parametrize(
    ("one", "told"),
    [
        (
            Elsewhere(van_id="van-2", van_more_s=240, riders_more_s=-125),
            "Past. Met Busje 2 zijn de busjes samen 4\u00a0min langer onderweg. "
            "De reizigers zitten dan samen 2\u00a0min korter in het busje.",
        ),
        (
            Elsewhere(van_id="van-2", obstacle=Obstacle.FULL, shortage=Shortage.SEATS),
            "Past niet, want Busje 2 heeft dan geen zitplaats vrij.",
        ),
        (
            Elsewhere(van_id="van-2", obstacle=Obstacle.NOT_LENT),
            "Past niet, want Busje 2 rijdt dan niet voor de lijn.",
        ),
    ],
)
def test_each_other_van_fits_or_says_why_not(one: Elsewhere, told: str) -> None:
    ride = RideExplained(booking_id="b", van_id="van-1", stay=Stay.ONLY_VAN, party=Places(seats=1))
    assert verdict(words_in("nl"), ride, one, "Busje 2") == told
