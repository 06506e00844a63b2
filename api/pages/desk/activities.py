"""Which activity a trip goes to, where only its stop and its time were said; and when it is over."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.pages.frame import Reader
from busline.days import at
from busline.nouns import TimeMode
from busline.record.tables import Activity

# Somebody who is there so long before it begins, or so long after, comes for it.
EARLY, LATE = timedelta(minutes=45), timedelta(minutes=15)
ON_THE_WAY = timedelta(minutes=30)  # more for one who says when to leave


def activities_at(session: Session, line_id: str, stop_id: str) -> list[Activity]:
    """Return what there is to do at a stop, by its begin."""
    wanted = select(Activity).where(Activity.line_id == line_id, Activity.stop_id == stop_id)
    return list(session.scalars(wanted.order_by(Activity.starts, Activity.id)))


def activity_near(
    activities: Iterable[Activity], weekday: int, clock: time, mode: TimeMode
) -> Activity | None:
    """Return the activity that a trip at `clock` on `weekday` (Monday is 0) is for, or the nearest."""
    early = EARLY + (ON_THE_WAY if mode is TimeMode.DEPART_AT else timedelta())
    found = [
        (abs(_before(one, clock)), one.id, one)
        for one in activities
        if one.weekday == weekday and -LATE <= _before(one, clock) <= early
    ]
    return min(found)[2] if found else None


def way_back_of(session: Session, frame: Reader, stop_id: str, out_at: datetime, mode: TimeMode) -> str:
    """Return when to come back from the activity that a ride there is for, as “13:15”; or nothing."""
    local = frame.times.local(out_at)
    found = activity_near(activities_at(session, frame.line.id, stop_id), local.weekday(), local.time(), mode)
    if found is None or at(local.date(), found.ends, frame.line.zone) <= out_at:
        return ""
    return f"{found.ends:%H:%M}"


def _before(activity: Activity, clock: time) -> timedelta:
    """Return how long before the activity begins it is `clock`; less than nothing once it has begun."""
    starts, asked = activity.starts, clock
    return timedelta(minutes=(starts.hour - asked.hour) * 60 + starts.minute - asked.minute)
