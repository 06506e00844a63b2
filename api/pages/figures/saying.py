"""Figures in words: a value with its unit, and how it changed."""

from dataclasses import dataclass

from api.pages.frame import Reader
from busline.figures import FIGURES, Figure, PeriodFigures, Unit
from busline.figures.figure import Value

NOTHING = "–"
# Of these more is higher, not more in number.
HIGHER = frozenset({Unit.SHARE, Unit.SECONDS, Unit.RATIO, Unit.CENTS})


@dataclass(frozen=True, slots=True)
class Said:
    """A figure as the page says it; `how` tells how it is computed."""

    name: str
    words: str
    value: str
    change: str
    how: str


def say(frame: Reader, found: PeriodFigures, name: str) -> Said:
    """Return a figure of a period."""
    figure = FIGURES[name]
    return Said(
        name=name,
        words=frame.words(f"figure-{figure.name}"),
        value=value_said(frame, figure.unit, found.value(name)),
        change=_change(frame, figure, found.value(name), found.value_before(name)),
        how=frame.words(f"figure-{figure.name}-how"),
    )


def value_said(frame: Reader, unit: Unit, value: Value) -> str:
    """Return a value with its unit: “93%”, “4,2 min”, “12:30”, “€ 8,40”."""
    times = frame.times
    if value is None:
        return NOTHING
    match unit:
        case Unit.COUNT:
            return times.number(value)
        case Unit.SHARE:
            return times.percent(value)
        case Unit.SECONDS:
            return frame.words("figures-minutes", count=times.number(value / 60, 1))
        case Unit.HOURS:
            return times.hours(round(value))
        case Unit.CENTS:
            return times.money(value)
        case Unit.RATIO:
            return times.number(value, 1)


def part_said(frame: Reader, name: str, value: int) -> str:
    """Return one of the counts that a figure is made of; those of seconds in hours and minutes."""
    return frame.times.hours(value) if name.endswith("_s") or name == "worked" else frame.times.number(value)


def _change(frame: Reader, figure: Figure, now: Value, before: Value) -> str:
    words, unit = frame.words, figure.unit
    was = value_said(frame, unit, before)
    if now is None or before is None:
        return words("figures-was", before=was) if before is not None else ""
    # Between what is shown: whoever takes the two from each other must come to the same.
    difference = _as_shown(unit, now) - _as_shown(unit, before)
    if not round(difference, 4):
        return words("figures-same")
    amount = value_said(frame, unit, abs(difference))
    if unit is Unit.SHARE:
        amount = words("figures-points", count=frame.times.number(100 * abs(difference)))
    more, less = ("higher", "lower") if unit in HIGHER else ("more", "less")
    return words(f"figures-{more if difference > 0 else less}", amount=amount, before=was)


def _as_shown(unit: Unit, value: float) -> float:
    match unit:
        case Unit.SHARE:
            return round(100 * value) / 100
        case Unit.SECONDS:
            return round(value / 60, 1) * 60
        case Unit.HOURS:
            return round(value / 60) * 60
        case Unit.RATIO:
            return round(value, 1)
        case _:
            return round(value)
