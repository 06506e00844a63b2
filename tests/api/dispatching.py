"""A peer on the feed that answers as a dispatcher does, for tests of what the API makes of the answers."""

from datetime import timedelta

from busline.errors import ErrorKind
from busline.feed.messages import (
    AnyCommand,
    AnyReply,
    BookedRide,
    Confirmed,
    ConfirmOffers,
    ConfirmWaiting,
    Done,
    Explained,
    ExplainRide,
    Failed,
    LegAnswer,
    Moved,
    MoveRide,
    Offers,
    QuoteRequest,
)
from busline.nouns import (
    Elsewhere,
    LegName,
    NearTime,
    Obstacle,
    Offer,
    Places,
    Promise,
    RefusalReason,
    RideExplained,
    Shortage,
    Stay,
    WhyNot,
)
from tests.api.house import at

PROMISE = Promise(pickup_from=at("10:05"), pickup_to=at("10:15"), dropoff_by=at("10:35"))


EXPLAINED = RideExplained(
    booking_id="",
    van_id="van-1",
    stay=Stay.LEAST_VAN_TIME,
    duty_id="example-duty",
    revision=3,
    party=Places(seats=2),
    van_s=130,
    elsewhere=(
        Elsewhere(van_id="van-2", duty_id="another-duty", van_more_s=1800, riders_more_s=-120),
        Elsewhere(van_id="van-3", obstacle=Obstacle.FULL, shortage=Shortage.SEATS),
        Elsewhere(van_id="van-4", obstacle=Obstacle.FULL, shortage=Shortage.SEATS),
    ),
)


# What a caller hears when planning may have done it, and its answer did not come.
LOST = Failed(code="dispatcher-away", kind=ErrorKind.AWAY, detail="The planning does not answer.")


class Answering:
    """Answers each command and keeps what came.

    ``legs`` answers calls otherwise than with an offer, ``instead`` answers everything; while ``is_silent``
    nothing is answered.
    """

    def __init__(self) -> None:
        self.got: list[AnyCommand] = []
        self.legs: tuple[LegAnswer, ...] = ()
        self.explained = EXPLAINED
        self.instead: AnyReply | None = None
        self.is_silent = False

    def __call__(self, command: AnyCommand) -> AnyReply | None:
        """Return the answer to `command`."""
        self.got.append(command)
        if self.is_silent:
            return None
        if self.instead is not None:
            return self.instead
        if isinstance(command, QuoteRequest):
            offered = LegAnswer(leg=LegName.OUT, offers=(_offer(command.request_id),))
            return Offers(request_id=command.request_id, legs=self.legs or (offered,))
        if isinstance(command, ConfirmOffers):
            return _confirmed(command)
        if isinstance(command, ConfirmWaiting):
            return Confirmed(request_id="example-refused", bookings=(_ride(),))
        if isinstance(command, ExplainRide):
            return Explained(ride=self.explained.model_copy(update={"booking_id": command.booking_id}))
        if isinstance(command, MoveRide):
            return _moved(command)
        return Done(result={"type": command.type})

    def of_type(self, kind: type[AnyCommand]) -> list[AnyCommand]:
        """Return the commands of one type that came."""
        return [command for command in self.got if isinstance(command, kind)]


def near(clock_time: str, van_id: str = "van-2") -> NearTime:
    """Return a ride that works from a clock time on."""
    begin = at(clock_time)
    promise = Promise(
        pickup_from=begin, pickup_to=begin + timedelta(minutes=10), dropoff_by=begin + timedelta(minutes=30)
    )
    return NearTime(promise=promise, van_id=van_id, driver_known=True)


def refused(
    reason: RefusalReason,
    shortage: Shortage,
    *nearest: NearTime,
    span: tuple[str, str] = ("10:00", "11:20"),
    leg: LegName = LegName.OUT,
    **party: int,
) -> LegAnswer:
    """Return a refusal of a wheelchair (or another party) after pickups in `span` were tried in vain."""
    why_not = WhyNot(
        shortage=shortage,
        party=Places(**(party or {"wheelchairs": 1})),
        looked_from=at(span[0]),
        looked_to=at(span[1]),
        first=next((one for one in nearest if one.promise.pickup_from >= at(span[1])), None),
        nearest=nearest,
    )
    return LegAnswer(leg=leg, refusal=reason, why_not=why_not)


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


def _moved(command: MoveRide) -> Moved:
    return Moved(
        booking_id=command.booking_id,
        duty_id=command.duty_id or "example-duty",
        van_id="van-2" if command.duty_id else "van-1",
        pinned=command.pin,
        from_duty_id="example-duty",
        from_van_id="van-1",
        was_pinned=False,
    )


def _confirmed(command: ConfirmOffers) -> AnyReply:
    if "example-offer" not in command.offer_ids:
        return Failed(code="offer-gone", kind=ErrorKind.CONFLICT, detail="That offer is gone.")
    return Confirmed(request_id=command.request_id, bookings=(_ride(),))


def _ride() -> BookedRide:
    return BookedRide(
        booking_id="example-booking",
        reference="482 913",
        leg=LegName.OUT,
        promise=PROMISE,
        van_id="van-1",
        duty_id="example-duty",
        driver_known=True,
    )
