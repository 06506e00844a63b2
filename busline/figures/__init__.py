"""Figures of a period: the facts of each day, kept; their sum; and one small definition for each figure."""

from busline.figures.facts import Facts
from busline.figures.figure import FIGURES, Figure, Unit
from busline.figures.keeping import count_changed_days, facts_between
from busline.figures.period import Period, PeriodKind
from busline.figures.reading import PeriodFigures, read_figures
from busline.figures.ridership import Ridership, count_by_day, count_ridership
from busline.figures.totals import Riders, Totals

__all__ = [
    "FIGURES",
    "Facts",
    "Figure",
    "Period",
    "PeriodFigures",
    "PeriodKind",
    "Riders",
    "Ridership",
    "Totals",
    "Unit",
    "count_by_day",
    "count_changed_days",
    "count_ridership",
    "facts_between",
    "read_figures",
]
