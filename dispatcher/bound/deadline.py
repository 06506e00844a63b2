"""Until when something may take."""

import time
from dataclasses import dataclass


@dataclass(slots=True)
class Deadline:
    """A moment on the monotonic clock, in seconds, which may be put off or brought forward."""

    ends: float

    def left_s(self) -> float:
        """Return the seconds until then; below nought after it."""
        return self.ends - time.monotonic()

    def is_over(self) -> bool:
        """Tell whether it has come."""
        return time.monotonic() >= self.ends
