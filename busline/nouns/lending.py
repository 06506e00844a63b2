"""Small enumerations of lending."""

from enum import StrEnum


class ProposalSource(StrEnum):
    """Where proposed windows come from."""

    SHEET = "sheet"
    CALENDAR = "calendar"
    PROGRAM = "program"  # over the API


class ProposalState(StrEnum):
    """Where a proposal stands."""

    OPEN = "open"
    TAKEN_OVER = "taken_over"
    DROPPED = "dropped"  # by its lender, or because a newer one of the same source came


class HandoverKind(StrEnum):
    """Whether a van was taken out or brought back."""

    OUT = "out"
    BACK = "back"


class CheckPoint(StrEnum):
    """What is looked at when a van is handed over."""

    DAMAGE = "damage"
    LIGHTS = "lights"
    TYRES = "tyres"
    LIFT = "lift"
    BELTS = "belts"
    CLEAN = "clean"
