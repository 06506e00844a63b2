"""The exception types of this house; the API turns them into problem details in one place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class ErrorKind(StrEnum):
    """What the person who caused an error can do about it; each kind has one HTTP status in the API."""

    INVALID = "invalid"  # correct what was given
    UNKNOWN = "unknown"  # what was named does not exist
    CONFLICT = "conflict"  # somebody was first, or it was done before: look again
    STALE = "stale"  # edited meanwhile: load it again
    UNAUTHENTICATED = "unauthenticated"  # log in
    FORBIDDEN = "forbidden"  # ask somebody whose work it is
    TOO_LARGE = "too_large"  # send less
    TOO_OFTEN = "too_often"  # wait, then try again
    AWAY = "away"  # a part of the system is away: it was stored, or try again


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with an input: where it stands and what was expected there.

    ``where`` is a field path (``legs.0.at``) or a place in a file (``stops.csv, row 4, column lat``).
    ``code`` and ``params`` let a page say it in the reader's language.
    """

    where: str
    message: str
    code: str = "invalid"
    params: Mapping[str, Any] = field(default_factory=dict)


class BuslineError(Exception):
    """Base of all errors that a user can cause or must be told about.

    Parameters
    ----------
    detail
        One English sentence: what is wrong and what to do.
    faults
        The single faults, where there are several.
    **params
        Values that a translated sentence for ``code`` needs.
    """

    # Of the class; an error that came over the feed carries those of its reply on the instance.
    code: str = "error"
    kind: ErrorKind = ErrorKind.INVALID

    def __init__(self, detail: str, *, faults: Sequence[Fault] = (), **params: Any) -> None:
        super().__init__(detail)
        self.detail = detail
        self.faults = tuple(faults)
        self.params = params


class InvalidInput(BuslineError):
    """What was given breaks a rule of its form; nothing was done."""

    code = "invalid-input"


class UnknownNoun(BuslineError):
    """Something was named that is not in the record."""

    code = "unknown"
    kind = ErrorKind.UNKNOWN

    def __init__(self, noun: str, noun_id: str) -> None:
        super().__init__(f"There is no {noun} “{noun_id}”.", noun=noun, id=noun_id)


class StaleEdit(BuslineError):
    """The thing was changed by somebody else since it was read."""

    code = "stale-edit"
    kind = ErrorKind.STALE


class Conflict(BuslineError):
    """The wish clashes with what is in the record now."""

    code = "conflict"
    kind = ErrorKind.CONFLICT


class Away(BuslineError):
    """A part that is needed to answer can't be reached now."""

    code = "away"
    kind = ErrorKind.AWAY
