"""Duties in the record: one for each idle window, with a driver where the rules allow one."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from busline.nouns import DutyState, NoticeKind
from busline.record.engine import WriteSession
from busline.record.spans import days_between, zone_of
from busline.record.tables import Duty, IdleWindow, Line
from busline.record.tables.base import new_id
from busline.record.windows import windows_of_day
from busline.roster.notices import tell_driver
from busline.roster.telling import ask_to_take_over, tell_of_open
from busline.rules.working_time import WorkingTimeRules
from dispatcher.roster.allowed import Allowed
from dispatcher.roster.assign import assign
from dispatcher.roster.reading import read_drivers, rides_ahead, vans_with_wheelchair_places
from dispatcher.roster.values import OpenReason, Roster, RosterDriver, RosterSearch, RosterWindow

# Days that are put on the roster together; what is decided for them counts as settled for the next.
DAYS_AT_ONCE = 7


@dataclass(frozen=True, slots=True)
class DriverChange:
    """A duty that got another driver, its first one, or lost the one it had."""

    duty_id: str
    service_date: date
    before: str | None
    after: str | None


@dataclass(frozen=True)
class RosterResult:
    """What a roster changed in the record.

    Attributes
    ----------
    made, moved, withdrawn
        Duties that are new; that follow a window whose times changed; whose window was withdrawn before
        anybody was promised a ride in it.
    changes
        Duties with another driver than before; a new duty with a driver is one of them.
    open
        Duties without a driver, and why.
    """

    made: tuple[str, ...] = ()
    moved: tuple[str, ...] = ()
    withdrawn: tuple[str, ...] = ()
    changes: tuple[DriverChange, ...] = ()
    open: Mapping[str, OpenReason] = field(default_factory=dict)

    def __add__(self, other: "RosterResult") -> "RosterResult":
        return RosterResult(
            self.made + other.made,
            self.moved + other.moved,
            self.withdrawn + other.withdrawn,
            self.changes + other.changes,
            {**self.open, **other.open},
        )


def roster_days(
    session: WriteSession,
    line_id: str,
    from_day: date,
    to_day: date,
    *,
    now: datetime,
    search: RosterSearch | None = None,
) -> RosterResult:
    """Make and update the duties of all idle windows from `from_day` to `to_day`, both included.

    Doing it again changes nothing. The driver of a duty that has begun, is under way or done stays. A
    duty whose driver can't drive after all, or may not any more, gets another one or becomes open. The
    windows themselves are made by `busline.record.windows.make_windows`.

    Parameters
    ----------
    now
        Windows that are over by then get no duty.
    search
        Effort and seed for each week.

    Raises
    ------
    UnknownNoun
        If there is no such line.
    """
    result = RosterResult()
    while from_day <= to_day:
        last = min(from_day + timedelta(days=DAYS_AT_ONCE - 1), to_day)
        result += _roster_week(session, line_id, from_day, last, now, search)
        from_day = last + timedelta(days=1)
    return result


def _roster_week(
    session: WriteSession,
    line_id: str,
    from_day: date,
    to_day: date,
    now: datetime,
    search: RosterSearch | None,
) -> RosterResult:
    result, undecided = _make_duties(session, line_id, from_day, to_day, now)
    facts = read_drivers(session, line_id, from_day, to_day)
    windows = roster_windows(session, line_id, undecided, now)
    drivers, rules = facts.drivers({d.id for d in undecided}), rules_of(session, line_id)
    roster = assign(
        windows,
        drivers,
        rules,
        fixed=_published(undecided, windows, drivers, Allowed(rules, zone_of(session, line_id))),
        present={d.id: d.driver_id for d in undecided if d.driver_id is not None},
        zone=zone_of(session, line_id),
        search=search,
    )
    return result + apply_roster(session, undecided, roster, now=now)


def _published(
    duties: Sequence[Duty], windows: Sequence[RosterWindow], drivers: Sequence[RosterDriver], allowed: Allowed
) -> dict[str, str]:
    """Return the duties whose driver was told and can still drive them: those stay, whatever is better."""
    known, by_id = {d.id: d for d in drivers}, {w.id: w for w in windows}
    return {
        duty.id: duty.driver_id
        for duty in duties
        if duty.published_at is not None
        and duty.driver_id in known
        and allowed.obstacle(known[duty.driver_id], by_id[duty.id]) is None
    }


def rules_of(session: Session, line_id: str) -> WorkingTimeRules:
    """Return a line's working-time rules."""
    line = session.get_one(Line, line_id)
    return WorkingTimeRules.model_validate(line.working_time)


def roster_windows(
    session: Session, line_id: str, duties: Sequence[Duty], from_moment: datetime
) -> list[RosterWindow]:
    """Return duties as windows to assign, by their ids; of one that has begun, what is left of it."""
    rides = rides_ahead(session, [d.id for d in duties])
    lifts = vans_with_wheelchair_places(session, line_id)
    return [
        RosterWindow(
            id=duty.id,
            van=duty.van_id,
            start=max(duty.starts_at, from_moment),
            end=duty.ends_at,
            demand=rides.get(duty.id, 0),
            needs_training=duty.van_id in lifts,
        )
        for duty in duties
    ]


