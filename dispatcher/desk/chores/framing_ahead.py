"""Framing days while nobody waits: the next caller is answered from what is known already."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatcher.day.framing.framing import frame_day

if TYPE_CHECKING:
    from dispatcher.desk.line_desk import LineDesk


def frame_ahead(desk: LineDesk) -> None:
    """Frame the days in memory as they are now; the duties that have not changed are known."""
    for day in desk.loaded:
        frame_day(desk.line, day, desk.now).get_ready()
