"""What became of the hours that a lender lent: by van, from windows, runs and handovers alone.

No rides are counted: this leaves the cooperative by van and month, where they are few.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from busline.days import day_span
from busline.nouns import Call
from busline.nouns.lending import HandoverKind
from busline.record.spans import zone_of
from busline.record.tables import Duty, Handover, IdleWindow, Run, Van

NO_TIME = timedelta(0)


@dataclass(frozen=True, slots=True)
class VanLent:
    """One van over a span of days that are over, or under way until now.

    Attributes
    ----------
    lent_s
        In windows that were not withdrawn, as far as they have passed.
    used_s
        Between leaving the base and being back there. Where nobody has said that it is back: until now, but
        no longer than its window.
    km
        By the odometer between each taking out and bringing back; None where nobody has read it.
    returns, punctual
        How often the van was brought back from a run, and how often before its window ended.
    """

    van_id: str
    name: str
    windows: int = 0
    lent_s: int = 0
    used_s: int = 0
    km: int | None = None
    returns: int = 0
    punctual: int = 0


def lent_by_van(
    session: Session, line_id: str, first: date, last: date, now: datetime, lender: str = ""
) -> list[VanLent]:
    """Return what became of each van's hours from `first` to `last`, both included, by the van's name.

    Vans without an hour in these days are left out, unless they are lent now. For a `lender` only theirs.

    Raises
    ------
    UnknownNoun
        If there is no such line.
    """
    zone = zone_of(session, line_id)
    begin, end = day_span(first, zone)[0], day_span(last, zone)[1]
    wanted = select(Van).where(Van.line_id == line_id).order_by(Van.name, Van.id)
    vans = session.scalars(wanted.where(Van.lender == lender) if lender else wanted).all()
    windows = _windows(session, line_id, first, last, now)
    runs = _runs(session, line_id, first, last)
    km = _km(session, line_id, begin, end)
    lent = [_van(van, windows.get(van.id, []), runs.get(van.id, []), km.get(van.id), now) for van in vans]
    active = {van.id for van in vans if van.active}
    return [one for one in lent if one.windows or one.van_id in active]


def total(lent: Iterable[VanLent]) -> VanLent:
    """Return the sum over vans; its kilometres are those of the vans where they were read."""
    lent = list(lent)
    read = [one.km for one in lent if one.km is not None]
    return VanLent(
        van_id="",
        name="",
        windows=sum(one.windows for one in lent),
        lent_s=sum(one.lent_s for one in lent),
        used_s=sum(one.used_s for one in lent),
        km=sum(read) if read else None,
        returns=sum(one.returns for one in lent),
        punctual=sum(one.punctual for one in lent),
    )


@dataclass(frozen=True, slots=True)
class _Run:
    ends_at: datetime
    left_at: datetime
    back_at: datetime | None

    def on_the_road(self, now: datetime) -> timedelta:
        back_at = min(now, self.ends_at) if self.back_at is None else self.back_at
        return max(back_at - self.left_at, NO_TIME)


def _van(
    van: Van, windows: Sequence[IdleWindow], runs: Sequence[_Run], km: int | None, now: datetime
) -> VanLent:
    lent = sum((min(one.ends_at, now) - one.starts_at for one in windows), NO_TIME)
    used = sum((run.on_the_road(now) for run in runs), NO_TIME)
    back = [run for run in runs if run.back_at is not None]
    return VanLent(
        van_id=van.id,
        name=van.name,
        windows=len(windows),
        lent_s=int(lent.total_seconds()),
        used_s=int(used.total_seconds()),
        km=km,
        returns=len(back),
        punctual=sum(run.back_at is not None and run.back_at <= run.ends_at for run in back),
    )


def _windows(
    session: Session, line_id: str, first: date, last: date, now: datetime
) -> dict[str, list[IdleWindow]]:
    rows = session.scalars(
        select(IdleWindow).where(
            IdleWindow.line_id == line_id,
            IdleWindow.service_date.between(first, last),
            IdleWindow.withdrawn_at.is_(None),
            IdleWindow.starts_at < now,
        )
    )
    found: dict[str, list[IdleWindow]] = {}
    for row in rows:
        found.setdefault(row.van_id, []).append(row)
    return found


def _runs(session: Session, line_id: str, first: date, last: date) -> dict[str, list[_Run]]:
    rows = session.execute(
        select(Duty.van_id, IdleWindow.ends_at, Run.calls)
        .join(Run, Run.duty_id == Duty.id)
        .join(IdleWindow, IdleWindow.id == Duty.window_id)
        .where(Duty.line_id == line_id, Duty.service_date.between(first, last))
    )
    found: dict[str, list[_Run]] = {}
    for van_id, ends_at, calls in rows:
        run = [Call.model_validate(call) for call in calls]
        if len(run) > 1 and run[0].departed is not None:
            found.setdefault(van_id, []).append(_Run(ends_at, run[0].departed, run[-1].arrived))
    return found


def _km(session: Session, line_id: str, begin: datetime, end: datetime) -> dict[str, int]:
    """Return the kilometres of each van whose odometer was read when it went out and when it was back."""
    rows = session.scalars(
        select(Handover)
        .where(Handover.line_id == line_id, Handover.at >= begin, Handover.at < end)
        .order_by(Handover.van_id, Handover.at)
    )
    found: dict[str, int] = {}
    out: dict[str, int] = {}
    for row in rows:
        if row.kind is HandoverKind.OUT:
            out[row.van_id] = row.odometer_km
        elif (taken_at := out.pop(row.van_id, None)) is not None and row.odometer_km >= taken_at:
            found[row.van_id] = found.get(row.van_id, 0) + row.odometer_km - taken_at
    return found
