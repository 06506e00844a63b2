"""Drivers on idle windows, within availability and working time."""

from dispatcher.roster.assign import assign
from dispatcher.roster.days import DriverChange, RosterResult, roster_days
from dispatcher.roster.replacing import replace_driver
from dispatcher.roster.values import OpenReason, Roster, RosterDriver, RosterSearch, RosterWindow

__all__ = [
    "DriverChange",
    "OpenReason",
    "Roster",
    "RosterDriver",
    "RosterResult",
    "RosterSearch",
    "RosterWindow",
    "assign",
    "replace_driver",
    "roster_days",
]
