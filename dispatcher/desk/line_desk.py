"""The desk of one line: takes commands one after the other, answers from the plan in memory."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import structlog

from busline.clock import Clock
from busline.days import seconds, service_day
from busline.errors import BuslineError
from busline.feed.connection import FeedAway
from busline.feed.messages import (
    AgreeSwap,
    AnyCommand,
    AnyReply,
    CancelBookings,
    ChangeWindow,
    ConfirmOffers,
    ConfirmWaiting,
    DeclineOffers,
    Done,
    DriverEventRecorded,
    DriverUnavailable,
    ExplainRide,
    Failed,
    LineChanged,
    MoveRide,
    Ping,
    PublishRoster,
    QuoteRequest,
    RosterDays,
    StandingChanged,
    TakeDuty,
    UndoBookings,
    WaitingListChanged,
    WithdrawWindow,
)
from busline.feed.offers import OfferShelf
from busline.nouns import Offer
from busline.record.engine import Record, WriteSession
from busline.record.leases import check_fencing
from busline.record.plans import PlanMoved
from busline.record.tables.base import new_id
from busline.rules.manifest_times import Unrest
from busline.rules.message_times import MessageTimes
from dispatcher.day.day import Day
from dispatcher.day.line_data import LineData
from dispatcher.day.rehold import hold_again
from dispatcher.day.settling.settling import ease
from dispatcher.desk import standing
from dispatcher.desk.commands import (
    absence,
    answering,
    changing,
    changing_hands,
    disrupting,
    moving,
    publishing,
    reporting,
    rostering,
    undoing,
)
from dispatcher.desk.commands.new_line import settle_planned_days
from dispatcher.desk.committing import Decision, Ownership, commit, kept_reply
from dispatcher.desk.day_loading import load_day
from dispatcher.desk.line_loading import load_line
from dispatcher.desk.stored_requests import requests_to_quote
from dispatcher.desk.waiting import waiting_list
from dispatcher.desk.waiting.waiting_rows import offers_held

log = structlog.get_logger()


class LineDesk:
    """Plans one line while its owner holds the lease.

    Not for several threads: one writer a line. What it knows of a day is swapped in as a whole after the
    record has taken it, so that an error leaves memory as the record is.

    Parameters
    ----------
    record, shelf, clock
        Where things are kept, where held offers expire, what time it is.
    owner
        The lease under which this desk writes.
    """

    def __init__(self, record: Record, shelf: OfferShelf, clock: Clock, owner: Ownership) -> None:
        self.record = record
        self.shelf = shelf
        self.clock = clock
        self.owner = owner
        self.new_id: Callable[[], str] = new_id
        self.staffed: set[date] = set()  # days whose duties were looked at
        self.settled: set[date] = set()  # days on which nothing is left of the last owner's
        self.filled: set[date] = set()  # days whose standing bookings were looked at
        self.waiting_tried: dict[date, waiting_list.Tried] = {}  # days on which nobody who waits fitted
        self.reminded: set[date] = set()  # days whose riders were reminded
        self.called_ahead: dict[str, int] = {}  # when a ride's van was expected at its last call-ahead
        self.manifest_unrest: dict[str, Unrest] = {}  # changes of runs that drivers were not told yet
        self.line_is_new = False  # its patterns may have changed: duties that are there are looked at too
        self._line: LineData | None = None
        self._to_shelve: list[Offer] = []
        self._days: dict[date, Day] = {}
        self._handlers: dict[type[Any], Callable[[Any], AnyReply]] = {
            QuoteRequest: lambda c: answering.answer_quote(self, c),
            ConfirmOffers: lambda c: answering.answer_confirm(self, c),
            DeclineOffers: lambda c: answering.answer_decline(self, c),
            ConfirmWaiting: lambda c: waiting_list.answer_confirm_waiting(self, c),
            WaitingListChanged: lambda _: waiting_list.answer_changed(self),
            CancelBookings: lambda c: answering.answer_cancel(self, c),
            ExplainRide: lambda c: answering.answer_explain(self, c),
            MoveRide: lambda c: moving.answer_move(self, c),
            UndoBookings: lambda c: undoing.answer_undo(self, c),
            DriverEventRecorded: lambda c: reporting.take_event(self, c),
            WithdrawWindow: lambda c: disrupting.withdraw_window(self, c),
            ChangeWindow: lambda c: changing.change_window(self, c),
            DriverUnavailable: lambda c: absence.driver_unavailable(self, c),
            RosterDays: lambda c: rostering.roster(self, c),
            PublishRoster: lambda c: publishing.publish_roster(self, c),
            TakeDuty: lambda c: changing_hands.take_duty(self, c),
            AgreeSwap: lambda c: changing_hands.agree_swap(self, c),
            LineChanged: lambda _: self._read_line_again(),
            StandingChanged: lambda c: standing.answer_standing_changed(self, c),
            Ping: lambda _: Done(),
        }

    @property
    def line(self) -> LineData:
        """The line's own data."""
        if self._line is None:
            with self.record.read() as session:
                self._line = load_line(session, self.owner.line_id)
        return self._line

    @property
    def message_times(self) -> MessageTimes:
        """When residents are told something."""
        return MessageTimes(self.line.rules, self.line.zone)

    @property
    def now(self) -> int:
        """The present in seconds."""
        return seconds(self.clock.now())

    @property
    def today(self) -> date:
        """The present service day."""
        return service_day(self.clock.now(), self.line.zone)

    @property
    def loaded(self) -> Sequence[Day]:
        """The days in memory, in order."""
        return [self._days[day] for day in sorted(self._days)]

    def handle(self, command: AnyCommand, *, instead: Failed | None = None) -> AnyReply:
        """Carry out a command and return its reply; what can't be done is a `Failed` and changes nothing.

        One that was done before is answered as it was then. With `instead` any other is answered so, and not
        carried out.

        Raises
        ------
        FencedOff
            If another dispatcher has taken the line: stop.
        Away
            If the record can't be reached: try the command again later.
        """
        try:
            if not isinstance(command, QuoteRequest):  # its handler looks, in one reading with the request
                with self.record.read() as session:
                    known = kept_reply(session, command)
                if known is not None:
                    return known
            if instead is not None:
                return instead
            try:
                return self._handlers[type(command)](command)
            except PlanMoved:
                log.warning("plan moved, reading it again", line=self.owner.line_id)
                self._days.clear()
                return self._handlers[type(command)](command)
        except BuslineError as error:
            if error.code in {"fenced-off", "away"}:
                raise
            return Failed(code=error.code, kind=error.kind, detail=error.detail, params=error.params)

    def day(self, service_date: date) -> Day:
        """Return a service day to plan on: offers that have expired are gone, and what is late binds so."""
        day = self.kept_day(service_date)
        now = self.clock.now()
        gone = [key for key, hold in day.holds.items() if hold.offer.expires_at <= now]
        if gone:
            day = day.without_rides(*gone)
        if day.has_begun(self.now):
            day = ease(self.line, day, self.now)
        self._days[service_date] = day
        return day

    def kept_day(self, service_date: date) -> Day:
        """Return a service day as it was last kept: read, staffed, its held offers put back where needed."""
        if service_date not in self._days:
            rostering.staff_if_new(self, service_date)
            shelved = self._shelved(service_date)
            with self.record.read() as session:
                day = load_day(session, self.line, service_date)
                waited_for = offers_held(session, self.owner.line_id, service_date)
                asked = {offer.request_id for offer in (*shelved, *waited_for)}
                requests = requests_to_quote(session, asked)
            # What a run has used of its slack, or is late, is not in the record: it follows from the run.
            day = ease(self.line, day, self.now)
            day = hold_again(self.line, day, shelved, requests, self.now)
            self._days[service_date] = hold_again(self.line, day, waited_for, requests, self.now, yields=True)
        return self._days[service_date]

    def remember(self, day: Day) -> None:
        """Swap in a day that differs from the record in its held offers only."""
        self._days[day.date] = day

    def forget(self, *service_dates: date) -> None:
        """Read these days again when they are next needed."""
        for service_date in service_dates:
            self._days.pop(service_date, None)

    @contextmanager
    def change(self, who: str, why: str = "", *, survives_power_cut: bool = True) -> Iterator[WriteSession]:
        """Open a transaction in which this desk writes, as `busline.record.engine.Record.change` does.

        Raises
        ------
        FencedOff
            If another dispatcher has taken the line.
        """
        with self.record.change(who, why, survives_power_cut=survives_power_cut) as session:
            check_fencing(session, self.owner.line_id, self.owner.fencing)
            yield session

    def commit(self, decision: Decision, command: AnyCommand | None = None) -> AnyReply:
        """Write a decision, then let memory follow; return its reply."""
        revisions = commit(self.record, self.clock, self.owner, self._days, decision, command)
        for day in decision.days:
            self._days[day.date] = replace(day, revision=revisions[day.date])
        return decision.reply

    def shelve(self, offers: Sequence[Offer]) -> None:
        """Let held offers survive this process, once whoever waits for them has been answered."""
        self._to_shelve.extend(offers)

    def once_answered(self) -> None:
        """Do what nobody need wait for, as far as the feed is there; to be called after each reply."""
        offers, self._to_shelve = self._to_shelve, []
        try:
            self.shelf.put(self.owner.line_id, offers, self.clock.now())
        except FeedAway:
            log.warning("offers not shelved", line=self.owner.line_id)

    def unshelve(self, offer_ids: Sequence[str]) -> None:
        """Drop offers that are no longer held."""
        try:
            self.shelf.drop(self.owner.line_id, offer_ids)
        except FeedAway:
            log.warning("offers not dropped", line=self.owner.line_id)

    def day_of(self, instant: datetime) -> date:
        """Return the service day of an instant."""
        return service_day(instant, self.line.zone)

    def _shelved(self, service_date: date) -> list[Offer]:
        try:
            offers = self.shelf.all_of(self.owner.line_id)
        except FeedAway:
            return []
        return [offer for offer in offers if self.day_of(offer.promise.pickup_from) == service_date]

    def _read_line_again(self) -> AnyReply:
        self._line = None
        self._days.clear()
        self.staffed.clear()
        self.filled.clear()
        self.line_is_new = True
        changed = settle_planned_days(self)
        return Done(result={"days": [day.isoformat() for day in changed]})
