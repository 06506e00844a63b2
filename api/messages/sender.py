"""Sends what is due, each message by its gateway, with as many tries as it takes while it is of use."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta

import structlog
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from api.messages.taking import DUE, Try, settle, take
from busline.clock import Clock
from busline.errors import Away
from busline.gateways.gateway import Gateway, GatewayAway, GatewayRefused, Outgoing, Paper
from busline.nouns import MessageChannel, MessageFault
from busline.record.engine import Record, WriteSession
from busline.record.tables import Message

log = structlog.get_logger()

WHO = "messages"
PaperOf = Callable[[Record, str], Paper]  # of a message by its id
AT_ONCE = 50
# A try takes the gateway's timeout a few times over at most (connecting, sending, waiting); then it is dead.
LEASE_FACTOR, LEASE_MORE_S = 4, 20
REST_S = 10  # a gateway that is away is not asked again for each message that waits for it


class MessageSender:
    """Hands messages over after they were committed; several may work on one record.

    A message is marked as being sent, in a transaction of its own, before it is sent. So without a crash no
    message is sent twice: only a try that failed is repeated. If the process dies between the gateway's
    answer and the mark that it was sent, nobody knows what came of the try: the message is sent at most
    once more, with the same idempotency key, by which the gateway can drop the double; if that breaks off
    too, a coordinator phones. A gateway that takes a message and answers too late is the same case, and is
    tried again with the same key for as long as the message is of use.

    Parameters
    ----------
    gateways
        By channel; what wants to go by another is marked as unsent when it is due.
    timeout_s
        How long a gateway may take for one step of a try, > 0.
    on_news
        Called after each transaction that left something for the pages.
    address
        Where the pages are, for links; empty where nobody knows.
    paper_of
        Sets the manifest that goes with a message, where a line wants that.
    """

    def __init__(
        self,
        record: Record,
        clock: Clock,
        gateways: Mapping[MessageChannel, Gateway],
        timeout_s: float,
        on_news: Callable[[], None] = lambda: None,
        address: str = "",
        paper_of: PaperOf | None = None,
    ) -> None:
        self._record = record
        self._clock = clock
        self._gateways = gateways
        self._on_news = on_news
        self._address = address
        self._paper_of = paper_of
        self._lease = timedelta(seconds=LEASE_FACTOR * timeout_s + LEASE_MORE_S)
        self._rests_until: dict[MessageChannel, datetime] = {}

    def send_due(self) -> int:
        """Send what is due, what is soonest of no more use first; return how many gateways took.

        Raises
        ------
        Away
            If the record can't be reached.
        """
        taken = 0
        for message_id in self._due():
            try:
                taken += self._send(message_id)
            except (Away, SQLAlchemyError):
                raise
            except Exception:
                # A fault of ours with one message must not keep the others in.
                log.exception("a message broke its sending", message=message_id)
        return taken

    def _due(self) -> list[str]:
        now = self._clock.now()
        with self._record.read() as session:
            wanted = (
                select(Message.id)
                .where(Message.state.in_(DUE), Message.next_try_at <= now)
                .where(Message.channel.not_in(self._resting(now)))
                .order_by(Message.useless_at, Message.id)
                .limit(AT_ONCE)
            )
            return list(session.scalars(wanted))

    def _resting(self, now: datetime) -> list[MessageChannel]:
        return [channel for channel, until in self._rests_until.items() if until > now]

    def _send(self, message_id: str) -> bool:
        now = self._clock.now()
        with self._change("its time has come") as session:
            tried = take(
                session,
                message_id,
                now,
                reachable=self._gateways.keys(),
                resting=self._resting(now),
                lease=self._lease,
                address=self._address,
            )
        if tried is None:
            return False
        fault = self._hand_over(tried)
        with self._change("what came of a try") as session:
            settle(session, tried, self._clock.now(), fault, self._address)
        return fault is MessageFault.NONE

    @contextmanager
    def _change(self, why: str) -> Iterator[WriteSession]:
        with self._record.change(WHO, why) as session:
            yield session
        if session.has_told:
            self._on_news()

    def _with_paper(self, tried: Try) -> Outgoing:
        """Return what goes out; its paper is set here, where no transaction waits for it."""
        if not tried.has_paper or self._paper_of is None:
            return tried.outgoing
        return replace(tried.outgoing, papers=(self._paper_of(self._record, tried.message_id),))

    def _hand_over(self, tried: Try) -> MessageFault:
        channel = tried.outgoing.channel
        try:
            self._gateways[channel].send(self._with_paper(tried))
        except GatewayRefused as refused:
            log.warning("message refused", message=tried.message_id, why=refused.detail)
            return MessageFault.REFUSED
        except GatewayAway as away:
            log.warning("gateway away", message=tried.message_id, attempt=tried.number, why=away.detail)
            self._rests_until[channel] = self._clock.now() + timedelta(seconds=REST_S)
            return MessageFault.AWAY
        self._rests_until.pop(channel, None)
        return MessageFault.NONE
