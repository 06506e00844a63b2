"""What a request needs from outside itself: settings, clock, record and feed, put together once."""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import Annotated

from fastapi import Depends, Request

from api.figures_keeper import FiguresKeeper
from api.lending_watch import CalendarWatch
from api.messages.loop import MessageLoop
from api.messages.saying import address_of_pages
from api.messages.sender import MessageSender, PaperOf
from api.outbox import OutboxRelay
from api.residents.finder import ResidentFinder
from busline.clock import Clock
from busline.feed.client import DispatcherClient
from busline.feed.connection import Feed
from busline.feed.live import LiveEvents
from busline.gateways.choosing import gateways_of
from busline.gateways.gateway import Gateway
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
        messages = MessageLoop(
            MessageSender(
                record,
                clock,
                gateways,
                settings.gateway_timeout_s,
                outbox.wake,
                address_of_pages(settings),
                paper_of,
            )
        )
        messages.start()
        closing.callback(messages.stop)
        calendars = CalendarWatch(record, clock, settings)
        calendars.start()
        closing.callback(calendars.stop)
        figures = FiguresKeeper(record, clock)
        figures.start()
        closing.callback(figures.stop)
        client = DispatcherClient(feed, clock, settings.reply_timeout_s)
        yield Services(settings, clock, record, feed, client, LiveEvents(feed), outbox, gateways)


def services_of(request: Request) -> Services:
    """Return the services of the app that serves `request`."""
    services: Services = request.app.state.services
    return services


ServicesHere = Annotated[Services, Depends(services_of)]
