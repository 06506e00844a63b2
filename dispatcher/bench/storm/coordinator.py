"""One coordinator of a storm: books, cancels and changes as fast as the answers come."""

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import structlog

from busline.feed.messages import BookedRide, Confirmed, Offers
from busline.nouns import LegName, Offer
from busline.record.tables.base import new_id
from dispatcher.bench.storm.sending import Answer, Sender
from dispatcher.bench.storm.told import Told, ToldRide, note_of
from dispatcher.bench.storm.town import Rider, Town

log = structlog.get_logger()

# What a coordinator expects to hear when somebody else was faster.
SOMEBODY_WAS_FASTER = frozenset({"offer-gone", "impossible-step", "booking-over"})
ROUND_S = 300


@dataclass(frozen=True)
class Habits:
    """How coordinators behave; shares lie between 0 and 1."""

    cancel_share: float = 0.2
    change_share: float = 0.2
    back_share: float = 0.4
    wheelchair_share: float = 0.5  # of callers: the scarcest places
    decline_share: float = 0.05
    double_click_share: float = 0.1  # the same wish once more after its answer
    impatient_share: float = 0.05  # the same wish once more before its answer
    impatient_s: float = 0.03
    rest_s: float = 0.0  # between two calls, on average; a storm has none, a morning has


@dataclass
class Coordinator:
    """Somebody at a desk. `work_once` does one thing; ``counts`` says what came of it all."""

    town: Town
    sender: Sender
    told: Told
    dice: random.Random
    habits: Habits = field(default_factory=Habits)
    counts: Counter[str] = field(default_factory=Counter)

    def work_once(self) -> None:
        """Take one call."""
        choice = self.dice.random()
        standing = (
            self.told.standing() if choice < self.habits.cancel_share + self.habits.change_share else []
        )
        if not standing:
            self._book(self._caller(), ())
        elif choice < self.habits.cancel_share:
            self._cancel(self.dice.choice(standing))
        else:
            old = self.dice.choice(standing)
            self._book(next(r for r in self.town.riders if r.id == old.resident_id), (old.id,))

    def rest_s(self) -> float:
        """Return how long to wait for the next call, in seconds."""
        return self.dice.uniform(0, 2 * self.habits.rest_s)

    def _caller(self) -> Rider:
        wheeled = self.dice.random() < self.habits.wheelchair_share
        fitting = [rider for rider in self.town.riders if rider.in_wheelchair is wheeled]
        return self.dice.choice(fitting or self.town.riders)

    def _book(self, rider: Rider, replaces: tuple[str, ...]) -> None:
        """Ask for a ride, or for another one instead of `replaces`, and take the best that is offered."""
        self.counts["attempts"] += 1
        key = new_id()
        answer = self._send("requests", self._wish(rider, replaces, key), key)
        if answer is None:
            return
        offers = Offers.model_validate(answer.body)
        self.told.stored(key, offers.request_id)
        chosen = _choice(offers)
        if not chosen:
            self.counts["refused"] += 1
        elif self.dice.random() < self.habits.decline_share:
            self._send(f"requests/{offers.request_id}/decline", {"why": "storm"}, new_id())
            self.counts["declined"] += 1
        else:
            self._confirm(rider, offers.request_id, chosen, replaces)

    def _confirm(
        self, rider: Rider, request_id: str, chosen: Sequence[Offer], replaces: tuple[str, ...]
    ) -> None:
        self.told.asked_to_give_up(replaces)
        wish = {"offer_ids": [offer.id for offer in chosen]}
        answer = self._send(f"requests/{request_id}/confirm", wish, new_id())
        if answer is None:
            return
        rides: tuple[BookedRide, ...] = Confirmed.model_validate(answer.body).bookings
        if sorted(ride.leg for ride in rides) != sorted(offer.leg for offer in chosen):
            log.error("other legs were booked than asked for", request=request_id)
            self.counts["errors"] += 1
        self.told.booked(rider.id, request_id, rides)
        self.told.gone(replaces)
        self.counts["confirmed"] += 1

    def _cancel(self, old: ToldRide) -> None:
        self.told.asked_to_give_up([old.id])
        if self._send("bookings/cancel", {"booking_ids": [old.id], "why": "storm"}, new_id()) is not None:
            # Done now, or kept and done as soon as planning is back: the check waits for that.
            self.told.gone([old.id])
            self.counts["cancelled"] += 1

    def _send(self, path: str, wish: dict[str, Any], key: str) -> Answer | None:
        """Send a wish as an impatient person does; None if it was not done."""
        impatient = self.dice.random() < self.habits.impatient_share
        address = f"{self.town.path}/{path}"
        first_timeout_s = self.habits.impatient_s if impatient else None
        answer = self.sender.send(address, wish, key, first_timeout_s=first_timeout_s)
        if answer is None:
            self.counts["errors"] += 1
            log.error("never answered", path=path)
            return None
        if self.dice.random() < self.habits.double_click_share:
            again = self.sender.send(address, wish, key)
            if again is not None and _essence(again) != _essence(answer):
                self.told.answered_differently(key)
        return answer if self._is_done(path, answer) else None

    def _is_done(self, path: str, answer: Answer) -> bool:
        if answer.is_success:
            return True
        if answer.codes & SOMEBODY_WAS_FASTER:
            self.counts["somebody_was_faster"] += 1
        else:
            log.error("unexpected answer", path=path, status=answer.status, body=dict(answer.body))
            self.counts["errors"] += 1
        return False

    def _wish(self, rider: Rider, replaces: tuple[str, ...], key: str) -> dict[str, Any]:
        start, end = self.dice.choice(self.town.times)
        span_s = max(int((end - start).total_seconds()), ROUND_S)
        out_at = start + timedelta(seconds=self.dice.randrange(0, span_s, ROUND_S))
        place = self.dice.choice([stop for stop in self.town.places if stop != rider.home])
        legs = [{"from_stop": rider.home, "to_stop": place, "wanted_at": out_at.isoformat()}]
        if not replaces and self.dice.random() < self.habits.back_share:
            back_at = out_at + timedelta(minutes=self.dice.choice((45, 60, 90)))
            legs.append(
                {
                    "leg": LegName.BACK.value,
                    "from_stop": place,
                    "to_stop": rider.home,
                    "wanted_at": back_at.isoformat(),
                }
            )
        wish = {"resident_id": rider.id, "legs": legs, "note": note_of(key)}
        return wish | ({"replaces": list(replaces)} if replaces else {})


def _choice(offers: Offers) -> list[Offer]:
    """Take the best way out, and the best way back that begins after it."""
    chosen: list[Offer] = []
    for leg in sorted(offers.legs, key=lambda one: one.leg is LegName.BACK):
        fitting = (
            o for o in leg.offers if not chosen or o.promise.pickup_from >= chosen[0].promise.dropoff_by
        )
        chosen += [offer for offer, _ in zip(fitting, range(1), strict=False)]
    return chosen


def _essence(answer: Answer) -> tuple[object, ...]:
    """Return what must be the same each time a wish is answered."""
    rides = sorted(ride["booking_id"] for ride in answer.body.get("bookings", ()))
    return answer.is_success, answer.body.get("request_id"), rides
