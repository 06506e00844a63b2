"""From counts to what may be shown of them."""

from collections.abc import Mapping
from dataclasses import dataclass

from busline.reports.suppression.audit import interval
from busline.reports.suppression.choose import choose_hidden
from busline.reports.suppression.flow import any_count, small_or_not
from busline.reports.suppression.network import Key, Network
from busline.reports.suppression.rule import least_width


@dataclass(frozen=True, slots=True)
class Protected:
    """What is shown of a table: None where a count is hidden. Nothing at all where it is withheld."""

    shown: Mapping[Key, int | None]
    withheld: bool = False

    def __getitem__(self, key: Key) -> int | None:
        return self.shown[key]


def protect(network: Network) -> Protected:
    """Return what may be shown; whatever was chosen is checked before it leaves here."""
    hidden = None if _nothing_may(network) else choose_hidden(network)
    if hidden is None or not _is_safe(network, hidden):
        return Protected(dict.fromkeys(network.cells), withheld=True)
    return Protected(
        {key: None if key in hidden else cell.count.value for key, cell in network.cells.items()}
    )


def _nothing_may(network: Network) -> bool:
    return any(cell.known and cell.count.breaks_the_rule for cell in network.cells.values())


def _is_safe(network: Network, hidden: frozenset[Key]) -> bool:
    """Tell whether all that is promised holds, without a thought of how the cells were chosen."""
    for key in hidden:
        if interval(network, hidden, key, small_or_not, most=1).width < 1:
            return False
        count = network.cells[key].count
        wanted = least_width(count.value)
        if count.breaks_the_rule and interval(network, hidden, key, any_count, most=wanted).width < wanted:
            return False
    return not any(network.cells[key].known for key in hidden)
