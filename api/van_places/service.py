"""Sharing where the van is: during a duty, not in its breaks, the newest place alone, never in the record."""

from collections.abc import Iterable

import structlog
from sqlalchemy import select
from sqlalchemy.orm import Session

from api.services import Services
from busline.errors import Conflict, UnknownNoun
from busline.feed.connection import FeedAway
from busline.feed.van_places import VanPlace, VanPlaceShelf
from busline.nouns import DriverEventKind, DutyState
from busline.record.driver_events import EventWish, NotYourDuty
from busline.record.tables import DriverEvent, Duty

log = structlog.get_logger()

DRIVES_ON = (DriverEventKind.CLOCK_IN, DriverEventKind.BREAK_END)
STOPS = (DriverEventKind.CLOCK_OUT, DriverEventKind.BREAK_START)
OVER = (DutyState.DONE, DutyState.WITHDRAWN)


class NotOnTheRoad(Conflict):
    """The driver has not clocked in, has a break, or has clocked out: where they are is private then."""

    code = "not-on-the-road"


def share_place(services: Services, line_id: str, driver_id: str, place: VanPlace) -> None:
    """Keep where the van is; without the feed nobody sees it, and the next place comes soon.

    Raises
    ------
    UnknownNoun
        If there is no such duty on the line.
    NotYourDuty
        If the duty is another driver's.
    NotOnTheRoad
        If nobody works on the duty now.
    """
    _require_on_the_road(services, line_id, driver_id, place.duty_id)
    try:
        VanPlaceShelf(services.feed).put(line_id, place)
    except FeedAway:
        log.debug("nobody hears where the van is", line=line_id)
        return
    try:
        # The driver may have clocked out between the look and the keeping.
        _require_on_the_road(services, line_id, driver_id, place.duty_id)
    except Conflict:
        forget_place(services, line_id, place.duty_id)
        raise


def stop_sharing(services: Services, line_id: str, driver_id: str, duty_id: str) -> None:
    """Forget where the van is, as its driver does not want to share it any more.

    Raises
    ------
    UnknownNoun, NotYourDuty
        As in `share_place`.
    """
    with services.record.read() as session:
        _own_duty(session, line_id, driver_id, duty_id)
    forget_place(services, line_id, duty_id)


def forget_after(services: Services, line_id: str, reports: Iterable[EventWish]) -> None:
    """Forget where the vans are whose drivers have clocked out or begun a break by `reports`."""
    for duty_id in {one.duty_id for one in reports if one.kind in STOPS}:
        forget_place(services, line_id, duty_id)


def forget_place(services: Services, line_id: str, duty_id: str) -> None:
    """Forget where the van of a duty is; without the feed it is forgotten already, or soon."""
    try:
        VanPlaceShelf(services.feed).drop(line_id, duty_id)
    except FeedAway:
        log.debug("a place is left to expire", line=line_id)


def _require_on_the_road(services: Services, line_id: str, driver_id: str, duty_id: str) -> None:
    with services.record.read() as session:
        duty = _own_duty(session, line_id, driver_id, duty_id)
        last = session.scalars(
            select(DriverEvent.kind)
            .where(
                DriverEvent.duty_id == duty.id,
                DriverEvent.kind.in_((*DRIVES_ON, *STOPS)),
                DriverEvent.rejected_why.is_(None),
            )
            .order_by(DriverEvent.happened_at.desc(), DriverEvent.received_at.desc())
            .limit(1)
        ).first()
    if last not in DRIVES_ON or duty.state in OVER:
        raise NotOnTheRoad("Where the van is can be shared from clocking in to clocking out, not in a break.")


def _own_duty(session: Session, line_id: str, driver_id: str, duty_id: str) -> Duty:
    duty = session.get(Duty, duty_id)
    if duty is None or duty.line_id != line_id:
        raise UnknownNoun("duty", duty_id)
    if duty.driver_id != driver_id:
        raise NotYourDuty("This duty is driven by somebody else now. Load your run again.")
    return duty
