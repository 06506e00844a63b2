"""Reading idle windows."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select, true
from sqlalchemy.orm import Session

from api.etags import etag
from api.windows.schemas import WindowCard
from busline.errors import UnknownNoun
from busline.nouns import TimeMode
from busline.record.spans import Span
from busline.record.tables import IdleWindow, Van
from busline.record.windows import driving_hours, windows_of_day
from busline.rules.line_rules import LineRules

ASKED_EARLIER = timedelta(hours=2)


def get_window(session: Session, line_id: str, window_id: str, lender: str = "") -> IdleWindow:
    """Return a window of the line; for a `lender` only of their own vans.

    Raises
    ------
    UnknownNoun
        If there is none.
    """
    window = session.get(IdleWindow, window_id)
    if window is None or window.line_id != line_id:
        raise UnknownNoun("window", window_id)
    if lender and session.get_one(Van, (line_id, window.van_id)).lender != lender:
        raise UnknownNoun("window", window_id)
    return window


def list_windows(
    session: Session, line_id: str, first: date, last: date, lender: str = ""
) -> list[WindowCard]:
    """Return the windows of a span of days by start, the withdrawn ones too; of a `lender` only their own."""
    found = session.execute(
        select(IdleWindow, Van.name)
        .join(Van, (Van.line_id == IdleWindow.line_id) & (Van.id == IdleWindow.van_id))
        .where(IdleWindow.line_id == line_id, IdleWindow.service_date.between(first, last))
        .where(Van.lender == lender if lender else true())
        .order_by(IdleWindow.starts_at, IdleWindow.van_id)
    )
    return [window_card(window, name) for window, name in found]


def window_card(window: IdleWindow, van_name: str) -> WindowCard:
    """Return a window as it is shown."""
    columns = {name: getattr(window, name) for name in WindowCard.model_fields if hasattr(window, name)}
    return WindowCard(**columns, van_name=van_name, etag=etag(window))


def hours_people_mean(session: Session, line_id: str, day: date) -> Span | None:
    """Return the hours of `day` for which a ride is asked: when the line drives, and two hours before.

    Callers ask for “half negen” where the first van leaves at a quarter to ten; that they mean the evening
    is not sure then. None for a line that never drives.
    """
    hours = driving_hours(session, line_id, day)
    return hours and (hours[0] - ASKED_EARLIER, hours[1])


@dataclass(frozen=True, slots=True)
class DrivenTimes:
    """When vans are out on a day, away from their bases; ``rules`` say how far offers reach."""

    spans: tuple[Span, ...]
    rules: LineRules

    def has(self, wanted_at: datetime, mode: TimeMode) -> bool:
        """Tell whether a ride that is asked for at `wanted_at` could lie in one of the spans at all.

        However full the vans are: this is about the hours of a day, not about places.
        """
        reach = timedelta(seconds=self.rules.offer_reach_s)
        first, last = wanted_at - reach, wanted_at
        if mode is TimeMode.DEPART_AT:
            first, last = wanted_at - timedelta(seconds=self.rules.offer_early_s), wanted_at + reach
        return any(first < ends and starts < last for starts, ends in self.spans)


def driven_times(session: Session, line_id: str, day: date, rules: LineRules) -> DrivenTimes:
    """Return when vans are out on `day`: in the windows that still stand, or in the line's usual hours."""
    windows = windows_of_day(session, line_id, day)
    spans: list[Span] = [(one.starts_at, one.ends_at) for one in windows if one.withdrawn_at is None]
    usual = None if windows else driving_hours(session, line_id, day)
    margin = timedelta(seconds=rules.base_margin_s)
    inner = ((starts + margin, ends - margin) for starts, ends in (*spans, *([usual] if usual else [])))
    return DrivenTimes(tuple(inner), rules)
