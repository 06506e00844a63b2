"""How long an answer takes a caller's coordinator: through API and feed, by real processes."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import httpx
import structlog

from busline.feed.messages import Offers
from busline.record.tables.base import new_id
from dispatcher.bench.quote.size import Caller

log = structlog.get_logger()

CONFIRM_EVERY = 20  # callers take an offer; the others decline, so that the day stays as it was
WARM_UP_S = 120.0


@dataclass
class HttpTimes:
    """Seconds of each quote, each empty message and each confirmation; ``failed`` were no success."""

    quotes_s: list[float] = field(default_factory=list)
    pings_s: list[float] = field(default_factory=list)
    confirms_s: list[float] = field(default_factory=list)
    failed: int = 0


def time_http(
    client: httpx.Client, line_id: str, people: Sequence[Caller], report: Callable[[int], None]
) -> HttpTimes:
    """Ask for every caller in turn, an empty message between any two; `report` is told how many were."""
    desk = _Desk(client, f"/api/v1/lines/{line_id}")
    desk.warm_up(people[0])
    for number, caller in enumerate(people, 1):
        desk.ping()
        desk.answer(caller, takes_one=number % CONFIRM_EVERY == 0)
        report(number)
    return desk.times


class _Desk:
    def __init__(self, client: httpx.Client, path: str) -> None:
        self.client = client
        self.path = path
        self.times = HttpTimes()

    def warm_up(self, caller: Caller) -> None:
        """Ask until there is an answer: the dispatcher reads the day when it is first asked about it."""
        until, key = time.monotonic() + WARM_UP_S, new_id()
        while not self._post("requests", caller.wish().model_dump(mode="json"), key).is_success:
            if time.monotonic() > until:
                log.error("no answer to the first caller", within_s=WARM_UP_S)
                return
            time.sleep(0.2)

    def ping(self) -> None:
        """Send an empty message the same way."""
        begun = time.perf_counter()
        reply = self.client.get(f"{self.path}/ping")
        self._keep(reply, self.times.pings_s, begun)

    def answer(self, caller: Caller, *, takes_one: bool) -> None:
        """Take one call."""
        wish = caller.wish().model_dump(mode="json")
        begun = time.perf_counter()
        reply = self._post("requests", wish)
        if not self._keep(reply, self.times.quotes_s, begun):
            return
        offers = Offers.model_validate(reply.json())
        choice = [offer.id for leg in offers.legs[:1] for offer in leg.offers[:1]]
        if takes_one and choice:
            begun = time.perf_counter()
            reply = self._post(f"requests/{offers.request_id}/confirm", {"offer_ids": choice})
            self._keep(reply, self.times.confirms_s, begun)
        elif any(leg.offers for leg in offers.legs):
            self._post(f"requests/{offers.request_id}/decline", {"why": "bench"})

    def _keep(self, reply: httpx.Response, times_s: list[float], begun: float) -> bool:
        took_s = time.perf_counter() - begun
        if not reply.is_success:
            log.error("not answered", status=reply.status_code, body=reply.text[:300])
            self.times.failed += 1
            return False
        times_s.append(took_s)
        return True

    def _post(self, path: str, body: dict[str, object], key: str = "") -> httpx.Response:
        headers = {"Idempotency-Key": key or new_id()}
        return self.client.post(f"{self.path}/{path}", json=body, headers=headers)
