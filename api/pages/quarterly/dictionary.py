"""The data dictionary: of each column and figure what it is, its unit and how it is computed."""

from dataclasses import dataclass

from api.words import Words

ENTRIES = (
    *("rides", "riders", "requests", "cancellations", "no-shows", "broken", "on-time", "late", "share"),
    *("refusals", "new", "returned", "regular", "lapsed", "times", "boarded", "alighted", "flows"),
    *("activities", "residents", "reached", "reach-share", "drivers", "hours", "hidden", "withheld"),
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One word of the report."""

    name: str
    unit: str
    how: str


def dictionary(words: Words) -> list[Entry]:
    """Return all entries, in the order of the report."""
    return [
        Entry(words(f"quarter-{key}"), words(f"quarter-unit-{key}"), words(f"quarter-how-{key}"))
        for key in ENTRIES
    ]
