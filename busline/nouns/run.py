"""The calls of a duty in order, as planned and as they happened."""

from enum import StrEnum

from pydantic import AwareDatetime, BaseModel, ConfigDict


class CallKind(StrEnum):
    """Why the van is at a stop."""

    BASE = "base"
    STOP = "stop"
    BREAK = "break"  # at a base, with nobody on board


class Call(BaseModel):
    """One halt of a van: planned ``arrive`` and ``depart``, and what happened, once it has.

    ``board`` and ``alight`` hold booking ids: out first, then in; the other way round with ``board_first``,
    where somebody's promise can't wait. Waiting is at the end of a call, before ``depart``.

    Where the driver has said that the van comes later, ``arrive`` and ``depart`` say when, and ``planned``
    what they were before; a van that stands at this call then does not leave before ``leave_from``.
    """

    model_config = ConfigDict(frozen=True)

    kind: CallKind = CallKind.STOP
    stop: str
    arrive: AwareDatetime
    depart: AwareDatetime
    board: tuple[str, ...] = ()
    alight: tuple[str, ...] = ()
    board_first: bool = False
    arrived: AwareDatetime | None = None
    departed: AwareDatetime | None = None
    planned: tuple[AwareDatetime, AwareDatetime] | None = None
    leave_from: AwareDatetime | None = None
