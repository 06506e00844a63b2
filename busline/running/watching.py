"""When a part that died is started again: soon at first, then ever more slowly."""

from dataclasses import dataclass, field

import structlog

from busline.running.processes import Part, PartDied

FIRST_DELAY_S = 0.2
LONGEST_DELAY_S = 30.0
# A part that has run this long starts anew from the shortest delay.
GOOD_RUN_S = 60.0
# A part that dies this often before it was ever ready has something wrong that waiting does not mend.
TRIES_BEFORE_READY = 3

log = structlog.get_logger()


@dataclass
class Watched:
    """One part under watch. All times are monotonic seconds, passed in."""

    part: Part
    delay_s: float = field(default=FIRST_DELAY_S, init=False)
    deaths: int = field(default=0, init=False)
    _started_at: float = field(default=0.0, init=False)
    _start_again_at: float | None = field(default=None, init=False)

    def start(self, now_s: float) -> None:
        """Start the part."""
        self.part.start()
        self._started_at = now_s
        self._start_again_at = None

    def look(self, now_s: float) -> None:
        """Start the part again if it has died and its delay is over."""
        if self.part.is_running:
            return
        if self._start_again_at is None:
            self._note_death(now_s)
        if self._start_again_at is not None and now_s >= self._start_again_at:
            self.start(now_s)

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

    def _note_death(self, now_s: float) -> None:
        self.deaths += 1
        if now_s - self._started_at >= GOOD_RUN_S:
            self.delay_s = FIRST_DELAY_S
        self._start_again_at = now_s + self.delay_s
        log.error(
            "part died",
            part=self.part.name,
            status=self.part.exit_status,
            starts_again_in_s=self.delay_s,
            log=str(self.part.log_file),
        )
        self.delay_s = min(LONGEST_DELAY_S, self.delay_s * 2)
