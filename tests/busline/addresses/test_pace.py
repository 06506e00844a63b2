"""Not asking more often than a server allows."""

from busline.addresses.pace import Pace


class Watch:
    """A clock that moves only when somebody sleeps, or when told."""

    def __init__(self) -> None:
        self.now = 100.0
        self.slept: list[float] = []

    def sleep(self, seconds: float) -> None:
        """Let the time pass."""
        self.slept.append(seconds)
        self.now += seconds


def test_the_first_is_at_once_and_the_next_a_second_later() -> None:
    watch = Watch()
    pace = Pace(1.0, lambda: watch.now, watch.sleep)
    pace.wait()
    watch.now += 0.25  # the answer took a quarter of a second
    pace.wait()
    assert watch.slept == [0.75]


def test_nobody_waits_who_comes_late() -> None:
    watch = Watch()
    pace = Pace(1.0, lambda: watch.now, watch.sleep)
    pace.wait()
    watch.now += 5
    pace.wait()
    assert watch.slept == []
