"""A bar chart in numbers: zero-based, labelled directly, readable in grey."""

from collections.abc import Sequence
from dataclasses import dataclass

HEIGHT_PX = 160.0
SLOT_PX = 32.0
BAR_PX = 22.0


@dataclass(frozen=True, slots=True)
class ChartBar:
    """One bar with its value above and its label below; coordinates in pixels."""

    x: float
    y: float
    height: float
    middle: float
    value: int
    label: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A whole chart; ``title`` says what the bars count."""

    width: float
    height: float
    bars: tuple[ChartBar, ...]
    title: str


def make_chart(title: str, values: Sequence[tuple[str, int]], *, slot_px: float = SLOT_PX) -> Chart | None:
    """Return a chart of labelled values, its bars drawn from zero; None if there is nothing to draw.

    ``slot_px`` is what a bar and the air beside it take: as wide as the labels need.
    """
    most = max((value for _, value in values), default=0)
    if most == 0:
        return None
    bars = []
    for place, (label, value) in enumerate(values):
        height = round(HEIGHT_PX * value / most, 1)
        x = place * slot_px + (slot_px - BAR_PX) / 2
        bars.append(ChartBar(x, HEIGHT_PX - height, height, x + BAR_PX / 2, value, label))
    return Chart(len(bars) * slot_px, HEIGHT_PX, tuple(bars), title)
