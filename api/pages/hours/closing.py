"""Closing a month of hours, and opening it again with a reason."""

from typing import Annotated

from fastapi import APIRouter, Depends, Response

from api.access.permissions import Permission
from api.common import Month
from api.hours.months import close_month, first_day, reopen_month
from api.lines.queries import get_line
from api.pages.frame import Reader, reader
from api.pages.hours.acting import ViewField, Why, do_once, reason_of, section
from api.pages.once import FormOnce
from busline.record.engine import WriteSession

router = APIRouter()
Closer = Annotated[Reader, Depends(reader(Permission.MONTH_CLOSE))]


@router.post("/review/hours/months/{month}/close")
def close(frame: Closer, once: FormOnce, month: Month, view: ViewField = "month") -> Response:
    """Make a month's hours final."""
    first = first_day(month)

    def work(session: WriteSession) -> str:
        line = get_line(session, frame.line.id)
        close_month(session, line, first, frame.caller.login, frame.services.clock)
        return month

    do_once(once, "month closed", work)
    return section(frame, view, first, told=frame.words("hours-month-closed", month=frame.times.month(first)))


@router.post("/review/hours/months/{month}/reopen")
def reopen(frame: Closer, once: FormOnce, month: Month, why: Why = "", view: ViewField = "month") -> Response:
    """Open a closed month again, with the reason."""
    first = first_day(month)
    reason = reason_of(why)

    def work(session: WriteSession) -> str:
        reopen_month(session, get_line(session, frame.line.id), first)
        return month

    do_once(once, reason, work)
    return section(frame, view, first, told=frame.words("hours-month-open", month=frame.times.month(first)))
