"""No hidden count can be worked out, by nobody who has all tables and knows the rule."""

import pytest

from busline.reports.suppression import LEAST, Network, Protected, least_width, protect
from tests.busline.reports.suppression.any_quarter import any_quarter
from tests.busline.reports.suppression.attack import MOST, Attack, unknown_of

QUARTERS = 1000


def _attack(
    tables: dict[str, Network], protected: dict[str, Protected], *, knows_which_are_small: bool
) -> Attack:
    bounds = {}
    for table, network in tables.items():
        for key, cell in network.cells.items():
            small = cell.count.value < LEAST
            strict = (1, LEAST - 1) if small else (LEAST, MOST)
            bounds[unknown_of(table, key)] = strict if knows_which_are_small else (1, MOST)
    shown = {table: one.shown for table, one in protected.items() if not one.withheld}
    return Attack(shown, bounds)


@pytest.mark.parametrize("part", range(4))
def test_no_hidden_count_of_a_thousand_quarters_is_recovered(part: int) -> None:
    hidden = withheld = shown = 0
    for seed in range(part, QUARTERS, 4):
        tables = any_quarter(seed)
        protected = {name: protect(network) for name, network in tables.items()}
        assert _attack(tables, protected, knows_which_are_small=True).recovered() == set(), seed
        values = [value for one in protected.values() if not one.withheld for value in one.shown.values()]
        hidden += sum(value is None for value in values)
        shown += sum(value is not None for value in values)
        withheld += sum(one.withheld for one in protected.values())
    # Much was hidden, more was not: an attack on nothing would prove nothing.
    assert hidden > 5_000
    assert shown > hidden
    assert withheld < 5 * QUARTERS / 4 / 4


def test_whatever_breaks_the_rule_keeps_its_width() -> None:
    for seed in range(40):
        tables = any_quarter(seed)
        protected = {name: protect(network) for name, network in tables.items()}
        attack = _attack(tables, protected, knows_which_are_small=False)
        for name, network in tables.items():
            for key in [] if protected[name].withheld else network.breaking:
                low, high = attack.interval(unknown_of(name, key))
                value = network.cells[key].count.value
                assert low <= value <= high
                assert high - low >= least_width(value), (seed, name, key)


def test_the_attack_finds_what_is_badly_hidden() -> None:
    """With small counts hidden and nothing else, it recovers most of them: it can attack."""
    recovered = hidden = 0
    for seed in range(50):
        tables = any_quarter(seed)
        careless = {
            name: Protected(
                {
                    key: None if cell.count.breaks_the_rule else cell.count.value
                    for key, cell in network.cells.items()
                }
            )
            for name, network in tables.items()
        }
        attack = _attack(tables, careless, knows_which_are_small=True)
        recovered += len(attack.recovered())
        hidden += sum(value is None for one in careless.values() for value in one.shown.values())
    assert recovered > hidden / 20
