"""Drivers on idle windows, within availability and working time."""

from dispatcher.roster.assign import assign
from dispatcher.roster.values import OpenReason, Roster, RosterDriver, RosterSearch, RosterWindow

__all__ = ["OpenReason", "Roster", "RosterDriver", "RosterSearch", "RosterWindow", "assign"]
