"""Running a storm, and saying how it went."""

import random
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

import httpx
import structlog

from dispatcher.bench.figures import percentile_ms
from dispatcher.bench.storm.afterwards import Afterwards
from dispatcher.bench.storm.coordinator import Coordinator, Habits
from dispatcher.bench.storm.judging import Verdict, judge
from dispatcher.bench.storm.sending import Sender, Traffic
from dispatcher.bench.storm.told import Told
from dispatcher.bench.storm.town import Town

log = structlog.get_logger()

SETTLED_S = 40.0  # what was kept for later is done by then
LOOK_EVERY_S = 0.5


@dataclass
class Storm:
    """Coordinators at their desks, all at once. `start`, `stop` (or `run`), then `judge`.

    Attributes
    ----------
    town
        Line and day.
    clients
        One for each coordinator, logged in; closed by whoever made them.
    patience_s
        How long a wish is tried again while a part is away.
    """

    town: Town
    clients: Sequence[httpx.Client]
    seed: int = 1
    habits: Habits = field(default_factory=Habits)
    patience_s: float = 30.0
    told: Told = field(default_factory=Told)
    traffic: Traffic = field(default_factory=Traffic)

    def __post_init__(self) -> None:
        self._over = threading.Event()
        self._coordinators = [
            Coordinator(
                self.town,
                Sender(client, self.traffic, self.patience_s),
                self.told,
                random.Random(f"{self.seed}:{number}"),
                self.habits,
            )
            for number, client in enumerate(self.clients)
        ]
        self._threads = [
            threading.Thread(target=self._work, args=(one,), name=f"coordinator-{n}", daemon=True)
            for n, one in enumerate(self._coordinators)
        ]

    def start(self) -> None:
        """Let everybody begin."""
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Let everybody finish the call they are at."""
        self._over.set()
        for thread in self._threads:
            thread.join()

    def run(self, seconds: float, report: Callable[[float], None] = lambda _: None) -> None:
        """Storm for so long; `report` is told how many seconds have passed."""
        begun = time.monotonic()
        self.start()
        while (passed := time.monotonic() - begun) < seconds:
            report(passed)
            time.sleep(min(LOOK_EVERY_S, seconds - passed))
        self.stop()

    @property
    def counts(self) -> Counter[str]:
        """What came of it all, by word."""
        return sum((one.counts for one in self._coordinators), Counter[str]())

    def judge(self, look: Callable[[], Afterwards], *, within_s: float = SETTLED_S) -> Verdict:
        """Compare what was told with what is there, as soon as what was kept for later is done."""
        until = time.monotonic() + within_s
        while True:
            verdict = judge(self.told, look())
            if verdict.is_clean or time.monotonic() > until:
                for said in (*verdict.double_booked, *verdict.promises_moved, *verdict.lost):
                    log.error("wrong after the storm", what=said)
                return verdict
            time.sleep(LOOK_EVERY_S)

    def figures(self, verdict: Verdict) -> dict[str, Any]:
        """Return the result as the command prints it."""
        counts = self.counts
        broken = sum(
            n for status, n in self.traffic.answers.items() if status >= HTTPStatus.INTERNAL_SERVER_ERROR
        )
        return {
            "clients": len(self.clients),
            "attempts": counts["attempts"],
            "confirmed": counts["confirmed"],
            "refused": counts["refused"],
            "errors": counts["errors"],
            "double_booked": len(verdict.double_booked),
            "promises_moved": len(verdict.promises_moved),
            "lost": len(verdict.lost),
            "p50_ms": percentile_ms(self.traffic.took_s, 50),
            "p99_ms": percentile_ms(self.traffic.took_s, 99),
            "rides": len(self.told.rides),
            "cancelled": counts["cancelled"],
            "declined": counts["declined"],
            "somebody_was_faster": counts["somebody_was_faster"],
            "writes": self.traffic.answers.total(),
            "retries": dict(self.traffic.retries),
            "broken_answers": broken,
        }

    def _work(self, coordinator: Coordinator) -> None:
        while not self._over.is_set():
            try:
                coordinator.work_once()
            except Exception:
                # An answer that can't even be read is one of the errors that a storm looks for.
                log.exception("a coordinator stumbled")
                coordinator.counts["errors"] += 1
            self._over.wait(coordinator.rest_s())
