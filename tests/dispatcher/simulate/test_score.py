"""How long rides lasted on a simulated day.

From a to b it is 600 s; with the factor and the allowance here a ride may last 1000 s.
"""

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from busline.nouns import Call, CallKind
from busline.record.tables import Booking
from busline.rules.line_rules import LineRules
from busline.travel.matrix import StopMatrix
from dispatcher.simulate.score import rides_too_long

TEN = datetime(2026, 11, 24, 9, tzinfo=UTC)
MATRIX = StopMatrix(("a", "b"), np.array([[0, 600], [600, 0]], dtype=np.int64), "by hand", TEN)
RULES = LineRules(max_ride_factor=1, max_ride_allowance_s=400)


def after(seconds: int) -> datetime:
    return TEN + timedelta(seconds=seconds)


@pytest.mark.parametrize(
    ("planned_s", "lasted_s", "too_long"),
    [
        (1000, None, 0),
        (1001, None, 1),
        (900, 1000, 0),
        (900, 1001, 1),  # expected to be in time until the last drive
        (1100, 1000, 0),  # and caught up with in it
    ],
)
def test_a_ride_counts_as_it_was_or_else_as_it_is_planned(
    planned_s: int, lasted_s: int | None, too_long: int
) -> None:
    board = Call(kind=CallKind.STOP, stop="a", arrive=TEN, depart=TEN, board=("ann",))
    alight = Call(
        kind=CallKind.STOP, stop="b", arrive=after(planned_s), depart=after(planned_s), alight=("ann",)
    )
    if lasted_s is not None:
        board = board.model_copy(update={"arrived": TEN, "departed": after(60)})
        alight = alight.model_copy(update={"arrived": after(60 + lasted_s)})
    ann = Booking(id="ann", from_stop_id="a", to_stop_id="b")
    assert rides_too_long(RULES, MATRIX, [ann], {"ann": (board, alight)}) == too_long
