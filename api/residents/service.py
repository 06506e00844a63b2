"""Writing residents."""

from sqlalchemy.orm import Session

from api.access.caller import Caller, NotAllowed
from api.access.permissions import Permission
from api.etags import check_unchanged
from api.residents.reaching import WAYS_TO_REACH, check_reachable
from api.residents.schemas import NewResident, ResidentEdit
from busline.errors import Fault, InvalidInput, UnknownNoun
from busline.feed.telling import tell_pages
from busline.nouns import StopKind
from busline.record.engine import WriteSession
from busline.record.history import note
from busline.record.tables import Resident, Stop
from busline.record.tables.base import new_id


def get_resident(session: Session, line_id: str, resident_id: str) -> Resident:
    """Return a resident, active or not.

    Raises
    ------
    UnknownNoun
        If there is none.
    """
    resident = session.get(Resident, (line_id, resident_id))
    if resident is None:
        raise UnknownNoun("resident", resident_id)
    return resident


def add_resident(session: WriteSession, line_id: str, wish: NewResident) -> Resident:
    """Add somebody who wants to ride.

    Raises
    ------
    InvalidInput
        If nobody can live at the home stop, or messages are wanted by a way that has no address.
    """
    _check_home(session, line_id, wish.home_stop_id)
    resident = Resident(line_id=line_id, id=new_id(), active=True, **wish.model_dump())
    check_reachable(resident)
    session.add(resident)
    session.flush()
    _tell(session, resident)
    return resident


def edit_resident(
    session: WriteSession, caller: Caller, resident: Resident, edit: ResidentEdit, if_match: str
) -> None:
    """Change the fields that `edit` names, if the card is still as the editor saw it.

    Raises
    ------
    StaleEdit
        If it is not.
    NotAllowed
        If the care note is to be changed by somebody who may not read it.
    InvalidInput
        If nobody can live at the home stop, or messages are wanted by a way that has no address.
    """
    check_unchanged(resident, if_match)
    changes = edit.model_dump(exclude_unset=True)
    if "care_note" in changes and not caller.may(Permission.CARE_NOTES_READ):
        raise NotAllowed("Care notes are not part of your work.", permission=Permission.CARE_NOTES_READ.value)
    if "home_stop_id" in changes:
        _check_home(session, resident.line_id, changes["home_stop_id"])
    for name, value in changes.items():
        setattr(resident, name, value)
    if changes.keys() & WAYS_TO_REACH:
        check_reachable(resident)
    session.flush()
    _tell(session, resident)


def read_care_note(session: WriteSession, line_id: str, resident_id: str) -> str:
    """Return the care note; that it was read goes into the history in the same transaction."""
    resident = get_resident(session, line_id, resident_id)
    note(session, what="read", noun="care_note", noun_id=f"{line_id}/{resident_id}", line_id=line_id)
    return resident.care_note


def _check_home(session: WriteSession, line_id: str, stop_id: str) -> None:
    stop = session.get(Stop, (line_id, stop_id))
    if stop is None or stop.kind is StopKind.BASE:
        message = f"There is no stop “{stop_id}” to live at."
        raise InvalidInput(
            message, faults=[Fault("home_stop_id", message, "unknown-stop", {"stop": stop_id})]
        )


def _tell(session: WriteSession, resident: Resident) -> None:
    tell_pages(session, resident.line_id, "residents", ids=(resident.id,))
