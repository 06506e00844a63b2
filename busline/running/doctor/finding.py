"""One thing that was checked."""

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any


class State(StrEnum):
    """How a check came out."""

    GOOD = "good"
    LOOK = "look"  # the line works, but somebody should have a look
    WRONG = "wrong"  # the line does not work, or something may get lost


@dataclass(frozen=True, slots=True)
class Finding:
    """What was checked, how it came out, and what to do (empty where nothing is to be done)."""

    about: str
    state: State
    says: str
    to_do: str = ""

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong; something to look at is still ok."""
        return self.state is not State.WRONG

    def as_json(self) -> dict[str, Any]:
        """Return the finding as JSON knows it."""
        return asdict(self)


def good(about: str, says: str) -> Finding:
    """Return a finding that all is well."""
    return Finding(about, State.GOOD, says)


def look(about: str, says: str, to_do: str) -> Finding:
    """Return a finding that somebody should look at."""
    return Finding(about, State.LOOK, says, to_do)


def wrong(about: str, says: str, to_do: str) -> Finding:
    """Return a finding that has to be mended."""
    return Finding(about, State.WRONG, says, to_do)
