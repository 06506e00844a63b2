"""What a paper says of a ride."""

from api.words import Words
from busline.nouns import Aid, BookingState

# Rides that no van makes: on no paper.
OFF_THE_RUN = frozenset({BookingState.CANCELLED, BookingState.BROKEN})


def needs_of(words: Words, aid: Aid, companions: int, note: str = "") -> str:
    """Return what somebody rides with, and `note`, as one sentence; empty where a seat is all."""
    needs = [
        words(f"aid-{aid.value}") if aid is not Aid.NONE else "",
        words("companions", count=companions) if companions else "",
        note,
    ]
    return ". ".join(need.rstrip(".") for need in needs if need)
