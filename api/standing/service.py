"""Making, changing, stopping and skipping standing bookings, and taking each of these back."""

from datetime import date, timedelta
from http import HTTPStatus
from zoneinfo import ZoneInfo

from fastapi import Response
from sqlalchemy.orm import Session

from api.common import check_span
from api.etags import check_unchanged
from api.idempotency import Once
from api.lines.queries import today_of
from api.standing.checking import check_standing
from api.standing.following import Written, carry_out
from api.standing.queries import COLUMNS, get_standing, standing_card
from api.standing.schemas import NewStanding, SkipWish, StandingCard, StandingEdit
from busline.days import at
from busline.errors import Fault, InvalidInput, UnknownNoun
from busline.nouns import SkipKind
from busline.record.engine import WriteSession
from busline.record.standing import series_of, skips_from
from busline.record.tables import Line, StandingBooking, StandingSkip
from busline.record.tables.base import new_id
from busline.rules.line_rules import LineRules
from busline.rules.standing import next_days

MOST_SKIPPED_DAYS = 184  # half a year away; who is away for longer stops the series
ONE_DAY = timedelta(days=1)


def make(once: Once, line_id: str, wish: NewStanding) -> Response:
    """Let a ride come back every week or every few weeks; the answer is a `StandingChange`.

    Raises
    ------
    UnknownNoun, InvalidInput
        As `check_standing` says.
    """

    def write(session: WriteSession, line: Line) -> Written:
        columns = dict(wish)
        columns["weekday"] = wish.first_on.weekday() if wish.weekday is None else wish.weekday
        standing = StandingBooking(line_id=line_id, id=new_id(), **columns)
        check_standing(session, standing, _today(once, line), is_new=True)
        session.add(standing)
        return Written(standing, None)

    return carry_out(once, line_id, "a standing booking", write, status=HTTPStatus.CREATED)


def edit(once: Once, line_id: str, standing_id: str, change: StandingEdit, if_match: str) -> Response:
    """Change the fields that `change` names, if the series is still as its editor saw it.

    A series that becomes rarer rides next on its next day, unless ``first_on`` says otherwise.

    Raises
    ------
    StaleEdit
        If it is not.
    UnknownNoun, InvalidInput
        If there is no such series, or as `check_standing` says.
    """

    def write(session: WriteSession, line: Line) -> Written:
        standing, before = _before(once, session, line, standing_id, if_match)
        changes = {name: getattr(change, name) for name in change.model_fields_set}
        becomes_rarer = changes.get("every_weeks", 1) > standing.every_weeks
        for name, value in changes.items():
            setattr(standing, name, value)
        if becomes_rarer and "first_on" not in changes:
            _begin_at_next(once, session, line, standing, before.every_weeks)
        check_standing(session, standing, _today(once, line), is_new=False)
        return Written(standing, before)

    return carry_out(once, line_id, "a standing booking was changed", write)


def stop(once: Once, line_id: str, standing_id: str, from_day: date, if_match: str) -> Response:
    """Let a series ride no more from a day on; its rides from then on are cancelled.

    Raises
    ------
    StaleEdit
        If the series is no longer as its editor saw it.
    UnknownNoun, InvalidInput
        If there is no such series, or the day is over.
    """

    def write(session: WriteSession, line: Line) -> Written:
        standing, before = _before(once, session, line, standing_id, if_match)
        _check_ahead(from_day, _today(once, line))
        _end(standing, from_day - ONE_DAY)
        return Written(standing, before)

    return carry_out(once, line_id, "a standing booking was stopped", write)


def skip(once: Once, line_id: str, standing_id: str, wish: SkipWish) -> Response:
    """Let a series not ride on a day or in a span; rides that are booked there are cancelled.

    Every day of a span is kept, whether it rides on it or not: it holds for another rhythm as well.

    Raises
    ------
    UnknownNoun, InvalidInput
        If there is no such series, or the span is over, too long or ends before it begins.
    """
    last = wish.to_day or wish.from_day

    def write(session: WriteSession, line: Line) -> Written:
        standing, before = _before(once, session, line, standing_id)
        check_span(wish.from_day, last, MOST_SKIPPED_DAYS)
        today = _today(once, line)
        _check_ahead(last, today)
        first = max(wish.from_day, today)
        for ahead in range((last - first).days + 1):
            _add_skip(session, standing, first + timedelta(days=ahead), wish.reason, SkipKind.ASKED)
        return Written(standing, before)

    return carry_out(once, line_id, wish.reason or "skipped", write)


