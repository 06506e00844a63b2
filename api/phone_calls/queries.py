"""Who has the number of a caller, and whose telephone rings."""

from collections.abc import Collection

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from busline.record.tables import Resident, User


def residents_with(session: Session, line_id: str, number: str) -> list[Resident]:
    """Return the active residents with this number in E.164, by name; a withheld one is nobody's."""
    if not number:
        return []
    wanted = select(Resident).where(Resident.line_id == line_id, Resident.phone == number, Resident.active)
    return list(session.scalars(wanted.order_by(Resident.name, Resident.id)))


def count_with(session: Session, line_id: str, number: str) -> int:
    """Return how many active residents have this number in E.164; a withheld one is nobody's."""
    if not number:
        return 0
    wanted = select(func.count()).where(
        Resident.line_id == line_id, Resident.phone == number, Resident.active
    )
    return session.scalar(wanted) or 0


def known_extensions(session: Session, line_id: str, extensions: Collection[str]) -> frozenset[str]:
    """Return those of `extensions` that are the telephone of a user of the line."""
    if not extensions:
        return frozenset()
    wanted = select(User.extension).where(
        User.active, User.extension.in_(extensions), (User.line_id == line_id) | User.line_id.is_(None)
    )
    return frozenset(session.scalars(wanted))
