"""Settling what the line's last owner left: it may have stopped between a change and what follows from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatcher.desk.commands.settling_again import planned_days, settle_again
from dispatcher.desk.news import WORTH_TELLING_S

if TYPE_CHECKING:
    from dispatcher.desk.line_desk import LineDesk


def settle_left(desk: LineDesk) -> bool:
    """Settle the next planned day that this desk has not settled since it took the line; tell whether it did.

    Another driver owes another break, and new driving times make other runs: either is in the record before
    the runs follow. One day at a time, as callers wait meanwhile.
    """
    for service_date in planned_days(desk):
        if service_date not in desk.settled:
            desk.settled.add(service_date)
            settle_again(desk, service_date, who="dispatcher", why="took the line", least_s=WORTH_TELLING_S)
            return True
    return False
