"""A caller's number, as exchanges give it."""

import re
from typing import Annotated

from pydantic import AfterValidator, Field

from api.residents.schemas import as_e164

# What exchanges send in place of a number that the caller keeps to themselves, or that they don't know.
WITHHELD = frozenset(
    {"anonymous", "withheld", "private", "restricted", "unavailable", "unknown", "anoniem", "afgeschermd"}
)
_SCHEME = re.compile(r"^(sips?|tel):", re.IGNORECASE)


def as_announced(given: str) -> str:
    """Return the number of a caller as ``+31612345678``, empty where it is withheld.

    Raises
    ------
    ValueError
        If it is neither a number nor a word for a withheld one.
    """
    number = _SCHEME.sub("", given.strip()).partition("@")[0]
    return "" if number.casefold() in WITHHELD else as_e164(number)


CallerNumber = Annotated[str, Field(max_length=100), AfterValidator(as_announced)]
