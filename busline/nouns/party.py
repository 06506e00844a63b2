"""Who rides together: a resident with an aid, and companions."""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field

from busline.nouns.places import Places


class Aid(StrEnum):
    """What a resident rides with."""

    NONE = "none"
    WALKER = "walker"  # rollator, folded: rides in a seat
    WHEELCHAIR = "wheelchair"  # stays in the wheelchair
    SCOOTER = "scooter"  # scootmobiel: the rider takes a seat, the scooter a wheelchair place


class Party(BaseModel):
    """One resident and the companions who ride along."""

    model_config = ConfigDict(frozen=True)

    aid: Aid = Aid.NONE
    companions: int = Field(default=0, ge=0, le=7)

    @property
    def places(self) -> Places:
        """The places this party takes in a van."""
        own_seat = 0 if self.aid is Aid.WHEELCHAIR else 1
        own_wheelchair_place = 1 if self.aid in (Aid.WHEELCHAIR, Aid.SCOOTER) else 0
        return Places(seats=own_seat + self.companions, wheelchairs=own_wheelchair_place)

    @property
    def boarding_key(self) -> str:
        """The key of the line's ``boarding_s`` rule for this party; companions board meanwhile."""
        return "seat" if self.aid is Aid.NONE else self.aid.value
