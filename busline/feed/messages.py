"""The messages of the feed: typed, versioned, validated on both sides.

A command carries ids of rows that are already in the record wherever something must not be lost; Redis
may forget every message at any moment. Adding an optional field keeps the version; anything else raises it.
"""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, TypeAdapter

from busline.errors import ErrorKind
from busline.nouns import LegName, Offer, Promise, RefusalReason, RideExplained, WhyNot

VERSION: Literal[1] = 1


class Message(BaseModel):
    """What every message carries. ``actor`` is a login, or the name of a part of the system."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    v: Literal[1] = VERSION


class Command(Message):
    """Something the dispatcher that owns the line shall do.

    ``id`` names this message and its reply. ``idempotency_key`` names the wish: the same wish sent twice
    is done once, and answered twice with the same reply.
    """

    id: str
    line_id: str
    actor: str
    sent_at: AwareDatetime
    idempotency_key: str | None = None


class QuoteRequest(Command):
    """Find offers for a request that is in the record, and hold them.

    ``instead_of`` names a request of the same caller that this one takes the place of: what is held for it
    is let go first, so that a caller who tries another time does not stand in their own way.
    """

    type: Literal["quote_request"] = "quote_request"
    request_id: str
    instead_of: str | None = None


class ConfirmOffers(Command):
    """Turn offers of one request (at most one a leg) into bookings; all of them or none."""

    type: Literal["confirm_offers"] = "confirm_offers"
    request_id: str
    offer_ids: tuple[str, ...] = Field(min_length=1, max_length=2)


class DeclineOffers(Command):
    """The caller took none: let go of what is held and keep the refusal."""

    type: Literal["decline_offers"] = "decline_offers"
    request_id: str
    why: str = ""


class ConfirmWaiting(Command):
    """Turn what is held for an entry of the waiting list into bookings; ``task_id`` is done with it."""

    type: Literal["confirm_waiting"] = "confirm_waiting"
    waiting_id: str
    task_id: str | None = None
    outcome: str = ""


class WaitingListChanged(Command):
    """Somebody joined or left the waiting list: let go of what was held for them, and offer what is free."""

    type: Literal["waiting_list_changed"] = "waiting_list_changed"


class CancelBookings(Command):
    """Take bookings back on the resident's wish."""

    type: Literal["cancel_bookings"] = "cancel_bookings"
    booking_ids: tuple[str, ...] = Field(min_length=1, max_length=50)
    why: str = ""


class ExplainRide(Command):
    """Say why a booking that is still to be driven is on its van, and what moving it would cost."""

    type: Literal["explain_ride"] = "explain_ride"
    booking_id: str


class MoveRide(Command):
    """Put a booking on another duty of its day, or leave it where it is; and pin it there, or let go of it.

    ``duty_id`` left out, it stays where it is. ``revision`` is the plan that whoever moves it has seen: where
    one of the two runs has changed since, nothing is moved.
    """

    type: Literal["move_ride"] = "move_ride"
    booking_id: str
    duty_id: str | None = None
    pin: bool = True
    revision: int | None = None
    why: str = ""


class UndoBookings(Command):
    """Take a slip of a moment ago back, all of it or nothing.

    What it booked (``booking_ids``) is cancelled; what it cancelled (``reinstate``) rides again with its old
    promise, if the plan can still keep that.
    """

    type: Literal["undo_bookings"] = "undo_bookings"
    booking_ids: tuple[str, ...] = Field(default=(), max_length=2)
    reinstate: tuple[str, ...] = Field(default=(), max_length=2)
    why: str = ""


class DriverEventRecorded(Command):
    """A driver's event is in the record; let the plan follow it."""

    type: Literal["driver_event_recorded"] = "driver_event_recorded"
    event_id: str


class WithdrawWindow(Command):
    """Cordaan needs a van itself: its window ends at `from_instant` (or never begins)."""

    type: Literal["withdraw_window"] = "withdraw_window"
    window_id: str
    from_instant: AwareDatetime
    why: str = ""


class ChangeWindow(Command):
    """A van is lent at other times than before; rides that no longer fit move, or become tasks."""

    type: Literal["change_window"] = "change_window"
    window_id: str
    starts_at: AwareDatetime
    ends_at: AwareDatetime
    why: str = ""


class DriverUnavailable(Command):
    """A driver can't drive in a span; their duties go to somebody else, or their rides do."""

    type: Literal["driver_unavailable"] = "driver_unavailable"
    driver_id: str
    starts_at: AwareDatetime
    ends_at: AwareDatetime
    why: str = ""


class RosterDays(Command):
    """Make windows from the patterns and put drivers on them for `from_day` to `to_day`, both included."""

    type: Literal["roster_days"] = "roster_days"
    from_day: date
    to_day: date


