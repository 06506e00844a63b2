"""A roster of weeks: who drives when, within the law, fair and as steady as can be."""

from dispatcher.roster.weeks.goals import Goal, GoalReached, WeeksSearch, Weights
from dispatcher.roster.weeks.planning import plan_weeks
from dispatcher.roster.weeks.result import Share, WeeksRoster

__all__ = ["Goal", "GoalReached", "Share", "WeeksRoster", "WeeksSearch", "Weights", "plan_weeks"]
