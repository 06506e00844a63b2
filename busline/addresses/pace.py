"""Not asking more often than a server allows."""

import time
from collections.abc import Callable


class Pace:
    """Keeps at least `gap_s` seconds between the starts of two requests.

    Parameters
    ----------
    gap_s
        ≥ 0.
    monotonic, sleep
        The clock that is looked at and waited by.
    """

    def __init__(
        self,
        gap_s: float,
        monotonic: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._gap_s = gap_s
        self._monotonic = monotonic
        self._sleep = sleep
        self._free_at = monotonic()

    def wait(self) -> None:
        """Return when the next request may start."""
        early_s = self._free_at - self._monotonic()
        if early_s > 0:
            self._sleep(early_s)
        self._free_at = self._monotonic() + self._gap_s