def unskip(once: Once, line_id: str, standing_id: str, day: date) -> Response:
    """Let a series ride on a day after all.

    Raises
    ------
    UnknownNoun
        If there is no such series, or it does not skip that day.
    """

    def write(session: WriteSession, line: Line) -> Written:
        standing, before = _before(once, session, line, standing_id)
        row = session.get(StandingSkip, (line_id, standing_id, day))
        if row is None:
            raise UnknownNoun("skipped day", day.isoformat())
        session.delete(row)
        return Written(standing, before)

    return carry_out(once, line_id, "rides after all", write)


def put_back(
    once: Once, line_id: str, standing_id: str, before: StandingCard | None, if_match: str
) -> Response:
    """Make a series what it was `before` a slip, if nobody has changed it since; one that was not is ended.

    Raises
    ------
    StaleEdit
        If it has been changed since.
    UnknownNoun, InvalidInput
        If there is no such series, or it can't be any more what it was.
    """

    def write(session: WriteSession, line: Line) -> Written:
        standing, now_is = _before(once, session, line, standing_id, if_match)
        if before is None:
            _end(standing, standing.first_on - ONE_DAY)
            return Written(standing, now_is)
        for name in COLUMNS:
            if name not in ("id", "resident_id"):
                setattr(standing, name, getattr(before, name))
        check_standing(session, standing, _today(once, line), is_new=False)
        _put_skips_back(session, standing, before, _today(once, line))
        return Written(standing, now_is)

    return carry_out(once, line_id, "undone", write)


def _today(once: Once, line: Line) -> date:
    return today_of(line, once.services.clock.now())


def _before(
    once: Once, session: WriteSession, line: Line, standing_id: str, if_match: str | None = None
) -> tuple[StandingBooking, StandingCard]:
    standing = get_standing(session, line.id, standing_id)
    if if_match is not None:
        check_unchanged(standing, if_match)
    return standing, standing_card(session, standing, _today(once, line))


def _check_ahead(day: date, today: date) -> None:
    if day < today:
        said = "That day is over. Name a later one."
        raise InvalidInput(said, faults=[Fault("from_day", said, "first-day-past")])


def _end(standing: StandingBooking, last_on: date) -> None:
    """Let a series end on a day if it does not end before; one that has not begun then never rides."""
    last_on = max(last_on, standing.first_on - ONE_DAY)
    if standing.last_on is None or standing.last_on > last_on:
        standing.last_on = last_on


def _begin_at_next(
    once: Once, session: Session, line: Line, standing: StandingBooking, every_weeks: int
) -> None:
    """Count the weeks of a rarer rhythm from the next ride of the old one."""
    now, zone = once.services.clock.now(), ZoneInfo(line.timezone)
    today = _today(once, line)
    start = today if at(today, standing.out_at, zone) > now else today + ONE_DAY
    skips = skips_from(session, line.id, [standing.id], today).get(standing.id, ())
    wanted, standing.every_weeks = standing.every_weeks, every_weeks
    series = series_of(standing, [skip.service_date for skip in skips], LineRules.model_validate(line.rules))
    standing.every_weeks = wanted
    standing.first_on = next(iter(next_days(series, start, 1)), standing.first_on)


def _add_skip(
    session: WriteSession, standing: StandingBooking, day: date, reason: str, kind: SkipKind
) -> None:
    row = session.get(StandingSkip, (standing.line_id, standing.id, day))
    if row is None:
        session.add(
            StandingSkip(
                line_id=standing.line_id, standing_id=standing.id, service_date=day, reason=reason, kind=kind
            )
        )
    else:
        row.reason, row.kind = reason, kind


def _put_skips_back(
    session: WriteSession, standing: StandingBooking, before: StandingCard, today: date
) -> None:
    wanted = {skip.day: skip for skip in before.skips}
    for row in skips_from(session, standing.line_id, [standing.id], today).get(standing.id, ()):
        if row.service_date not in wanted:
            session.delete(row)
    for day, skip_then in wanted.items():
        _add_skip(session, standing, day, skip_then.reason, skip_then.kind)
