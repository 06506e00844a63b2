"""Calendars by address on the lender's page: add one, look at it now, end it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any

import httpx
from fastapi import APIRouter, Depends, Form, Response
from fastapi.responses import RedirectResponse
from pydantic import BaseModel
from sqlalchemy import select
from sqlalchemy.orm import Session

from api.access.permissions import Permission
from api.calendar_limits import fetch_limits
from api.idempotency import AlreadyAnswered
from api.pages.frame import Reader, reader
from api.pages.once import FormOnce, reply_of
from api.pages.problem_page import say_fault
from api.pages.tasks.from_lender import about_vans
from busline.errors import Fault, UnknownNoun
from busline.lending.unread import is_unread
from busline.lending.watching import add_feed, check_feed
from busline.record.lenders import vans_of_lender
from busline.record.tables import CalendarCheck, CalendarFeed, Van

router = APIRouter()
Lender = Annotated[Reader, Depends(reader(Permission.WINDOWS_OFFER))]


class FeedAdded(BaseModel):
    """The calendar that a form added."""

    id: str


@dataclass(frozen=True, slots=True)
class CalendarLine:
    """A calendar as its lender sees it; of its address only the host, for the rest opens it."""

    id: str
    about: str
    host: str
    checked_at: datetime | None
    faults: list[str]


@router.post("/lend/calendars")
def add_calendar(
    frame: Lender,
    once: FormOnce,
    address: Annotated[str, Form(min_length=1, max_length=2000)],
    van_id: Annotated[str, Form(max_length=64)] = "",
) -> Response:
    """Add a calendar, and look at it at once."""

    def work() -> Response:
        with once.change("calendar added") as session:
            own = {van.id for van in vans_of_lender(session, frame.line.id, frame.caller.lender)}
            if van_id and van_id not in own:
                raise UnknownNoun("van", van_id)
            feed_id = add_feed(
                session, frame.line.id, frame.caller.lender, van_id or None, address, frame.now
            )
            return once.answer(session, FeedAdded(id=feed_id))

    return _looked_at(frame, reply_of(work)["id"])


@router.post("/lend/calendars/{feed_id}/check")
def check_calendar(frame: Lender, _: FormOnce, feed_id: str) -> Response:
    """Look at a calendar now; doing it again changes nothing that the first time did not."""
    with frame.services.record.read() as session:
        _own(session, frame, feed_id)
    return _looked_at(frame, feed_id)


@router.post("/lend/calendars/{feed_id}/end")
def end_calendar(frame: Lender, once: FormOnce, feed_id: str) -> Response:
    """Look at a calendar no longer; the windows that it led to stay."""
    try:
        with once.change("calendar ended") as session:
            _own(session, frame, feed_id).active = False
            once.answer(session, FeedAdded(id=feed_id))
    except AlreadyAnswered:
        pass  # pressed twice: it is shown as it stands
    return RedirectResponse("/lend/offer", status_code=303)


def calendar_lines(session: Session, frame: Reader) -> list[CalendarLine]:
    """Return the calendars of the reader's vans."""
    wanted = (
        select(CalendarFeed, CalendarCheck, Van.name)
        .join(CalendarCheck, CalendarCheck.feed_id == CalendarFeed.id)
        .outerjoin(Van, (Van.line_id == CalendarFeed.line_id) & (Van.id == CalendarFeed.van_id))
        .where(CalendarFeed.line_id == frame.line.id, CalendarFeed.active)
        .order_by(CalendarFeed.van_id, CalendarFeed.id)
    )
    if frame.caller.lender:
        wanted = wanted.where(CalendarFeed.lender == frame.caller.lender)
    return [
        CalendarLine(
            feed.id,
            van_name or frame.words("calendar-all-vans"),
            httpx.URL(feed.calendar_address).host,
            check.checked_at,
            [say_fault(frame.words, _fault(one)) for one in check.faults],
        )
        for feed, check, van_name in session.execute(wanted)
    ]


def unread_calendars(session: Session, frame: Reader) -> list[str]:
    """Return in a sentence each which of the reader's calendars can't be read for longer than a day."""
    wanted = (
        select(CalendarFeed, CalendarCheck)
        .join(CalendarCheck, CalendarCheck.feed_id == CalendarFeed.id)
        .where(CalendarFeed.line_id == frame.line.id, CalendarFeed.active)
        .where(CalendarCheck.wrong_since.is_not(None))
        .order_by(CalendarFeed.van_id, CalendarFeed.id)
    )
    if frame.caller.lender:
        wanted = wanted.where(CalendarFeed.lender == frame.caller.lender)
    return [
        frame.words(
            "calendar-unread",
            about=about_vans(session, frame, feed),
            since=frame.times.moment(check.wrong_since),
        )
        for feed, check in session.execute(wanted)
        if check.wrong_since is not None and is_unread(check, frame.now)
    ]


def _looked_at(frame: Reader, feed_id: str) -> Response:
    services = frame.services
    proposal_id = check_feed(services.record, services.clock, fetch_limits(services.settings), feed_id)
    where = f"/lend/offer/{proposal_id}" if proposal_id else "/lend/offer"
    return RedirectResponse(where, status_code=303)


def _own(session: Session, frame: Reader, feed_id: str) -> CalendarFeed:
    feed = session.get(CalendarFeed, feed_id)
    lender = frame.caller.lender
    if feed is None or feed.line_id != frame.line.id or (lender and feed.lender != lender):
        raise UnknownNoun("calendar", feed_id)
    return feed


def _fault(kept: dict[str, Any]) -> Fault:
    return Fault(kept["where"], kept["message"], kept["code"], kept["params"])
