"""Hours of each member as a lying bar, zero-based, most first."""

from collections.abc import Mapping
from dataclasses import dataclass

ROW_H, BAR_H, NAME_W, BAR_W, VALUE_W = 30.0, 18.0, 190.0, 420.0, 70.0


@dataclass(frozen=True, slots=True)
class MemberBar:
    """One member; ``length`` and ``y`` in pixels."""

    name: str
    worked_s: int
    y: float
    length: float


@dataclass(frozen=True, slots=True)
class MemberBars:
    """All members, and where the mean stands."""

    bars: tuple[MemberBar, ...]
    width: float
    height: float
    mean_x: float


def make_member_bars(worked: Mapping[str, int]) -> MemberBars | None:
    """Return the bars of seconds worked by name; None if nobody worked."""
    hours = sorted(((name, s) for name, s in worked.items() if s > 0), key=lambda one: (-one[1], one[0]))
    if not hours:
        return None
    most, mean = hours[0][1], sum(s for _, s in hours) / len(hours)
    bars = tuple(
        MemberBar(name, s, place * ROW_H, round(BAR_W * s / most, 1)) for place, (name, s) in enumerate(hours)
    )
    return MemberBars(
        bars, NAME_W + BAR_W + VALUE_W, len(bars) * ROW_H + 4, round(NAME_W + BAR_W * mean / most, 1)
    )
