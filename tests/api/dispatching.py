"""A peer on the feed that answers as a dispatcher does, for tests of what the API makes of the answers."""

from datetime import timedelta

from busline.errors import ErrorKind
from busline.feed.messages import (
    AnyCommand,
    AnyReply,
    BookedRide,
    Confirmed,
    ConfirmOffers,
    Done,
    Failed,
    LegAnswer,
    Offers,
    QuoteRequest,
)
from busline.nouns import LegName, Offer, Promise
from tests.api.house import at

PROMISE = Promise(pickup_from=at("10:05"), pickup_to=at("10:15"), dropoff_by=at("10:35"))


class Answering:
    """Answers each command and keeps what came."""

    def __init__(self) -> None:
        self.got: list[AnyCommand] = []

    def __call__(self, command: AnyCommand) -> AnyReply:
        """Return the answer to `command`."""
        self.got.append(command)
        if isinstance(command, QuoteRequest):
            answer = LegAnswer(leg=LegName.OUT, offers=(_offer(command.request_id),))
            return Offers(request_id=command.request_id, legs=(answer,))
        if isinstance(command, ConfirmOffers):
            return _confirmed(command)
        return Done(result={"type": command.type})

    def of_type(self, kind: type[AnyCommand]) -> list[AnyCommand]:
        """Return the commands of one type that came."""
        return [command for command in self.got if isinstance(command, kind)]


def _offer(request_id: str) -> Offer:
    return Offer(
        id="example-offer",
        request_id=request_id,
        leg=LegName.OUT,
        promise=PROMISE,
        van_id="van-1",
        duty_id="example-duty",
        driver_known=True,
        held=True,
        expires_at=at("08:03"),
        expected_pickup=PROMISE.pickup_from,
        expected_dropoff=PROMISE.pickup_from + timedelta(minutes=10),
    )


def _confirmed(command: ConfirmOffers) -> AnyReply:
    if "example-offer" not in command.offer_ids:
        return Failed(code="offer-gone", kind=ErrorKind.CONFLICT, detail="That offer is gone.")
    ride = BookedRide(
        booking_id="example-booking",
        reference="482 913",
        leg=LegName.OUT,
        promise=PROMISE,
        van_id="van-1",
        duty_id="example-duty",
        driver_known=True,
    )
    return Confirmed(request_id=command.request_id, bookings=(ride,))