def apply_roster(
    session: WriteSession,
    duties: Iterable[Duty],
    roster: Roster,
    *,
    now: datetime,
    kind: NoticeKind = NoticeKind.GIVEN,
) -> RosterResult:
    """Write the drivers of `roster` into `duties`; one under way stays so with its new driver.

    Where a driver was told of a duty before, whoever loses it and whoever gets it (in the words of `kind`)
    is told of the change; where nobody gets it, those who may take it.
    """
    changes, told = [], []
    for duty in duties:
        before, after = duty.driver_id, roster.driver_of(duty.id)
        if after != before:
            changes.append(DriverChange(duty.id, duty.service_date, before, after))
            duty.driver_id = after
            if duty.published_at is not None or kind is NoticeKind.ASKED:
                _tell(session, duty, before, kind, now)
                told.append(duty)
        if after is None:
            duty.state = DutyState.OPEN
        elif duty.state is DutyState.OPEN:
            duty.state = DutyState.PLANNED
    session.flush()
    _write_to_others(session, told, changes, kind, now)
    return RosterResult(changes=tuple(changes), open=dict(roster.open))


def _tell(session: WriteSession, duty: Duty, before: str | None, kind: NoticeKind, now: datetime) -> None:
    if before is not None and duty.published_at is not None:
        tell_driver(session, duty, before, NoticeKind.TAKEN_OFF, now=now)
    if duty.driver_id is not None:
        duty.published_at = now
        tell_driver(session, duty, duty.driver_id, kind, now=now)


def _write_to_others(
    session: WriteSession,
    told: Sequence[Duty],
    changes: Sequence[DriverChange],
    kind: NoticeKind,
    now: datetime,
) -> None:
    """Write to who is asked to take over, and of duties that nobody has any more to who may take them."""
    if kind is NoticeKind.ASKED:
        for duty in told:
            ask_to_take_over(session, duty, now=now)
    lost = frozenset(change.before for change in changes if change.before is not None)
    tell_of_open(session, [d for d in told if d.driver_id is None], now=now, except_for=lost)


def _make_duties(
    session: WriteSession, line_id: str, from_day: date, to_day: date, now: datetime
) -> tuple[RosterResult, list[Duty]]:
    """Bring the duties in line with the windows; return what changed and the duties still to decide."""
    windows = [w for day in days_between(from_day, to_day) for w in windows_of_day(session, line_id, day)]
    query = select(Duty).where(Duty.line_id == line_id, Duty.service_date.between(from_day, to_day))
    duties = session.scalars(query).all()
    known = {duty.window_id: duty for duty in duties}
    # Where a driver had to be relieved on the way, the window has two duties: those stay as they are.
    shared = {window_id for window_id, count in Counter(d.window_id for d in duties).items() if count > 1}
    rides = rides_ahead(session, [d.id for d in duties])
    made, moved, withdrawn, undecided = [], [], [], []
    for window in windows:
        if window.id in shared:
            continue
        duty = known.get(window.id)
        if duty is None and window.withdrawn_at is None and window.ends_at > now:
            duty = new_duty(window)
            session.add(duty)
            made.append(duty.id)
        if duty is None or duty.state not in (DutyState.OPEN, DutyState.PLANNED):
            continue
        empty = not rides.get(duty.id)
        if window.withdrawn_at is not None:
            if empty:
                duty.state, duty.driver_id = DutyState.WITHDRAWN, None
                withdrawn.append(duty.id)
            continue
        if _follow(duty, window, empty=empty):
            moved.append(duty.id)
        has_begun = duty.starts_at <= now and duty.driver_id is not None
        if duty.ends_at > now and not has_begun:
            undecided.append(duty)
    session.flush()
    return RosterResult(tuple(made), tuple(moved), tuple(withdrawn)), undecided


def new_duty(window: IdleWindow) -> Duty:
    """Return an open duty for the whole of a window, not added to the record yet."""
    return Duty(
        id=new_id(),
        line_id=window.line_id,
        window_id=window.id,
        van_id=window.van_id,
        driver_id=None,
        service_date=window.service_date,
        starts_at=window.starts_at,
        ends_at=window.ends_at,
        state=DutyState.OPEN,
    )


def _follow(duty: Duty, window: IdleWindow, *, empty: bool) -> bool:
    """Give `duty` its window's times, unless rides on it might no longer fit: that is for the desk."""
    if (duty.starts_at, duty.ends_at) == (window.starts_at, window.ends_at):
        return False
    if not empty and (window.starts_at > duty.starts_at or window.ends_at < duty.ends_at):
        return False
    duty.starts_at, duty.ends_at = window.starts_at, window.ends_at
    return True
