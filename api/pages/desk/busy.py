"""Routes of presence: a desk says whom it is busy with, and every desk hears who is busy with whom."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

import structlog
from fastapi import APIRouter, Form, Response
from sqlalchemy import select
from sqlalchemy.orm import Session

from api.pages.desk.replying import Coordinator, ThingId
from api.pages.frame import Reader
from api.pages.render import render
from api.residents.service import get_resident
from busline.feed.connection import FeedAway
from busline.feed.presence import LASTS, Busy, PresenceShelf
from busline.record.tables import Resident

log = structlog.get_logger()

router = APIRouter()
DeskId = Annotated[str, Form(min_length=8, max_length=64, pattern=r"^[0-9a-f]+$")]


@dataclass(frozen=True, slots=True)
class BusyView:
    """A sentence for each resident with whom a colleague is busy, and when to look again at the latest."""

    sentences: dict[str, str]
    look_again_s: int | None


# Takes no idempotency key: it is said again every few seconds, and saying it twice is saying it once.
@router.post("/desk/busy")
def say_busy(frame: Coordinator, desk: DeskId, resident: ThingId = "") -> Response:
    """Keep whom the reader is busy with on this desk; with nobody where no resident is named."""
    shelf, line_id, caller = PresenceShelf(frame.services.feed), frame.line.id, frame.caller
    if resident:
        with frame.services.record.read() as session:
            get_resident(session, line_id, resident)
    try:
        if resident:
            expires_at = frame.now + LASTS
            shelf.put(
                line_id,
                Busy(
                    desk=desk, resident=resident, login=caller.login, name=caller.name, expires_at=expires_at
                ),
            )
        else:
            shelf.leave(line_id, caller.login, desk)
    except FeedAway:
        log.debug("nobody hears who is busy", line=line_id)  # the next beat says it again
    return Response(status_code=204)


@router.get("/desk/busy")
def busy(frame: Coordinator) -> Response:
    """Say which colleagues are busy with whom, anew."""
    try:
        found = PresenceShelf(frame.services.feed).all_of(frame.line.id, frame.now)
    except FeedAway:
        found = []  # the desk works without
    others = [one for one in found if one.login != frame.caller.login]
    with frame.services.record.read() as session:
        return render(frame, "desk/busy.html", busy_view(session, frame, others))


def busy_view(session: Session, frame: Reader, others: Sequence[Busy]) -> BusyView:
    """Return what the desk says of colleagues who are busy."""
    titles = _titles(session, frame, {one.resident for one in others})
    names: dict[str, dict[str, None]] = defaultdict(dict)
    for one in others:
        if one.resident in titles:
            names[one.resident][one.name] = None  # somebody with two pages open is one colleague
    sentences = {
        resident: " ".join(frame.words("busy-with", name=name, who=titles[resident]) for name in busy_names)
        for resident, busy_names in names.items()
    }
    first_over = min((one.expires_at for one in others), default=None)
    again = int((first_over - frame.now).total_seconds()) + 1 if first_over else None
    return BusyView(sentences, again)


def _titles(session: Session, frame: Reader, resident_ids: set[str]) -> dict[str, str]:
    wanted = select(Resident).where(Resident.line_id == frame.line.id, Resident.id.in_(resident_ids))
    return {one.id: one.salutation or one.name for one in session.scalars(wanted)}
