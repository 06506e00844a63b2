"""What the chart of a day and the run under it are drawn from."""

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from api.access.permissions import Permission
from api.pages.board.queries import board_of, freed_rides
from api.pages.board.run import run_of
from api.pages.frame import Reader
from api.plan.queries import day_card


def chart_view(session: Session, frame: Reader, day: date, duty: str) -> dict[str, Any]:
    """Return the chart of a day with one run under it; no ride is chosen, and nothing was just done."""
    card = day_card(session, frame.line.id, day)
    return {
        "day": day,
        "bound": card.bound,
        "board": board_of(session, frame, card),
        "freed": freed_rides(session, frame, card),
        "run": run_of(session, frame, card, duty),
        "keep": False,
        "anew": False,
        "focus_chart": False,
        **ride_part(frame),
    }


def ride_part(frame: Reader) -> dict[str, Any]:
    """Return what the part about one ride is drawn from, where none is chosen."""
    return {"ride": None, "said": None, "focus": False, "may_move": frame.caller.may(Permission.BOOK)}
