"""Ridership: a day, a month, as a page and as CSV."""

from datetime import date, timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Response

from api.access.permissions import Permission
from api.common import check_span
from api.csv_file import csv_response
from api.exports import record_export
from api.hours.months import first_day, next_month
from api.pages.frame import Reader, reader
from api.pages.render import render
from api.pages.review.queries import Review, count_past_days, review_day, review_month
from busline.nouns import ServiceDay

router = APIRouter()
Reviewer = Annotated[Reader, Depends(reader(Permission.HOURS_READ))]
Counter = Annotated[Reader, Depends(reader(Permission.RIDERSHIP_READ))]
MonthText = Annotated[str, Query(pattern=r"^(20\d\d-(0[1-9]|1[0-2]))?$")]
FirstDay = Annotated[ServiceDay, Query(alias="from")]
LastDay = Annotated[ServiceDay, Query(alias="to")]
MOST_DAYS = 366


@router.get("/review")
def day_page(frame: Reviewer, day: ServiceDay | None = None) -> Response:
    """Review a day."""
    shown = day or frame.today
    with frame.services.record.read() as session:
        review = review_day(session, frame, shown)
    return render(frame, "review/page.html", _view(review, "day", shown, timedelta(days=1)))


@router.get("/review/month")
def month_page(frame: Reviewer, month: MonthText = "") -> Response:
    """Review a month."""
    first = first_day(month) if month else frame.today.replace(day=1)
    with frame.services.record.read() as session:
        review = review_month(session, frame, first)
    view = _view(review, "month", first, timedelta(days=1))
    view |= {
        "before": f"{first - timedelta(days=1):%Y-%m}",
        "after": f"{next_month(first):%Y-%m}",
        "month": f"{first:%Y-%m}",
    }
    return render(frame, "review/page.html", view)


@router.get("/review/riders.csv")
def riders_csv(frame: Counter, first: FirstDay, last: LastDay) -> Response:
    """Download the counts of a span of days."""
    check_span(first, last, MOST_DAYS)
    with frame.services.record.read() as session:
        by_day = count_past_days(session, frame, first, last)
    record_export(frame.services.record, frame.caller, frame.line.id, "ridership", first, last)
    words = frame.words
    keys = ("day", "rides", "riders", "refused", "cancelled", "no-shows")
    rows = [
        (day.isoformat(), one.rides, one.riders, one.refusal_count, one.cancellations, one.no_shows)
        for day, one in by_day.items()
    ]
    return csv_response(
        f"{words('review-riders-file')}-{first}-{last}", [words(f"csv-{k}") for k in keys], rows
    )


def _view(review: Review, unit: str, day: date, step: timedelta) -> dict[str, Any]:
    return {
        "review": review,
        "unit": unit,
        "day": day,
        "before": day - step,
        "after": day + step,
        "month": f"{day:%Y-%m}",
    }
