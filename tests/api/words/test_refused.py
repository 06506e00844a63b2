"""Refusals in words, as they are read to the caller."""

import pytest

from api.words import LANGUAGES, Times, refusal_sentences, words_in
from busline.feed.messages import LegAnswer
from busline.nouns import LegName, RefusalReason, Shortage
from tests.api.dispatching import near, refused

VANS = {"van-1": "Busje 1", "van-2": "Busje 2"}


def said(answer: LegAnswer, language: str = "nl") -> str:
    return " ".join(refusal_sentences(words_in(language), Times(language), answer, VANS))


def test_a_refusal_names_what_is_missing_when_and_the_first_time_that_works() -> None:
    answer = refused(RefusalReason.FULL, Shortage.WHEELCHAIR_PLACES, near("09:30"), near("11:25"))
    assert said(answer) == (
        "Op dinsdag 24 november kunnen we u niet ophalen tussen 10:00 en 11:20. "
        "Geen busje heeft dan een rolstoelplaats vrij. "
        "Daarna kan het voor het eerst om 11:25, met Busje 2."
    )
    assert said(answer, "en") == (
        "On Tuesday 24 November we can’t pick you up between 10:00 and 11:20. "
        "No van has a wheelchair place free then. "
        "The first time after that is 11:25, with Busje 2."
    )


def test_where_no_later_time_works_the_earlier_ones_are_not_hidden() -> None:
    earlier = refused(RefusalReason.NO_WINDOW, Shortage.VAN, near("09:30"))
    assert said(earlier).endswith("Er rijdt dan geen busje van de lijn. Later op deze dag kan het niet meer.")
    never = refused(RefusalReason.NO_PLACE_KIND, Shortage.SEATS, seats=3, wheelchairs=0)
    assert said(never).endswith(
        "Er rijdt dan geen busje met 3 zitplaatsen. Op deze dag kan het ook op geen andere tijd."
    )


def test_one_time_that_was_tried_is_no_span() -> None:
    answer = refused(RefusalReason.FULL, Shortage.TIME, span=("10:00", "10:00"))
    assert said(answer).startswith("Op dinsdag 24 november kunnen we u niet ophalen om 10:00. De busjes")


def test_a_ride_that_was_asked_for_too_late_hears_from_when_on_it_works() -> None:
    answer = refused(RefusalReason.FULL, Shortage.NOTICE, near("10:15"), span=("10:15", "10:15"))
    assert said(answer) == (
        "Op dinsdag 24 november kunnen we u niet eerder ophalen dan 10:15. "
        "De eerste tijd die wel kan, is 10:15, met Busje 2."
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("reason", [RefusalReason.NO_PLACE_KIND, RefusalReason.FULL])
@pytest.mark.parametrize("shortage", Shortage)
@pytest.mark.parametrize("count", [1, 2])
def test_every_shortage_has_its_sentence(
    language: str, reason: RefusalReason, shortage: Shortage, count: int
) -> None:
    sentence = said(refused(reason, shortage, near("11:25"), seats=count, wheelchairs=count), language)
    assert "11:25" in sentence
    assert "_" not in sentence


def test_an_answer_that_was_kept_without_its_explanation_still_says_why() -> None:
    old = LegAnswer(leg=LegName.OUT, refusal=RefusalReason.FULL)
    assert said(old) == "De busjes zitten dan vol."
    assert said(LegAnswer(leg=LegName.OUT)) == ""
