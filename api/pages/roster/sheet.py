"""What the roster maker's page shows of one roster: a draft as it was made, a published one as it stands."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.pages.frame import Reader
from api.pages.roster.grid import make_grid
from api.rosters.queries import get_roster, list_rosters, roster_sheet
from api.rosters.schemas import RosterCard, RosterLine
from busline.nouns import DutyState, RosterState
from busline.record.tables import Driver, Duty, Van
from busline.rules.long_working_time import week_of

WEEKS = (1, 2, 4, 6, 8)
USUAL_WEEKS = 4


def sheet_view(session: Session, frame: Reader, wanted: str, week: date | None) -> dict[str, Any]:
    """Return the roster that was asked for, else the newest, with its tables.

    Raises
    ------
    UnknownNoun
        If the line has no roster of that id.
    """
    rosters = [one for one in list_rosters(session, frame.line.id) if one.state is not RosterState.DROPPED]
    failed = _failed(session, frame, rosters)
    view: dict[str, Any] = {
        "rosters": rosters,
        "roster": None,
        "failed": failed,
        "next_monday": week_of(frame.today) + timedelta(weeks=1),
        "weeks": WEEKS,
        "usual_weeks": USUAL_WEEKS,
        "grid": None,
        "vans": {van.id: van.name for van in session.scalars(select(Van).filter_by(line_id=frame.line.id))},
    }
    chosen = _chosen(session, frame, rosters, wanted)
    if chosen is None or chosen.state is RosterState.ASKED:
        return view | {"roster": chosen}
    grid = make_grid(
        _lines(session, frame, chosen),
        chosen.shares,
        names_of_drivers(session, frame.line.id),
        (chosen.from_day, chosen.to_day),
        week or frame.today,
        frame.line.zone,
    )
    return view | {"roster": chosen, "grid": grid}


def names_of_drivers(session: Session, line_id: str) -> Mapping[str, str]:
    """Return the names of everybody who drives, by their ids, in order of their names."""
    drivers = session.scalars(select(Driver).where(Driver.line_id == line_id, Driver.active))
    return {driver.id: driver.name for driver in sorted(drivers, key=lambda one: one.name)}


def _chosen(session: Session, frame: Reader, rosters: list[RosterCard], wanted: str) -> RosterCard | None:
    if wanted:
        known = get_roster(session, frame.line.id, wanted)
        return next((one for one in rosters if one.id == known.id), None)
    return rosters[0] if rosters else None


def _failed(session: Session, frame: Reader, rosters: list[RosterCard]) -> RosterCard | None:
    """Return the roster that was asked for last, if none could be made of it."""
    newest = next(iter(list_rosters(session, frame.line.id)), None)
    return newest if newest is not None and newest.failed and newest not in rosters else None


def _lines(session: Session, frame: Reader, chosen: RosterCard) -> list[RosterLine]:
    sheet = roster_sheet(session, get_roster(session, frame.line.id, chosen.id))
    if chosen.state is not RosterState.PUBLISHED:
        return sheet.lines
    reasons = {line.window_id: line.open_reason for line in sheet.lines}
    reasons |= dict.fromkeys(chosen.refused, "refused")
    duties = session.scalars(
        select(Duty)
        .where(
            Duty.line_id == frame.line.id,
            Duty.service_date.between(chosen.from_day, chosen.to_day),
            Duty.state != DutyState.WITHDRAWN,
        )
        .order_by(Duty.starts_at, Duty.van_id)
    )
    return [
        RosterLine(
            window_id=duty.window_id,
            van_id=duty.van_id,
            starts_at=duty.starts_at,
            ends_at=duty.ends_at,
            driver_id=duty.driver_id,
            open_reason=reasons.get(duty.window_id),
        )
        for duty in duties
    ]
