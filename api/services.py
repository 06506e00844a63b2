"""What a request needs from outside itself: settings, clock, record and feed, put together once."""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Annotated

from fastapi import Depends, Request

from api.calendar_limits import fetch_limits
from api.lookout import Lookout
from api.messages.saying import address_of_pages
from api.messages.sender import MessageSender, PaperOf
from api.outbox import OutboxRelay
from api.residents.finder import ResidentFinder
from busline.clock import Clock
from busline.feed.client import DispatcherClient
from busline.feed.connection import Feed
from busline.feed.live import LiveEvents
from busline.figures import count_changed_days
from busline.gateways.choosing import gateways_of
from busline.gateways.gateway import Gateway
from busline.lending.watching import check_due
from busline.nouns import MessageChannel
from busline.record.engine import Record
from busline.settings import Settings


@dataclass(frozen=True, slots=True)
class Services:
    """The parts that every route shares; made in the app's lifespan, kept on ``app.state.services``."""

    settings: Settings
    clock: Clock
    record: Record
    feed: Feed
    dispatcher: DispatcherClient
    live: LiveEvents
    outbox: OutboxRelay
    gateways: Mapping[MessageChannel, Gateway]
    finder: ResidentFinder = field(default_factory=ResidentFinder)

    @property
    def https(self) -> bool:
        """Whether people reach us through TLS, so that cookies may be marked Secure."""
        return behind_tls(self.settings)


def behind_tls(settings: Settings) -> bool:
    """Tell whether people reach us through TLS."""
    return settings.public_url is not None and settings.public_url.scheme == "https"


@contextmanager
def open_services(
    settings: Settings, clock: Clock, record: Record | None, feed: Feed | None, paper_of: PaperOf
) -> Iterator[Services]:
    """Open what was not handed in, and close it at the end of the block; `paper_of` sets manifests."""
    with ExitStack() as closing:
        if record is None:
            record = Record(settings.record_address, clock)
            closing.callback(record.close)
        if feed is None:
            feed = Feed(settings.feed_url, name="api")
            closing.callback(feed.close)
        outbox = OutboxRelay(record, feed)
        outbox.start()
        closing.callback(outbox.stop)
        gateways = gateways_of(settings)
        for gateway in gateways.values():
            closing.callback(gateway.close)
        sender = MessageSender(
            record,
            clock,
            gateways,
            settings.gateway_timeout_s,
            outbox.wake,
            address_of_pages(settings),
            paper_of,
        )
        for lookout in _lookouts(settings, clock, record, sender):
            lookout.start()
            closing.callback(lookout.stop)
        client = DispatcherClient(feed, clock, settings.reply_timeout_s)
        yield Services(settings, clock, record, feed, client, LiveEvents(feed), outbox, gateways)


def _lookouts(settings: Settings, clock: Clock, record: Record, sender: MessageSender) -> tuple[Lookout, ...]:
    """Return what this process looks after by itself, each in a thread of its own."""
    limits, every = fetch_limits(settings), timedelta(seconds=settings.calendar_every_s)
    return (
        # A message that is being sent may end; one that takes too long counts as broken off.
        Lookout("messages", sender.send_due, every_s=2.0, goodbye_s=15.0),
        # Lenders' servers may be slow.
        Lookout("calendars", lambda: check_due(record, clock, limits, every), every_s=30.0),
        # Pages are right without it, only slower.
        Lookout("figures", lambda: count_changed_days(record, clock), every_s=60.0),
    )


def services_of(request: Request) -> Services:
    """Return the services of the app that serves `request`."""
    services: Services = request.app.state.services
    return services


ServicesHere = Annotated[Services, Depends(services_of)]
