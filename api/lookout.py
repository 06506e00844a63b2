"""A thread that looks after one thing now and then."""

import threading
from collections.abc import Callable

import structlog
from sqlalchemy.exc import SQLAlchemyError

from busline.errors import BuslineError

log = structlog.get_logger()


class Lookout:
    """Takes a look every so often until it is stopped, whatever becomes of a look.

    Parameters
    ----------
    what
        What is looked after, for the log.
    every_s
        Seconds from the end of one look to the next.
    goodbye_s
        How long the end waits for a look that is under way; after that it is left to itself.
    """

    def __init__(
        self, what: str, look: Callable[[], object], *, every_s: float, goodbye_s: float = 1.0
    ) -> None:
        self._what = what
        self._look = look
        self._every_s = every_s
        self._goodbye_s = goodbye_s
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name=what, daemon=True)

    def start(self) -> None:
        """Begin; the first look is after the first pause."""
        self._thread.start()

    def stop(self) -> None:
        """End."""
        self._stopping.set()
        self._thread.join(timeout=self._goodbye_s)

    def _run(self) -> None:
        while not self._stopping.wait(self._every_s):
            try:
                self._look()
            except (BuslineError, SQLAlchemyError) as broken:
                log.warning("a look waits for the next", what=self._what, why=str(broken))
            except Exception:
                # Nobody would notice a thread that is gone; the fault is told in full each time.
                log.exception("a look broke", what=self._what)
