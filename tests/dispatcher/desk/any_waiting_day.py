"""A day on which anything may happen, with a waiting list: who is refused joins, takes a place, or leaves."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from sqlalchemy import select

from busline.errors import BuslineError
from busline.feed.messages import Confirmed, ConfirmWaiting, WaitingListChanged
from busline.nouns import TaskKind, TaskState, WaitingState
from busline.record import tables as t
from busline.record.waiting import OPEN, WaitingWish, join, set_waiting_state
from dispatcher.day.day import Day
from dispatcher.day.offering.waiting_match import match_for
from dispatcher.desk.waiting.waiting_list import look_after_waiting
from dispatcher.desk.waiting.waiting_rows import call_of, request_waiting, waiting_of
from tests.dispatcher.desk.any_day import AnyDay
from tests.dispatcher.desk.small_line import TUESDAY


@dataclass
class AnyWaitingDay(AnyDay):
    """``unfair`` collects in words who was passed over."""

    unfair: list[str] = field(default_factory=list)
    made: int = 0
    placed: int = 0

    def __post_init__(self) -> None:
        super().__post_init__()
        # More calls and cancellations than driving: what is full and comes free again matters here.
        weights = {"call": 12, "confirm": 9, "decline": 3, "cancel": 5, "drive": 3, "pass_time": 3}
        self.steps = [(weights.get(step.__name__, weight), step) for weight, step in self.steps]
        self.steps += [(9, self.join), (9, self.look), (5, self.take_place), (1, self.leave)]

    def join(self) -> str:
        """Somebody who was refused wants to wait; those the record does not let wait are told so."""
        with self.record.read() as session:
            refused = session.scalars(select(t.Refusal.request_id).order_by(t.Refusal.request_id)).all()
        if not refused:
            return "nobody was refused"
        wish = WaitingWish(earlier_s=self.dice.choice((0, 900)), later_s=self.dice.choice((0, 1800)))
        try:
            with self.record.change("carla") as session:
                entry = join(
                    session, "small", self.dice.choice(refused), wish, who="carla", now=self.clock.now()
                )
                return f"{entry.id[:4]} {entry.state}"
        except BuslineError as fault:
            return fault.code

    def look(self) -> str:
        """The desk thinks of who waits."""
        before = self._offered()
        look_after_waiting(self.desk)
        new = self._offered() - before
        self.made += len(new)
        self.unfair += self._passed_over(new)
        return f"{len(new)} offered"

    def take_place(self) -> str:
        """Somebody who was phoned takes the place, or a coordinator closes the call without."""
        with self.record.read() as session:
            kind = (t.Task.kind == TaskKind.WAITING_LIST) & (t.Task.state != TaskState.DONE)
            call = session.scalars(select(t.Task).where(kind).order_by(t.Task.made_at, t.Task.id)).first()
        if call is None:
            return "nobody to phone"
        if self.dice.random() < 0.3:
            with self.record.change("carla") as session:
                session.get_one(t.Task, call.id).state = TaskState.DONE
            return "call closed"
        reply = self.tell(ConfirmWaiting, waiting_id=call.about["waiting"], task_id=call.id)
        self.placed += isinstance(reply, Confirmed)
        return str(getattr(reply, "code", "placed"))

    def leave(self) -> str:
        """Somebody is taken off the list."""
        with self.record.change("carla") as session:
            rows = select(t.WaitingEntry).where(t.WaitingEntry.state.in_(OPEN)).order_by(t.WaitingEntry.id)
            entries = session.scalars(rows).all()
            if not entries:
                return "nobody waits"
            set_waiting_state(self.dice.choice(entries), WaitingState.LEFT, self.clock.now())
        self.tell(WaitingListChanged)
        return "left"

    def promises(self) -> dict[str, object]:
        """Return what was read to each caller, by booking."""
        with self.record.read() as session:
            return {row.id: row.promise for row in session.scalars(select(t.Booking))}

    def holds_differ(self) -> Iterator[str]:
        """Yield in words what memory holds for people to whom the record offers nothing."""
        with self.record.read() as session:
            rows = session.scalars(
                select(t.WaitingEntry).where(t.WaitingEntry.state == WaitingState.OFFERED)
            ).all()
        offered = {offer["id"] for row in rows for offer in row.offers}
        held = {key for key, hold in self.desk.day(TUESDAY).holds.items() if hold.yields}
        for one in held - offered:
            yield f"{one[:4]} is held for nobody"
        known = [offer["id"] for row in rows for offer in row.offers if row.held_until > self.clock.now()]
        for one in set(known) - held:
            yield f"{one[:4]} is offered and not held"

    def _offered(self) -> frozenset[str]:
        with self.record.read() as session:
            state = t.WaitingEntry.state == WaitingState.OFFERED
            return frozenset(session.scalars(select(t.WaitingEntry.id).where(state)))

    def _passed_over(self, new: frozenset[str]) -> Iterator[str]:
        """Yield who waits longer than somebody new on the list of offers, and would have fitted as well."""
        day = self.desk.day(TUESDAY)
        with self.record.read() as session:
            entries = {row.id: row for row in session.scalars(select(t.WaitingEntry))}
            for entry in entries.values():
                call = call_of(session, entry)
                if entry.state is not WaitingState.WAITING or (call and call.about.get("expired")):
                    continue
                one = waiting_of(session, entry, request_waiting(session, entry))
                later = [entries[who] for who in new if self._order(entries[who]) > self._order(entry)]
                if one.request.legs and later and self._fits(_without(day, later), one):
                    yield f"{entry.id[:4]} was passed over for {later[0].id[:4]}"

    def _fits(self, day: Day, one: object) -> bool:
        found = match_for(self.desk.line, day, one, self.desk.now, self.desk.new_id)  # type: ignore[arg-type]
        return found is not None

    def _order(self, entry: t.WaitingEntry) -> tuple[object, str]:
        return entry.waits_since, entry.id


def _without(day: Day, entries: list[t.WaitingEntry]) -> Day:
    """Return the day as it was before these were offered anything."""
    return day.without_rides(*(offer["id"] for entry in entries for offer in entry.offers))
