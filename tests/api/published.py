"""Manifests of the example duty as a dispatcher publishes them."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from busline.nouns import BookingState, Call, LegName, RequestState
from busline.record.engine import Record
from busline.record.manifests import latest_version, publish_manifest
from busline.record.tables import Booking, Duty, ManifestVersion, Request, Run
from tests.api.house import DAY, HOME, LINE, SHOPS, at

DUTY = "example-duty"


def publish(record: Record, made_at: datetime, driver_id: str = "anna") -> ManifestVersion:
    """Publish the example duty as it is planned."""
    with record.change("dispatcher") as session:
        duty = session.get_one(Duty, DUTY)
        return publish_manifest(session, duty, driver_id, latest_version(session, DUTY), now=made_at)


def change_calls(record: Record, changed: Mapping[int, Mapping[str, Any]]) -> None:
    """Change calls of the example duty, by their place in the run."""
    with record.change("test") as session:
        run = session.get_one(Run, DUTY)
        calls = [Call.model_validate(call) for call in run.calls]
        calls = [call.model_copy(update=dict(changed.get(place, {}))) for place, call in enumerate(calls)]
        run.calls = [call.model_dump(mode="json") for call in calls]


def add_ride(record: Record, booking_id: str, resident_id: str, aid: str = "none") -> None:
    """Book somebody else on the same way, and plan them on the example duty."""
    with record.change("test") as session:
        session.add(
            Request(
                id=f"request-{booking_id}",
                line_id=LINE,
                resident_id=resident_id,
                service_date=DAY,
                made_at=at("08:00"),
                made_by="test",
                state=RequestState.CONFIRMED,
                aid=aid,
                seats=1,
                wheelchairs=0,
                boarding_s=60,
            )
        )
        session.flush()
        session.add(
            Booking(
                id=booking_id,
                line_id=LINE,
                reference=f"777 {booking_id}",
                request_id=f"request-{booking_id}",
                leg=LegName.OUT,
                resident_id=resident_id,
                service_date=DAY,
                from_stop_id=HOME,
                to_stop_id=SHOPS,
                seats=1,
                wheelchairs=0,
                boarding_s=60,
                pickup_from=at("10:05"),
                pickup_to=at("10:15"),
                dropoff_by=at("10:05") + timedelta(minutes=30),
                state=BookingState.CONFIRMED,
                confirmed_at=at("08:00"),
            )
        )
    change_calls(
        record,
        {1: {"board": ("example-booking", booking_id)}, 2: {"alight": ("example-booking", booking_id)}},
    )
