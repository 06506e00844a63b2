"""What is looked after now and then goes on being looked after."""

import threading

import pytest

from api.lookout import Lookout
from busline.errors import Away

ENOUGH_S = 30.0


@pytest.mark.parametrize("fault", [Away("The record can't be reached now.", part="record"), KeyError("x")])
def test_a_look_that_breaks_does_not_end_the_looking(fault: Exception) -> None:
    looks: list[int] = []
    seen_again = threading.Event()

    def look() -> None:
        looks.append(1)
        if len(looks) == 1:
            raise fault
        seen_again.set()

    lookout = Lookout("test", look, every_s=0.01)
    lookout.start()
    try:
        assert seen_again.wait(ENOUGH_S)
    finally:
        lookout.stop()


def test_the_end_waits_for_the_look_that_is_under_way_and_no_other_follows() -> None:
    begun, looks = threading.Event(), []

    def look() -> None:
        begun.set()
        threading.Event().wait(0.2)
        looks.append(1)

    lookout = Lookout("test", look, every_s=0.01, goodbye_s=ENOUGH_S)
    lookout.start()
    assert begun.wait(ENOUGH_S)
    lookout.stop()
    assert looks == [1]
