"""What residents are told: short, without dear characters, and no more than they need."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from api.words import LANGUAGES, RideTold, Times, message_in_words, words_in
from busline.nouns import RESIDENT_KINDS, MessageKind
from busline.record.engine import Record
from busline.record.tables import Stop

# A text message of these letters holds 160 of them, each further part 153; any other letter: 70 and 67.
GSM = set(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§"
    "¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
TWO_PARTS = 306
PICKUP = datetime(2026, 11, 25, 9, 5, tzinfo=UTC)


def said(kind: MessageKind, language: str, stop: str, phone: str = "+31205550100") -> str:
    ride = RideTold("Osdorppleinlijn", phone, PICKUP, PICKUP + timedelta(minutes=10), stop)
    return message_in_words(words_in(language), Times(language), kind, ride).text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", RESIDENT_KINDS)
def test_each_fits_two_text_messages_with_every_stop_of_the_line(
    osdorp: Record, kind: MessageKind, language: str
) -> None:
    with osdorp.read() as session:
        stops = session.scalars(select(Stop.name)).all()
    for stop in stops:
        text = said(kind, language, stop)
        assert set(text) <= GSM, set(text) - GSM
        assert len(text) <= TWO_PARTS


def test_in_the_evening_it_says_how_to_give_the_seat_to_another() -> None:
    assert said(MessageKind.REMINDER, "nl", "De Meervaart") == (
        "Osdorppleinlijn: op woensdag 25 november tussen 10:05 en 10:15 halen wij u op bij De Meervaart. "
        "Rijdt u niet mee? Bel 020 555 0100, dan kan iemand anders mee."
    )
    assert said(MessageKind.REMINDER, "en", "De Meervaart") == (
        "Osdorppleinlijn: on Wednesday 25 November between 10:05 and 10:15 we pick you up at De Meervaart. "
        "Not coming along? Call 020 555 0100, and somebody else can have your seat."
    )


def test_a_line_without_a_number_names_none() -> None:
    assert "Bel" not in said(MessageKind.CANCELLATION, "nl", "De Meervaart", phone="")


def test_the_call_ahead_says_when_the_van_is_expected_now() -> None:
    ride = RideTold("L", "", PICKUP, PICKUP, "De Meervaart", expected_at=PICKUP + timedelta(minutes=7))
    text = message_in_words(words_in("nl"), Times("nl"), MessageKind.CALL_AHEAD, ride).text
    assert text == "L: het busje is om 10:12 bij De Meervaart. Komt u naar buiten?"


def test_who_speaks_another_language_is_told_in_dutch() -> None:
    ride = RideTold("L", "", PICKUP, PICKUP, "De Meervaart")
    assert message_in_words(words_in("tr"), Times("tr"), MessageKind.CANCELLATION, ride).language == "nl"
