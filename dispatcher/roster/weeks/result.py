"""A roster of weeks as it came out: who drives what, who got how much, and how good that is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from dispatcher.roster.values import OpenReason
from dispatcher.roster.weeks.goals import Goal, GoalReached


@dataclass(frozen=True, slots=True)
class Share:
    """What one driver got, in seconds over the roster.

    Attributes
    ----------
    got_s
        On duty in all; ``fairest_s`` would be theirs in the fairest roster found.
    contract_s, wanted_s
        As promised, and as wished; None: as much as anybody.
    before_s
        On duty in the weeks before, which the fair shares make up for.
    wishes, wishes_kept
        How many wishes touch a window, and how many of those came true.
    """

    driver: str
    got_s: int
    fairest_s: int
    contract_s: int
    wanted_s: int | None
    before_s: int
    wishes: int
    wishes_kept: int


@dataclass(frozen=True)
class WeeksRoster:
    """A driver for each window, or the reason why it has none; with shares, and what was reached."""

    drivers: Mapping[str, str]
    open: Mapping[str, OpenReason] = field(default_factory=dict)
    goals: Sequence[GoalReached] = ()
    shares: Sequence[Share] = ()

    def driver_of(self, window_id: str) -> str | None:
        """Return the driver of a window; ``None`` if it is open."""
        return self.drivers.get(window_id)

    @property
    def gap(self) -> float:
        """The largest gap of the goals that the roster was made by."""
        return max((g.gap for g in self.goals if g.goal is not Goal.FAIREST), default=0.0)
