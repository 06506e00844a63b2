"""What the desk's templates show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from api.pages.standing.views import StandingLine
from busline.nouns import RESIDENT_KINDS
from busline.record.tables import Resident


@dataclass(frozen=True, slots=True)
class RideLine:
    """One ride with its promise and the names of its stops."""

    id: str
    name: str
    pickup_from: datetime
    pickup_to: datetime
    origin: str
    destination: str
    state: str
    changeable: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """A stop, or an activity at one, as an option under a field; ``fills`` goes into other fields."""

    value: str
    label: str
    detail: str
    fills: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class BookingForm:
    """The middle of the desk, as text in fields; ``focus`` says where the next word goes."""

    resident_id: str = ""
    from_stop: str = ""
    from_text: str = ""
    to_stop: str = ""
    to_text: str = ""
    day: str = ""
    time: str = ""
    mode: str = "arrive_by"
    back: str = ""
    aid: str = "none"
    companions: str = "0"
    activity_id: str = ""
    replaces: str = ""
    instead_of: str = ""  # the request that this form made before, in the same call
    changing: str = ""
    from_paper: bool = False
    called: str = ""
    focus: str = ""
    faults: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class UsualTrip:
    """A trip that a resident makes often, with the number key that asks for the next one."""

    key: str
    name: str
    form: BookingForm

    @property
    def fields(self) -> list[tuple[str, str]]:
        """The form as a browser sends it."""
        form = self.form
        return [
            ("resident_id", form.resident_id),
            ("from_stop", form.from_stop),
            ("from_stop_text", form.from_text),
            ("to_stop", form.to_stop),
            ("to_stop_text", form.to_text),
            ("day", form.day),
            ("time", form.time),
            ("mode", form.mode),
            ("back", form.back),
            ("aid", form.aid),
            ("companions", form.companions),
            ("activity_id", form.activity_id),
        ]


@dataclass(frozen=True, slots=True)
class MessageWishes:
    """How a resident wants messages, and how many of the kinds."""

    resident_id: str
    channel: str
    count: int
    all: int = len(RESIDENT_KINDS)

    @property
    def has_all(self) -> bool:
        """Whether every kind is wanted."""
        return self.count == self.all


def wishes_of(resident: Resident) -> MessageWishes:
    """Return what the card says of a resident's wishes."""
    return MessageWishes(resident.id, resident.message_channel.value, len(resident.message_kinds))


@dataclass(frozen=True, slots=True)
class WishesForm:
    """The same, as it stands in fields."""

    resident_id: str
    etag: str
    channel: str
    kinds: Sequence[str]
    email: str
    faults: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Card:
    """A resident as the coordinator sees them in a call.

    ``is_checked`` is false for a postcode and house number that no register has confirmed; ``no_shows`` are
    the days of the last half year on which a van waited in vain.
    """

    id: str
    name: str
    salutation: str
    phone: str
    address: str
    is_checked: bool
    home_stop_id: str
    home_stop: str
    aid: str
    companions: int
    extra_minutes: int
    driver_note: str
    has_care_note: bool
    wishes: MessageWishes
    rides: Sequence[RideLine]
    etag: str
    usual: Sequence[UsualTrip] = ()
    standing: Sequence[StandingLine] = ()
    past: Sequence[RideLine] = ()
    no_shows: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class OfferLine:
    """An offer with the number key that chooses it; one a way is ``chosen`` from the start."""

    id: str
    key: str
    pickup_from: datetime
    pickup_to: datetime
    dropoff_by: datetime
    driver_known: bool
    chosen: bool
    focus: bool


@dataclass(frozen=True, slots=True)
class OtherTime:
    """A time that works instead of a refused one, with the number key that asks for it."""

    key: str
    pickup_from: datetime
    van: str
    driver_known: bool


@dataclass(frozen=True, slots=True)
class LegView:
    """One way: its offers, or in sentences why there are none, and other times."""

    name: str
    origin: str
    destination: str
    offers: Sequence[OfferLine]
    none_key: str
    sentences: Sequence[str]
    other_times: Sequence[OtherTime]


@dataclass(frozen=True, slots=True)
class OffersView:
    """What can be read to the caller and booked; ``way_back`` is when the activity there is over."""

    request_id: str
    day: date
    legs: Sequence[LegView]
    expires_at: datetime
    way_back: str = ""
    kind: str = "offers"

    @property
    def bookable(self) -> int:
        """Ways that have an offer."""
        return sum(1 for leg in self.legs if leg.offers)

    @property
    def optional(self) -> bool:
        """Whether a caller may take one way only."""
        return self.bookable > 1


@dataclass(frozen=True, slots=True)
class PromisedRide:
    """A ride that was just promised, to be read aloud."""

    booking_id: str
    leg: str
    pickup_from: datetime
    pickup_to: datetime
    dropoff_by: datetime
    origin: str
    destination: str


@dataclass(frozen=True, slots=True)
class PromiseView:
    """What was booked, as sentences."""

    rides: Sequence[PromisedRide]
    references: str
    driver_later: bool
    request_id: str = ""
    wait_until: datetime | None = None  # for a way that was refused
    kind: str = "promise"


@dataclass(frozen=True, slots=True)
class Waiting:
    """A stored request that nobody could answer yet."""

    name: str
    wanted_at: datetime
    origin: str
    destination: str


@dataclass(frozen=True, slots=True)
class DayGlance:
    """The right side of the desk."""

    rides: int
    on_board: int
    done: int
    refused: int
    on_waiting_list: int
    tasks: Sequence[object]
    waiting: Sequence[Waiting]
    next: Sequence[RideLine]
