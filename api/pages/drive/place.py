"""Where the driver's phone is: said again every half minute while the driver shares it, and kept nowhere."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Query, Response

from api.access.permissions import Permission
from api.driver.service import driver_of
from api.pages.frame import Reader, reader
from api.van_places.service import share_place, stop_sharing
from busline.feed.van_places import VanPlace

router = APIRouter()
Driver = Annotated[Reader, Depends(reader(Permission.OWN_RUN))]


# Takes no idempotency key: only the newest counts, and saying it twice is saying it once.
@router.post("/drive/place")
def say_place(
    frame: Driver,
    duty: Annotated[str, Form(max_length=32)],
    lat: Annotated[float, Form(ge=-90, le=90)],
    lon: Annotated[float, Form(ge=-180, le=180)],
) -> Response:
    """Keep where the van of one's own duty is now, for the coordinators' map."""
    place = VanPlace(duty_id=duty, lat=lat, lon=lon, at=frame.now)
    share_place(frame.services, frame.line.id, driver_of(frame.caller), place)
    return Response(status_code=204)


@router.delete("/drive/place")
def forget_place(frame: Driver, duty: Annotated[str, Query(max_length=32)]) -> Response:
    """Forget where the van is: the driver does not share it any more."""
    stop_sharing(frame.services, frame.line.id, driver_of(frame.caller), duty)
    return Response(status_code=204)
