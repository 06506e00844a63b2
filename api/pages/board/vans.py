"""The vans that the board has a lane for, and by how much they are to be back early."""

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.pages.board.views import VanOnDay
from busline.nouns import Layout
from busline.record.tables import Line, Van
from busline.rules.line_rules import LineRules


def vans_of(session: Session, line_id: str) -> list[VanOnDay]:
    """Return the line's vans by name, those that no longer drive too."""
    rows = session.scalars(select(Van).where(Van.line_id == line_id).order_by(Van.name, Van.id))
    return [
        VanOnDay(van.id, van.name, van.plate, tuple(Layout.model_validate(one) for one in van.layouts))
        for van in rows
    ]


def back_margin(session: Session, line_id: str) -> timedelta:
    """Return how long before the end of its window a van is to be back."""
    line = session.get_one(Line, line_id)
    return timedelta(seconds=LineRules.model_validate(line.rules).base_margin_s)
