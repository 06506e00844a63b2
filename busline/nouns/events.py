"""What a driver reports from the van."""

from enum import StrEnum


class DriverEventKind(StrEnum):
    """The driver's buttons."""

    CLOCK_IN = "clock_in"
    ARRIVED = "arrived"
    BOARDED = "boarded"
    NO_SHOW = "no_show"
    ALIGHTED = "alighted"
    DEPARTED = "departed"
    BREAK_START = "break_start"
    BREAK_END = "break_end"
    CLOCK_OUT = "clock_out"
