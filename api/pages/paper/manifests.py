"""Printing the manifests of all duties of a day, for whoever lays them ready at the base."""

from datetime import date

from sqlalchemy import select

from api.pages.drive.manifest_reading import read_manifest
from api.pages.paper.manifest_sheet import set_manifests
from api.pages.paper.printing import PrintedDay
from api.pages.teller import Teller
from busline.nouns import DutyState
from busline.record.engine import Record
from busline.record.history import note
from busline.record.tables import Duty

GOES_OUT = (DutyState.OPEN, DutyState.PLANNED, DutyState.UNDER_WAY)


def print_manifests(record: Record, teller: Teller, day: date, *, who: str, why: str) -> PrintedDay | None:
    """Return the manifests of the teller's line as one PDF, by start; None on a day without duties.

    That they were printed, by whom and why goes into the history before they are handed out.
    """
    line_id = teller.line.id
    with record.read() as session:
        duties = session.scalars(
            select(Duty)
            .where(Duty.line_id == line_id, Duty.service_date == day, Duty.state.in_(GOES_OUT))
            .order_by(Duty.starts_at, Duty.van_id)
        ).all()
        manifests = [read_manifest(session, duty) for duty in duties]
    if not manifests:
        return None
    pdf = set_manifests(teller, manifests)
    with record.change(who, why) as session:
        note(session, what="printed", noun="manifests", noun_id=f"{line_id}/{day}", line_id=line_id)
    return PrintedDay(name_of_manifests(teller, day), pdf)


def name_of_manifests(teller: Teller, day: date) -> str:
    """Return the name of the file with the manifests of the teller's line."""
    return f"{teller.words('paper-manifests-file')}-{teller.line.id}-{day.isoformat()}.pdf"
