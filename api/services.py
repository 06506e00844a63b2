"""What a request needs from outside itself: settings, clock, record and feed, put together once."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from busline.clock import Clock
from busline.feed.connection import Feed
from busline.record.engine import Record
from busline.settings import Settings


@dataclass(frozen=True, slots=True)
class Services:
    """The parts that every route shares; made in the app's lifespan, kept on ``app.state.services``."""

    settings: Settings
    clock: Clock
    record: Record
    feed: Feed

    @property
    def https(self) -> bool:
        """Whether people reach us through TLS, so that cookies may be marked Secure."""
        url = self.settings.public_url
        return url is not None and url.scheme == "https"


def services_of(request: Request) -> Services:
    """Return the services of the app that serves `request`."""
    services: Services = request.app.state.services
    return services


ServicesHere = Annotated[Services, Depends(services_of)]
