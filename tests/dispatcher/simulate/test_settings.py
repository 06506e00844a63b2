"""What a simulated day can be told."""

from datetime import time

import pytest

from busline.errors import InvalidInput
from dispatcher.simulate.settings import Mishap, MishapKind


def test_events_are_read() -> None:
    assert Mishap.parse("withdraw:van-1@12:00") == Mishap(MishapKind.WITHDRAW, "van-1", time(12))
    assert Mishap.parse("ill:anna@7:05") == Mishap(MishapKind.ILL, "anna", time(7, 5))


@pytest.mark.parametrize(
    "text", ["withdraw:van-1", "ill:@12:00", "ill:anna@24:00", "ill:anna@12:60", "x:a@12:00"]
)
def test_an_event_that_is_none_says_how_to_write_one(text: str) -> None:
    with pytest.raises(InvalidInput, match="withdraw:VAN@HH:MM"):
        Mishap.parse(text)
