"""The length of the breaks that a driver reported."""

from collections.abc import Iterable
from datetime import datetime

from busline.days import seconds
from busline.nouns import DriverEventKind

Press = tuple[DriverEventKind, datetime]


def break_length_s(presses: Iterable[Press]) -> int:
    """Return the whole seconds between each beginning of a break and the first end after it.

    A beginning or an end that is pressed twice counts once; a break that nobody ended counts nothing, for
    a reviewer to look at.
    """
    total, since = 0, None
    for kind, at in sorted(presses, key=lambda press: (press[1], press[0] is DriverEventKind.BREAK_START)):
        if kind is DriverEventKind.BREAK_START and since is None:
            since = at
        elif kind is DriverEventKind.BREAK_END and since is not None:
            total += seconds(at) - seconds(since)
            since = None
    return total


def unfinished_break(presses: Iterable[Press]) -> datetime | None:
    """Return when the break began that nobody ended; None if there is none."""
    since = None
    for kind, at in sorted(presses, key=lambda press: press[1]):
        if kind is DriverEventKind.BREAK_START and since is None:
            since = at
        elif kind is DriverEventKind.BREAK_END:
            since = None
    return since
