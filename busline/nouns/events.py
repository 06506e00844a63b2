"""What a driver reports from the van."""

from enum import StrEnum


class DriverEventKind(StrEnum):
    """The driver's buttons."""

    CLOCK_IN = "clock_in"
    ARRIVED = "arrived"
    BOARDED = "boarded"
    NO_SHOW = "no_show"
    VAN_FULL = "van_full"  # somebody can't get in
    ALIGHTED = "alighted"
    DEPARTED = "departed"
    BREAK_START = "break_start"
    BREAK_END = "break_end"
    CLOCK_OUT = "clock_out"
    LATE = "late"
    EMERGENCY = "emergency"
    ODOMETER_OUT = "odometer_out"
    ODOMETER_BACK = "odometer_back"
    PLAN_SEEN = "plan_seen"

    @property
    def is_for_plan(self) -> bool:
        """Whether the plan follows it; the others are for people."""
        return self not in _FOR_PEOPLE


_FOR_PEOPLE = frozenset(
    {
        DriverEventKind.EMERGENCY,
        DriverEventKind.ODOMETER_OUT,
        DriverEventKind.ODOMETER_BACK,
        DriverEventKind.PLAN_SEEN,
    }
)
