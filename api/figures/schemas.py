"""Figures as they are told."""

from datetime import date

from api.common import Shown
from busline.figures import FIGURES, PeriodFigures, Unit
from busline.rules.rates import Rates


class FigureShown(Shown):
    """One figure: its value, and that of the days that the period is compared with.

    ``unit`` says how to read both: ``share`` is 0 to 1, ``hours`` and ``seconds`` are seconds. Null is a
    figure that there is nothing to compute from.
    """

    name: str
    unit: Unit
    value: float | None
    before: float | None


class FiguresReport(Shown):
    """All figures of the days from ``first`` to ``last``, compared with ``before_first`` to ``before_last``.

    A span that is not over ends today, and is compared with as many of the first days of the one before.
    """

    first: date
    last: date
    before_first: date
    before_last: date
    figures: list[FigureShown]
    refusals_by_reason: dict[str, int]
    rides_by_activity: dict[str, int]
    rates: Rates

    @classmethod
    def of(cls, found: PeriodFigures) -> "FiguresReport":
        """Return what was read."""
        return cls(
            first=found.shown.first,
            last=found.shown.last,
            before_first=found.before.first,
            before_last=found.before.last,
            figures=[
                FigureShown(
                    name=name, unit=figure.unit, value=found.value(name), before=found.value_before(name)
                )
                for name, figure in FIGURES.items()
            ],
            refusals_by_reason=dict(sorted(found.now.facts.refusals.items())),
            rides_by_activity=dict(sorted(found.now.facts.activities.items())),
            rates=found.now.rates,
        )
