"""Why a ride is on its van, and what moving it elsewhere would cost."""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from busline.nouns.places import Places
from busline.nouns.refusal import Shortage


class Stay(StrEnum):
    """Why a ride is on the van that it is on."""

    ON_BOARD = "on_board"  # the rider is in it
    FROZEN = "frozen"  # the van is on its way there, or will be in a moment
    PINNED = "pinned"  # a coordinator wants it there
    ONLY_VAN = "only_van"  # no other van can take it
    LEAST_VAN_TIME = "least_van_time"
    LEAST_DETOUR = "least_detour"  # others need no more van time, but people would ride longer
    AS_GOOD = "as_good"  # another would do as well
    BETTER_ELSEWHERE = "better_elsewhere"  # another would do better by now; the plan has not followed yet


class Obstacle(StrEnum):
    """Why a ride can't move to another van."""

    NOT_LENT = "not_lent"
    NO_DRIVER = "no_driver"
    NO_PLACE_KIND = "no_place_kind"  # the van has no such places, even when empty
    FULL = "full"  # others have taken them
    PROMISES = "promises"  # a promise, to this rider or another, could not be kept
    UNDER_WAY = "under_way"  # the van is under way and past it


class Elsewhere(BaseModel):
    """What moving a ride to another van would mean: an obstacle, or what it would cost more.

    Attributes
    ----------
    shortage
        Which places are missing, where the obstacle is about places.
    duty_id
        The duty of the van on which the ride fits best. None where it fits on none.
    van_more_s, riders_more_s
        Seconds that all vans together would be under way more, and all riders together would ride more
        than the direct drive; negative for less. None where it does not fit.
    """

    model_config = ConfigDict(frozen=True)

    van_id: str
    duty_id: str | None = None
    obstacle: Obstacle | None = None
    shortage: Shortage | None = None
    van_more_s: int | None = None
    riders_more_s: int | None = None


class RideExplained(BaseModel):
    """Why a ride is where it is. ``van_s`` is the van time that it takes there, where it could still move.

    ``elsewhere`` names the other vans of the day, those that fit first and the best of them first; none for
    a ride that can't move any more. ``duty_id`` is the duty that it is on, ``revision`` the one of the plan
    that this is true of.
    """

    model_config = ConfigDict(frozen=True)

    booking_id: str
    van_id: str
    stay: Stay
    party: Places
    van_s: int | None = None
    elsewhere: tuple[Elsewhere, ...] = ()
    duty_id: str | None = None
    revision: int = 0
