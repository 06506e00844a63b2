"""What the record knows of what a wish names, read while a caller waits."""

from collections.abc import Collection, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from busline.errors import UnknownNoun
from busline.nouns import Aid, Layout, Places, StopKind, fits
from busline.record.tables import Line, Resident, Stop, Van
from busline.record.tables.base import table_of
from busline.rules.line_rules import LineRules

_line, _resident, _stop, _van = (table_of(rows).c for rows in (Line, Resident, Stop, Van))
_LINE = select(_line.rules, _line.timezone).where(_line.id == bindparam("line_id"))
_RESIDENT = select(_resident.aid, _resident.companions, _resident.extra_boarding_s).where(
    _resident.line_id == bindparam("line_id"), _resident.id == bindparam("resident_id"), _resident.active
)
_STOPS = select(_stop.id, _stop.name, _stop.kind, _stop.lat, _stop.closed_on).where(
    _stop.line_id == bindparam("line_id"), _stop.id.in_(bindparam("stop_ids", expanding=True))
)
_LAYOUTS = (
    select(_van.layouts)
    .where(_van.line_id == bindparam("line_id"), _van.active)
    .execution_options(yield_per=10)
)


@dataclass(frozen=True, slots=True)
class LineTerms:
    """What a line rides by."""

    rules: LineRules
    zone: ZoneInfo


@dataclass(frozen=True, slots=True)
class RiderTerms:
    """What stands on a resident's card about riding along."""

    aid: Aid
    companions: int
    extra_boarding_s: int


@dataclass(frozen=True, slots=True)
class NamedStop:
    """A stop that somebody named: what it is called, and whether and until when it is served."""

    name: str
    kind: StopKind
    has_place: bool
    closed_on: date | None

    @property
    def is_served(self) -> bool:
        """Whether anybody can board there."""
        return self.has_place and self.kind is not StopKind.BASE

    def is_closed(self, day: date) -> bool:
        """Tell whether it is closed on `day`."""
        return self.closed_on is not None and self.closed_on <= day


def line_terms(session: Session, line_id: str) -> LineTerms:
    """Return what a line rides by.

    Raises
    ------
    UnknownNoun
        If there is no such line.
    """
    row = session.execute(_LINE, {"line_id": line_id}).one_or_none()
    if row is None:
        raise UnknownNoun("line", line_id)
    return LineTerms(LineRules.model_validate(row.rules), ZoneInfo(row.timezone))


def rider_terms(session: Session, line_id: str, resident_id: str) -> RiderTerms:
    """Return what stands on a resident's card.

    Raises
    ------
    UnknownNoun
        If the line has no such resident, or no longer.
    """
    row = session.execute(_RESIDENT, {"line_id": line_id, "resident_id": resident_id}).one_or_none()
    if row is None:
        raise UnknownNoun("resident", resident_id)
    return RiderTerms(row.aid, row.companions, row.extra_boarding_s)


def stops_named(session: Session, line_id: str, stop_ids: Collection[str]) -> Mapping[str, NamedStop]:
    """Return those of the stops that the line has, by id."""
    rows = session.execute(_STOPS, {"line_id": line_id, "stop_ids": list(stop_ids)})
    return {row.id: NamedStop(row.name, row.kind, row.lat is not None, row.closed_on) for row in rows}


def some_van_takes(session: Session, line_id: str, places: Places) -> bool:
    """Tell whether a van in use has room for `places` all at once."""
    # Most parties fit into the first one: the others are not even read.
    with closing(session.scalars(_LAYOUTS, {"line_id": line_id})) as vans:
        return any(fits([Layout.model_validate(one) for one in van], places) for van in vans)
