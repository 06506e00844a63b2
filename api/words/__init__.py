"""Everything a page says, in Dutch and English, and times as people say them."""

from api.words.explained import explanation_sentences, verdict, why_here
from api.words.other_ways import other_ways_sentence
from api.words.refused import refusal_sentences
from api.words.standing import Habit, habit_sentence, listed
from api.words.times import Times
from api.words.told import RideTold, Said, message_in_words
from api.words.told_driver import DutyTold, ManifestTold, duty_off_in_words, manifest_in_words
from api.words.told_duty import (
    RosterTold,
    SwapTold,
    asked_in_words,
    open_in_words,
    roster_in_words,
    swap_answered_in_words,
    swap_asked_in_words,
)
from api.words.words import LANGUAGES, Words, words_in

__all__ = [
    "LANGUAGES",
    "DutyTold",
    "Habit",
    "ManifestTold",
    "RideTold",
    "RosterTold",
    "Said",
    "SwapTold",
    "Times",
    "Words",
    "asked_in_words",
    "duty_off_in_words",
    "explanation_sentences",
    "habit_sentence",
    "listed",
    "manifest_in_words",
    "message_in_words",
    "open_in_words",
    "other_ways_sentence",
    "refusal_sentences",
    "roster_in_words",
    "swap_answered_in_words",
    "swap_asked_in_words",
    "verdict",
    "why_here",
    "words_in",
]
