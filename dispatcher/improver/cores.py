"""How many processor cores there are to plan on."""

import os
import sys


def usable_cores() -> int:
    """Return how many cores this process may use; ≥ 1."""
    if sys.platform == "linux":  # where a process may be kept to some of them
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
