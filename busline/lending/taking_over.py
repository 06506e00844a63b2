"""Taking proposed windows over: all of them in one transaction, or none.

A window that nobody drives yet is changed at once. One with a duty is the dispatcher's to change, for there
may be rides on it; what it shall do leaves with the same transaction.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from busline.days import service_day
from busline.errors import Conflict
from busline.feed.messages import ChangeWindow, Command, RosterDays, WithdrawWindow
from busline.lending.comparing import Change, ChangeKind
from busline.record.engine import WriteSession
from busline.record.spans import zone_of
from busline.record.tables import Duty, IdleWindow, Van
from busline.record.tables.base import new_id

# Ids in one query: SQLite takes some thousands of parameters, not any number.
AT_ONCE = 500


class MovedOn(Conflict):
    """The windows or the rides are no longer as they were when the changes were shown."""

    code = "windows-moved-on"


@dataclass(frozen=True, slots=True)
class By:
    """Who takes over, why and when."""

    who: str
    why: str
    now: datetime


def take_over(session: WriteSession, line_id: str, changes: Iterable[Change], by: By) -> int:
    """Make the windows of a line follow `changes`; return how many there were.

    Parameters
    ----------
    session
        The transaction; whoever opened it decides whether it commits.
    changes
        As `compare_with_record` found them in this transaction.
    """
    changes = list(changes)
    if not changes:
        return 0
    driven = _with_duty(session, [change.window_id for change in changes if change.window_id])
    vans = session.scalars(select(Van).where(Van.line_id == line_id))
    bases = {van.id: van.base_stop_id for van in vans}
    zone = zone_of(session, line_id)
    asked: list[Command] = []
    days: set[date] = set()
    for change in changes:
        days.add(service_day(change.at[0], zone))
        if change.kind is ChangeKind.NEW:
            assert change.after is not None
            session.add(_window(line_id, change, bases[change.van_id], service_day(change.after[0], zone)))
        elif change.window_id in driven:
            asked.append(_command(line_id, change, by))
        else:
            _change_row(session, change, by)
    session.flush()
    _tell(session, line_id, asked, _staffed(session, line_id, days), by)
    return len(changes)


def _window(line_id: str, change: Change, base: str, day: date) -> IdleWindow:
    assert change.after is not None
    return IdleWindow(
        id=new_id(),
        line_id=line_id,
        van_id=change.van_id,
        base_stop_id=base,
        service_date=day,
        starts_at=change.after[0],
        ends_at=change.after[1],
    )


def _change_row(session: WriteSession, change: Change, by: By) -> None:
    window = session.get_one(IdleWindow, change.window_id)
    if change.after is None:
        # The row stays, so that no pattern makes the window anew.
        window.withdrawn_at, window.withdrawn_why = by.now, by.why
    else:
        window.starts_at, window.ends_at = change.after


def _with_duty(session: WriteSession, window_ids: list[str]) -> set[str]:
    found: set[str] = set()
    for start in range(0, len(window_ids), AT_ONCE):
        some = window_ids[start : start + AT_ONCE]
        found.update(session.scalars(select(Duty.window_id).where(Duty.window_id.in_(some))))
    return found


def _staffed(session: WriteSession, line_id: str, days: set[date]) -> list[date]:
    """Return which of `days` have duties: the others get theirs when they are first looked at."""
    if not days:
        return []
    known = session.scalars(
        select(Duty.service_date)
        .where(Duty.line_id == line_id, Duty.service_date.between(min(days), max(days)))
        .distinct()
    )
    return sorted(days.intersection(known))


def _command(line_id: str, change: Change, by: By) -> Command:
    envelope = {
        "id": new_id(),
        "line_id": line_id,
        "actor": by.who,
        "sent_at": by.now,
        "window_id": change.window_id,
        "why": by.why,
    }
    if change.after is None:
        assert change.before is not None
        return WithdrawWindow(**envelope, from_instant=max(change.before[0], by.now))
    return ChangeWindow(**envelope, starts_at=change.after[0], ends_at=change.after[1])


def _tell(session: WriteSession, line_id: str, asked: list[Command], days: list[date], by: By) -> None:
    """Tell the dispatcher in the order in which rides keep most places: new windows first, then what goes.

    Drivers are looked at again at the end, when it is known which windows are left.
    """
    rosters = [
        RosterDays(id=new_id(), line_id=line_id, actor=by.who, sent_at=by.now, from_day=day, to_day=day)
        for day in days
    ]
    again = [one.model_copy(update={"id": new_id()}) for one in rosters]
    gone = [one for one in asked if isinstance(one, WithdrawWindow)]
    moved = [one for one in asked if not isinstance(one, WithdrawWindow)]
    for command in [*rosters, *moved, *gone, *(again if asked else [])]:
        session.tell(line_id, "commands", command.model_dump(mode="json"))
