"""Everything a page says, in Dutch and English, and times as people say them."""

from api.words.explained import explanation_sentences, verdict, why_here
from api.words.other_ways import other_ways_sentence
from api.words.refused import refusal_sentences
from api.words.standing import Habit, habit_sentence, listed
from api.words.times import Times
from api.words.told import RideTold, Said, message_in_words
from api.words.words import LANGUAGES, Words, words_in

__all__ = [
    "LANGUAGES",
    "Habit",
    "RideTold",
    "Said",
    "Times",
    "Words",
    "explanation_sentences",
    "habit_sentence",
    "listed",
    "message_in_words",
    "other_ways_sentence",
    "refusal_sentences",
    "verdict",
    "why_here",
    "words_in",
]
