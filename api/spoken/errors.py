"""What is asked back where a day or a time can't be understood in one way only."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from busline.errors import Fault, InvalidInput


class NotUnderstood(InvalidInput):
    """Base of all that is asked back; ``params`` holds dates, and clock times as “10:30”."""

    code = "invalid"

    def __init__(self, detail: str, **params: Any) -> None:
        fault = Fault("", detail, self.code, params)
        super().__init__(detail, faults=[fault], **params)


class UnreadDay(NotUnderstood):
    """What was said names no day."""

    code = "day-unread"

    def __init__(self, text: str) -> None:
        super().__init__(f"“{text}” names no day. Write for example Tue, in 3 days or 24-11.")


class UnreadTime(NotUnderstood):
    """What was said names no clock time."""

    code = "time-unread"

    def __init__(self, text: str) -> None:
        super().__init__(f"“{text}” is no clock time. Write for example 10:30 or half past ten.")


class PastDay(NotUnderstood):
    """What was said names a day that is over."""

    code = "day-past"

    def __init__(self, day: date) -> None:
        super().__init__(f"{day} is over. Name a later day.", day=day)


class UnsureDay(NotUnderstood):
    """What was said can mean two days."""

    code = "day-unsure"

    def __init__(self, first: date, last: date) -> None:
        super().__init__(f"This can be {first} or {last}. Write the date.", first=first, last=last)


class UnsureTime(NotUnderstood):
    """What was said can mean several clock times; ``first`` lists all but the ``last``."""

    code = "time-unsure"

    def __init__(self, clocks: Sequence[str]) -> None:
        first, last = ", ".join(clocks[:-1]), clocks[-1]
        super().__init__(f"This can be {first} or {last}. Write which.", first=first, last=last)


class UnsureTimeOutside(NotUnderstood):
    """What was said can mean a time at which vans drive, ``first``, and one at which none does, ``last``."""

    code = "time-unsure-outside"

    def __init__(self, first: str, last: str) -> None:
        super().__init__(
            f"This can be {first} or {last}; no van drives at {last}. Write which.", first=first, last=last
        )


class UnsureMidnight(NotUnderstood):
    """Midnight was said of a day: it begins with one and ends with another."""

    code = "midnight-unsure"

    def __init__(self, first: date, last: date) -> None:
        detail = f"Midnight can be 00:00 on {first} or on {last}. Write 00:00 with its day."
        super().__init__(detail, first=first, last=last)


class OtherWeekday(NotUnderstood):
    """The weekday and the date that were said are not the same day."""

    code = "weekday-other"

    def __init__(self, day: date) -> None:
        super().__init__(f"{day} is a {day:%A}. Write the day that is meant.", day=day)


class TwoDaysSaid(NotUnderstood):
    """Two fields name two days."""

    code = "days-differ"

    def __init__(self, first: date, last: date) -> None:
        super().__init__(f"Both {first} and {last} are written. Leave one.", first=first, last=last)


class TwoTimesSaid(NotUnderstood):
    """Two fields name two clock times."""

    code = "times-differ"

    def __init__(self) -> None:
        super().__init__("The day's field has another time than the time's. Leave one.")


class SkippedTime(NotUnderstood):
    """The clock passes over this time on its day, in spring."""

    code = "time-skipped"

    def __init__(self, day: date, clock: str, later: str) -> None:
        detail = f"There is no {clock} on {day}: the clock is put forward. Is {later} meant? Write it."
        super().__init__(detail, day=day, clock=clock, later=later)
