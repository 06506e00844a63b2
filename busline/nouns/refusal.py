"""Why a caller gets no ride at the time that they asked for, and when one would work."""

from enum import StrEnum

from pydantic import AwareDatetime, BaseModel, ConfigDict

from busline.nouns.places import Places
from busline.nouns.promise import Promise


class Shortage(StrEnum):
    """What exactly is missing for a ride; whether no van has it or others took it, the reason says."""

    VAN = "van"  # no van is lent then
    DRIVER = "driver"  # a van is, but nobody drives it
    SEATS = "seats"
    WHEELCHAIR_PLACES = "wheelchair_places"
    PLACES_TOGETHER = "places_together"  # enough of either kind, but not of both at once
    TIME = "time"  # places there are, but no van has the time beside what it has promised
    NOTICE = "notice"  # the ride was asked for too late to be there in time


class NearTime(BaseModel):
    """A ride that fits now at another time than was asked for, as it would be promised, and its van."""

    model_config = ConfigDict(frozen=True)

    promise: Promise
    van_id: str
    driver_known: bool


class WhyNot(BaseModel):
    """What the sentences of a refusal need.

    Attributes
    ----------
    shortage, party
        What is missing, and the places that the party needs.
    looked_from, looked_to
        The first and the last begin of a pickup that was tried in vain; the same twice where the ride
        can't begin at the time asked for, but only from then on.
    first
        The first ride after that which works, if the day has one.
    nearest
        The rides nearest to the time asked for, earlier and later ones, in order of time.
    """

    model_config = ConfigDict(frozen=True)

    shortage: Shortage
    party: Places
    looked_from: AwareDatetime
    looked_to: AwareDatetime
    first: NearTime | None = None
    nearest: tuple[NearTime, ...] = ()
