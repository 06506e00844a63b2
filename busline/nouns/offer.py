"""A ride that the plan can take in now."""

from pydantic import AwareDatetime, BaseModel, ConfigDict

from busline.nouns.legs import LegName
from busline.nouns.promise import Promise


class Offer(BaseModel):
    """One ride for one leg of a request, with the promise it would become.

    ``held`` says that places are kept free for it until ``expires_at``; an offer that is not held is
    tried again when it is confirmed. ``driver_known`` is false where the window still needs a driver
    and the line's rule allows to promise it.
    """

    model_config = ConfigDict(frozen=True)

    id: str
    request_id: str
    leg: LegName
    promise: Promise
    van_id: str
    duty_id: str
    driver_known: bool
    held: bool
    expires_at: AwareDatetime
    # When the ride is planned now, inside the promise: what the van is expected to do.
    expected_pickup: AwareDatetime
    expected_dropoff: AwareDatetime
