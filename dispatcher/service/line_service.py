"""Serving one line: hold its lease, carry out its commands in order, look after its days in between."""

import threading
from collections.abc import Callable, Sequence
from datetime import timedelta

import structlog

from busline.clock import Clock
from busline.errors import Away, BuslineError, ErrorKind
from busline.feed.connection import Feed
from busline.feed.lease import Lease
from busline.feed.messages import (
    AnyReply,
    AtOnce,
    CancelBookings,
    ConfirmOffers,
    DeclineOffers,
    DriverEventRecorded,
    Failed,
    LineChanged,
    MoveRide,
    QuoteRequest,
    RosterDays,
    StandingChanged,
    UndoBookings,
)
from busline.feed.offers import OfferShelf
from busline.feed.outbox import relay
from busline.feed.queue import CommandQueue, Delivery
from busline.record.engine import Record
from busline.record.leases import FencedOff, take_fencing
from dispatcher.desk.chores import upkeep
from dispatcher.desk.chores.calling_ahead import call_ahead
from dispatcher.desk.chores.framing_ahead import frame_ahead
from dispatcher.desk.chores.manifesting import publish_manifests
from dispatcher.desk.chores.reminding import remind
from dispatcher.desk.chores.settling_left import settle_left
from dispatcher.desk.commands.answering import wait_for_call_back
from dispatcher.desk.committing import Ownership
from dispatcher.desk.line_desk import LineDesk
from dispatcher.desk.standing import fill_next_day, follow_changed
from dispatcher.desk.waiting.waiting_list import look_after_waiting

log = structlog.get_logger()

BLOCK_S = 0.25
UPKEEP_EVERY_S = 5.0
RECLAIM_IDLE_S = 1.0

Chore = Callable[[LineDesk], object]
CHORES: tuple[Chore, ...] = (
    upkeep.take_waiting_events,
    upkeep.answer_waiting_requests,
    settle_left,
    upkeep.follow_time,
    call_ahead,
    upkeep.release_late_open_duties,
    upkeep.open_next_day,
    upkeep.tell_open_duties,
    follow_changed,
    remind,
    publish_manifests,
    fill_next_day,
    look_after_waiting,
    upkeep.wake_tasks,
)
# Between calls there is time for what the next one needs; drivers report far more often than people phone.
CALLS = (QuoteRequest, ConfirmOffers, DeclineOffers)
# After these a place may be free for somebody who waits: they are thought of at once.
FREEING = (
    CancelBookings,
    ConfirmOffers,
    DeclineOffers,
    DriverEventRecorded,
    LineChanged,
    MoveRide,
    RosterDays,
    StandingChanged,
    UndoBookings,
)

TOO_LATE = Failed(
    code="too-late",
    kind=ErrorKind.AWAY,
    detail="The answer took too long, so nothing was changed. Please try again.",
)


