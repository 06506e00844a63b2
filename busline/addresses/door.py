"""A front door in the Netherlands: the postcode and the house number by which it is known."""

import re
from dataclasses import dataclass
from typing import Annotated

from pydantic import AfterValidator

from busline.travel.points import Point

# No postcode begins with 0, and three pairs of letters are never given out.
_POSTCODE = re.compile(r"^([1-9][0-9]{3})\s*(?!SA|SD|SS)([A-Z]{2})$")
# An addition that begins with a digit is apart from the number.
_HOUSE_NUMBER = re.compile(
    r"^([1-9][0-9]{0,4})(?:(?:[\s\-/]+(?=[0-9])|[\s\-/]*(?=[A-Z]))([A-Z0-9](?:[A-Z0-9\s\-/]{0,6}[A-Z0-9])?))?$"
)


@dataclass(frozen=True, slots=True)
class Door:
    """A door as the national register writes it.

    Attributes
    ----------
    postcode, house_number
        As `read_postcode` and `read_house_number` return them.
    street, town
        Their names.
    point
        Where it is.
    """

    postcode: str
    house_number: str
    street: str
    town: str
    point: Point


def read_postcode(text: str) -> str:
    """Return a postcode as it is kept, ``1068EL``; nothing for nothing.

    Raises
    ------
    ValueError
        If it is no Dutch postcode.
    """
    if not text.strip():
        return ""
    found = _POSTCODE.match(text.strip().upper())
    if found is None:
        raise ValueError("a postcode like 1068 EL is expected")
    return found[1] + found[2]


def read_house_number(text: str) -> str:
    """Return a house number with its addition as it is kept, ``16`` or ``16-2``; nothing for nothing.

    Raises
    ------
    ValueError
        If it is no house number.
    """
    if not text.strip():
        return ""
    found = _HOUSE_NUMBER.match(text.strip().upper())
    if found is None:
        raise ValueError("a house number like 16 or 16-2 is expected")
    addition = re.sub(r"[\s\-/]+", "-", found[2] or "")
    return f"{found[1]}-{addition}" if addition else found[1]


def shown_postcode(postcode: str) -> str:
    """Return a kept postcode as people write it: “1068 EL”."""
    return f"{postcode[:4]} {postcode[4:]}" if len(postcode) == 6 else postcode


PostcodeText = Annotated[str, AfterValidator(read_postcode)]
HouseNumberText = Annotated[str, AfterValidator(read_house_number)]
