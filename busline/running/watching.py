"""When a part that died is started again: soon at first, then ever more slowly."""

import structlog

from busline.errors import BuslineError
from busline.running.feed_part import FeedPart
from busline.running.processes import Part, PartDied

FIRST_DELAY_S = 0.2
LONGEST_DELAY_S = 30.0
# A part that has run this long starts anew from the shortest delay.
GOOD_RUN_S = 60.0
# A part that dies this often before it was ever ready has something wrong that waiting does not mend.
TRIES_BEFORE_READY = 3

log = structlog.get_logger()


class Watched:
    """One part under watch. All times are monotonic seconds, passed in.

    Parameters
    ----------
    part
        A part that has been started.
    now_s
        When it was started.
    """

    def __init__(self, part: Part | FeedPart, now_s: float) -> None:
        self.part = part
        self.deaths = 0
        self._delay_s = FIRST_DELAY_S
        self._started_at_s = now_s
        self._start_again_at_s: float | None = None

    def look(self, now_s: float) -> None:
        """Start the part again if it has died and its delay is over."""
        if self.part.is_running:
            return
        if self._start_again_at_s is None:
            self._note_death(now_s)
        if self._start_again_at_s is not None and now_s >= self._start_again_at_s:
            self._start_again_at_s = None
            self._started_at_s = now_s
            self._start()

    def require_life(self) -> None:
        """Give up on a part that dies again and again before the line was ready.

        Raises
        ------
        PartDied
            With the end of its log.
        """
        if self.deaths >= TRIES_BEFORE_READY:
            raise PartDied(
                f"{self.part.name} ended {self.deaths} times before the line was ready. "
                f"The end of {self.part.log_file}:\n{self.part.last_words()}"
            )

    def _start(self) -> None:
        try:
            self.part.start()
        except (BuslineError, OSError) as error:  # no memory, a full disk: the next look counts it as a death
            log.error("part can't be started", part=self.part.name, why=str(error))

    def _note_death(self, now_s: float) -> None:
        self.deaths += 1
        if now_s - self._started_at_s >= GOOD_RUN_S:
            self._delay_s = FIRST_DELAY_S
        self._start_again_at_s = now_s + self._delay_s
        log.error(
            "part died",
            part=self.part.name,
            status=self.part.exit_status,
            starts_again_in_s=self._delay_s,
            log=str(self.part.log_file),
        )
        self._delay_s = min(LONGEST_DELAY_S, self._delay_s * 2)
