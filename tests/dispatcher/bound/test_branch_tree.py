"""The tree looks at the lowest node first, and its bound is no higher than any node that may be better."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatcher.bound.branch_tree import BranchTree
from dispatcher.bound.branching import Parting
from dispatcher.bound.conditions import VanCount

COST = 1_000
PARTING = Parting(VanCount((0, 1), 1, at_least=False), VanCount((0, 1), 2, at_least=True))


def test_halves_hold_the_one_condition_or_the_other() -> None:
    tree = BranchTree(10)
    root = tree.next(COST)
    assert root is not None
    assert root.conditions == ()
    tree.part(root, 20, PARTING)
    assert tree.bound(COST) == 20
    halves = [tree.next(COST), tree.next(COST)]
    assert [half.conditions for half in halves if half] == [(PARTING.at_most,), (PARTING.at_least,)]
    assert tree.next(COST) is None


def test_a_tree_without_open_nodes_proves_the_best_plan() -> None:
    tree = BranchTree(10)
    tree.next(COST)
    assert tree.bound(COST) == COST


def test_what_is_left_unfinished_is_all_that_is_known_of_it() -> None:
    tree = BranchTree(10)
    root = tree.next(COST)
    assert root is not None
    tree.part(root, 20, PARTING)
    assert tree.next(COST) is not None
    tree.leave(50)
    assert tree.next(COST) is not None  # the other half, of which no more than 20 was known
    tree.leave(40)
    assert tree.bound(COST) == 40
    assert tree.bound(30) == 30


@pytest.mark.parametrize("cost", [15, 20])
def test_no_node_is_looked_at_that_can_not_raise_the_bound(cost: int) -> None:
    tree = BranchTree(10)
    root = tree.next(cost)
    assert root is not None
    tree.part(root, 20, PARTING)
    assert tree.next(cost) is None  # no plan there is better than the one that costs so much
    assert tree.bound(cost) == cost
    tree.leave(18)
    assert tree.next(COST) is None


@given(st.lists(st.integers(0, 200), max_size=20), st.data())
def test_the_lowest_comes_first(lifts: list[int], data) -> None:
    tree = BranchTree(0)
    for lift in lifts:
        node = tree.next(COST)
        if node is None:
            return
        assert node.bound <= tree.bound(COST)
        tree.part(node, node.bound + lift, PARTING)
        if data.draw(st.booleans()):
            tree.leave(node.bound + lift)
            assert tree.bound(COST) <= node.bound + lift
