"""The two ways of a request and how its time is meant."""

from enum import StrEnum


class LegName(StrEnum):
    """Which way of a request a ride is."""

    OUT = "out"
    BACK = "back"


class TimeMode(StrEnum):
    """Whether the asked time is that of leaving or of being there."""

    DEPART_AT = "depart_at"
    ARRIVE_BY = "arrive_by"
