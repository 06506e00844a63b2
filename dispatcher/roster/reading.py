"""Reading what the roster needs from the record: windows, duties, and drivers with all their work."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from busline.nouns import Call, DutyState
from busline.record.availability import availability_of, worked_elsewhere_of
from busline.record.spans import days_between, merged
from busline.record.tables import Driver, Duty, Run, Van
from busline.rules.long_working_time import YEAR_WEEKS
from dispatcher.roster.values import RosterDriver, Span

# Rest reaches over a night, and a shift elsewhere may hang on the one before it.
DAYS_AROUND = timedelta(days=2)
# Free Sundays are counted over a year; a weekly rest is looked for up to two weeks ahead.
LAW_BEFORE, LAW_AFTER = timedelta(weeks=YEAR_WEEKS), timedelta(weeks=2)
# Shares of time on duty are evened out over four weeks.
SHARES_OVER = timedelta(days=28)
WITH_DRIVER = (DutyState.PLANNED, DutyState.UNDER_WAY, DutyState.DONE)


@dataclass(frozen=True, slots=True)
class DriverFacts:
    """What the record says of a line's drivers over some days, and which duties they have around them.

    ``shares`` are the first and the last day whose duties count for fair shares.
    """

    available: Mapping[str, Sequence[Span]]
    elsewhere: Mapping[str, Sequence[Span]]
    trained: Mapping[str, bool]
    duties: Sequence[Duty]
    shares: tuple[date, date]

    def drivers(self, undecided: Collection[str], *, without: Collection[str] = ()) -> list[RosterDriver]:
        """Return the drivers; every duty of theirs counts as settled unless it is in `undecided`."""
        settled = [d for d in self.duties if d.id not in undecided]
        return [
            self._driver(who, [d for d in settled if d.driver_id == who])
            for who in self.available
            if who not in without
        ]

    def _driver(self, who: str, settled: Sequence[Duty]) -> RosterDriver:
        first, last = self.shares
        counted = [d for d in settled if first <= d.service_date <= last]
        return RosterDriver(
            id=who,
            available=tuple(self.available[who]),
            elsewhere=tuple(self.elsewhere.get(who, ())),
            busy=tuple((d.starts_at, d.ends_at) for d in settled),
            trained=self.trained[who],
            worked_s=sum(int((d.ends_at - d.starts_at).total_seconds()) for d in counted),
        )


def read_drivers(session: Session, line_id: str, from_day: date, to_day: date) -> DriverFacts:
    """Read all active drivers of a line for the windows of `from_day` to `to_day`."""
    available: dict[str, list[Span]] = {}
    for day in days_between(from_day - timedelta(days=1), to_day + timedelta(days=1)):
        for who, spans in availability_of(session, line_id, day).items():
            available.setdefault(who, []).extend(spans)
    trained = {
        driver.id: driver.wheelchair_trained
        for driver in session.scalars(select(Driver).where(Driver.line_id == line_id, Driver.active))
    }
    duties = session.scalars(
        select(Duty)
        .where(
            Duty.line_id == line_id,
            Duty.service_date.between(from_day - LAW_BEFORE, to_day + LAW_AFTER),
            Duty.driver_id.is_not(None),
            Duty.state.in_(WITH_DRIVER),
        )
        .order_by(Duty.starts_at, Duty.id)
    )
    return DriverFacts(
        available={who: merged(spans) for who, spans in available.items()},
        elsewhere=worked_elsewhere_of(session, line_id, from_day - LAW_BEFORE, to_day + LAW_AFTER),
        trained=trained,
        duties=duties.all(),
        shares=(from_day - SHARES_OVER, to_day + DAYS_AROUND),
    )


def rides_ahead(session: Session, duty_ids: Iterable[str]) -> dict[str, int]:
    """Return how many rides the run of each duty has still to bring to their end."""
    runs = session.scalars(select(Run).where(Run.duty_id.in_(list(duty_ids))))
    ahead = {}
    for run in runs:
        calls = [Call.model_validate(call) for call in run.calls]
        ahead[run.duty_id] = len(
            {ride for c in calls if c.departed is None for ride in (*c.board, *c.alight)}
        )
    return ahead


def vans_with_wheelchair_places(session: Session, line_id: str) -> set[str]:
    """Return the vans that only a driver who may secure wheelchairs can drive."""
    vans = session.scalars(select(Van).where(Van.line_id == line_id))
    return {van.id for van in vans if any(layout["wheelchairs"] for layout in van.layouts)}
