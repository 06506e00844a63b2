"""Python's cyclic garbage collector, told how much of a process stays for good.

The API and the dispatcher load some hundred thousand objects and keep them. By Python's own settings all of
them are gone through again and again while they are loaded, and whenever a quarter as many have come since:
up to a quarter of a second in which no caller is answered.
"""

import gc

# New objects before the youngest are gone through, and how often that is done before older ones are, too.
THRESHOLDS = (20_000, 10, 10)


def collect_rarely() -> None:
    """Go through objects less often than Python does by itself; to be called before much is loaded."""
    gc.set_threshold(*THRESHOLDS)


def spare_what_is_loaded() -> None:
    """Leave what there is now out of every later collection; what nobody refers to any more goes first."""
    gc.collect()
    gc.freeze()
