"""Taking in a line's new data: new driving times or rules must not move a ride outside its promise."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from dispatcher.desk.commands.settling_again import planned_days, settle_again

if TYPE_CHECKING:
    from dispatcher.desk.line_desk import LineDesk


def settle_planned_days(desk: LineDesk) -> list[date]:
    """Give every run from today on the times that follow from the line as it is now; return the days changed.

    Rides move to other duties where that keeps their promise; where nothing does, it becomes a phone call.
    """
    why = "the line's data changed"
    return [
        day for day in planned_days(desk) if settle_again(desk, day, who="dispatcher", why=why) is not None
    ]