class LineService:
    """One line's loop. `run` ends when `stop` is called; everything else that goes wrong is tried again.

    Parameters
    ----------
    record, feed, clock
        Where things are kept, how commands come in, what time it is.
    holder
        A name that no other process has.
    lease_s
        How long the line stays ours without a renewal.
    patience_s
        How long an asker waits: what is `AtOnce` and older than that is not carried out any more.
    chores
        What is done between commands, in order.
    """

    def __init__(
        self,
        record: Record,
        feed: Feed,
        clock: Clock,
        line_id: str,
        *,
        holder: str,
        lease_s: float,
        patience_s: float,
        chores: Sequence[Chore] = CHORES,
    ) -> None:
        self.record = record
        self.feed = feed
        self.clock = clock
        self.line_id = line_id
        self.holder = holder
        self.patience = timedelta(seconds=patience_s)
        self.lease = Lease(feed, line_id, holder, lease_s)
        self.queue = CommandQueue(feed, line_id, holder)
        self._lease_s = lease_s
        self._chores = chores
        self._stopping = threading.Event()
        self._lost = threading.Event()

    def stop(self) -> None:
        """Let `run` end after the command it is at."""
        self._stopping.set()

    def run(self) -> None:
        """Serve the line whenever its lease is ours, until stopped."""
        while not self._stopping.is_set():
            try:
                if self.lease.acquire():
                    self._serve_under_lease()
            except FencedOff:
                log.warning("fenced off", line=self.line_id, holder=self.holder)
            except Away as away:
                log.warning("waiting", line=self.line_id, why=away.detail)
            except BuslineError as error:
                log.error("line not served", line=self.line_id, code=error.code, why=error.detail)
            except Exception:
                # A fault of ours must not end the line in silence: the lease is free by now, for us or for
                # another dispatcher, and the command that brought it up is delivered five times at most.
                log.exception("the line's loop broke", line=self.line_id, holder=self.holder)
            self._stopping.wait(self._lease_s / 4)

    def _serve_under_lease(self) -> None:
        self._lost.clear()
        renewing = threading.Thread(target=self._keep_renewing, name=f"lease-{self.line_id}", daemon=True)
        renewing.start()
        try:
            desk = self.open_desk()
            log.info("line taken", line=self.line_id, holder=self.holder, fencing=desk.owner.fencing)
            self._serve(desk)
        finally:
            self._lost.set()
            renewing.join()
            self._release()

    def open_desk(self) -> LineDesk:
        """Take a new fencing number and open the line's desk under it."""
        with self.record.change(self.holder, "took the line") as session:
            fencing = take_fencing(session, self.line_id, self.holder, self.clock.now())
        owner = Ownership(self.line_id, fencing, self.holder)
        return LineDesk(self.record, OfferShelf(self.feed), self.clock, owner)

    def _serve(self, desk: LineDesk) -> None:
        self.take_over(desk)
        next_upkeep = self.clock.now()
        while self._goes_on:
            self.carry_out(desk, self.queue.receive(BLOCK_S))
            if self.clock.now() >= next_upkeep:
                self.look_after(desk)
                next_upkeep = self.clock.now() + timedelta(seconds=UPKEEP_EVERY_S)

    @property
    def _goes_on(self) -> bool:
        return not self._stopping.is_set() and not self._lost.is_set()

    def take_over(self, desk: LineDesk) -> None:
        """Finish what the last owner of the line left behind."""
        self._carry_out_left(desk, 0)
        upkeep.take_waiting_events(desk)

    def carry_out(self, desk: LineDesk, deliveries: list[Delivery]) -> None:
        """Carry out commands in order; each is answered when the record has it."""
        for delivery in deliveries:
            reply = self._reply(desk, delivery)
            try:
                self.queue.answer(delivery, reply)
            finally:
                desk.once_answered()  # whoever answers it in the end finds what it was given
        if any(isinstance(delivery.command, FREEING) for delivery in deliveries):
            self._do(look_after_waiting, desk)
        relay(self.record, self.feed)
        if any(isinstance(delivery.command, CALLS) for delivery in deliveries):
            self._do(frame_ahead, desk)

    def look_after(self, desk: LineDesk) -> None:
        """Do once what time asks for; one thing that fails does not keep the others from being done.

        Whoever asks meanwhile waits for one of them at most.
        """
        for chore in self._chores:
            self._do(chore, desk)
            if self._goes_on and (deliveries := self.queue.receive(0)):
                self.carry_out(desk, deliveries)
        self._carry_out_left(desk, RECLAIM_IDLE_S)

    def _do(self, chore: Chore, desk: LineDesk) -> None:
        try:
            chore(desk)
        except (FencedOff, Away):
            raise
        except BuslineError as error:
            log.error("chore failed", line=self.line_id, chore=str(chore), why=error.detail)
        except Exception:
            # Callers are answered all the same; what is in memory may be half done: it is read anew.
            log.exception("chore broke", line=self.line_id, chore=str(chore))
            desk.forget(*(day.date for day in desk.loaded))

    def _carry_out_left(self, desk: LineDesk, min_idle_s: float) -> None:
        """Carry out what was received and not answered, one by one.

        Each is delivered anew by itself, so that one that breaks the loop does not use up the deliveries
        of those behind it.
        """
        while deliveries := self.queue.reclaim(min_idle_s, count=1):
            self.carry_out(desk, deliveries)

    def _reply(self, desk: LineDesk, delivery: Delivery) -> AnyReply | None:
        command = delivery.command
        is_late = self.clock.now() - command.sent_at > self.patience
        if is_late and isinstance(command, QuoteRequest):
            wait_for_call_back(desk, command)  # upkeep answers it
            return None
        if is_late and isinstance(command, AtOnce):
            return desk.handle(command, instead=TOO_LATE)  # the asker was told that nothing was changed
        return desk.handle(command)

    def _keep_renewing(self) -> None:
        while not self._lost.wait(self._lease_s / 3):
            try:
                if not self.lease.renew():
                    log.warning("lease lost", line=self.line_id, holder=self.holder)
                    self._lost.set()
            except Away:
                self._lost.set()
            except Exception:
                # Without renewals the lease would end while this desk goes on answering.
                log.exception("lease not renewed", line=self.line_id)
                self._lost.set()

    def _release(self) -> None:
        try:
            self.lease.release()
        except Away:
            log.warning("lease not released", line=self.line_id)