class PublishRoster(Command):
    """Give the duties of a drafted roster their drivers, and tell them."""

    type: Literal["publish_roster"] = "publish_roster"
    roster_id: str


class TakeDuty(Command):
    """A driver takes a duty that is open, if the rules let them."""

    type: Literal["take_duty"] = "take_duty"
    duty_id: str
    driver_id: str


class AgreeSwap(Command):
    """The driver who was asked agrees to swap duties; done if the rules still let both."""

    type: Literal["agree_swap"] = "agree_swap"
    swap_id: str
    driver_id: str


class LineChanged(Command):
    """The line's own data (stops, rules, driving times, vans) is new in the record: read it again."""

    type: Literal["line_changed"] = "line_changed"
    what: str


class StandingChanged(Command):
    """A standing booking was made, changed, skipped or stopped in the record: let its rides ahead follow.

    Rides whose time no longer matches are cancelled and booked anew; what was agreed with the caller about
    one day stays. The answer is a `Done` that names the bookings: see `dispatcher.desk.standing.following`.
    """

    type: Literal["standing_changed"] = "standing_changed"
    standing_id: str


class Ping(Command):
    """Answer at once: shows that the way there and back works, and how long it takes."""

    type: Literal["ping"] = "ping"


# Done while whoever asks waits, or not at all: when no answer comes, they are told that nothing was changed.
AtOnce = ConfirmOffers | ConfirmWaiting | MoveRide | UndoBookings | TakeDuty | AgreeSwap

AnyCommand = Annotated[
    QuoteRequest
    | ConfirmOffers
    | DeclineOffers
    | ConfirmWaiting
    | WaitingListChanged
    | CancelBookings
    | ExplainRide
    | MoveRide
    | UndoBookings
    | DriverEventRecorded
    | WithdrawWindow
    | ChangeWindow
    | DriverUnavailable
    | RosterDays
    | PublishRoster
    | TakeDuty
    | AgreeSwap
    | LineChanged
    | StandingChanged
    | Ping,
    Field(discriminator="type"),
]


class LegAnswer(BaseModel):
    """The offers for one leg, the best first; or why there are none and what would work instead.

    ``why_not`` is there with every refusal by the planner; one by the caller needs no explanation.
    """

    model_config = ConfigDict(frozen=True)

    leg: LegName
    offers: tuple[Offer, ...] = ()
    refusal: RefusalReason | None = None
    why_not: WhyNot | None = None
    refusal_id: str | None = None


class Offers(Message):
    """Answer to `QuoteRequest`."""

    type: Literal["offers"] = "offers"
    request_id: str
    legs: tuple[LegAnswer, ...]


class BookedRide(BaseModel):
    """A booking as it was just made."""

    model_config = ConfigDict(frozen=True)

    booking_id: str
    reference: str
    leg: LegName
    promise: Promise
    van_id: str
    duty_id: str
    driver_known: bool


class Confirmed(Message):
    """Answer to `ConfirmOffers` and `ConfirmWaiting`."""

    type: Literal["confirmed"] = "confirmed"
    request_id: str
    bookings: tuple[BookedRide, ...]


class Explained(Message):
    """Answer to `ExplainRide`."""

    type: Literal["explained"] = "explained"
    ride: RideExplained


class Moved(Message):
    """Answer to `MoveRide`: where the ride is now, and where and how it was."""

    type: Literal["moved"] = "moved"
    booking_id: str
    duty_id: str
    van_id: str
    pinned: bool
    from_duty_id: str
    from_van_id: str
    was_pinned: bool


class Done(Message):
    """Answer to a command that only has to be done; ``result`` says what came of it, by the command."""

    type: Literal["done"] = "done"
    result: dict[str, Any] = Field(default_factory=dict)


class Failed(Message):
    """The command was understood but can't be done; nothing was changed."""

    type: Literal["failed"] = "failed"
    code: str
    kind: ErrorKind
    detail: str
    params: dict[str, Any] = Field(default_factory=dict)


AnyReply = Annotated[Offers | Confirmed | Explained | Moved | Done | Failed, Field(discriminator="type")]


Topic = Literal[
    "plan", "bookings", "tasks", "hours", "residents", "line", "calls", "presence", "messages", "places"
]


class LiveEvent(Message):
    """Something changed that pages may show; they fetch anew what they need."""

    type: Literal["live"] = "live"
    line_id: str
    topic: str  # a `Topic`, or one of a release to come
    service_date: date | None = None
    ids: tuple[str, ...] = ()


command_adapter: TypeAdapter[AnyCommand] = TypeAdapter(AnyCommand)
reply_adapter: TypeAdapter[AnyReply] = TypeAdapter(AnyReply)
