"""Routes on the card: skip days, take that back, stop a series; and undoing what was done a moment ago."""

from typing import Annotated

from fastapi import APIRouter, Form, Response
from pydantic import ValidationError

from api.pages.desk.queries import card_of
from api.pages.desk.replying import Coordinator
from api.pages.frame import Reader
from api.pages.once import FormOnce, reply_of
from api.pages.problem_page import say_error
from api.pages.render import render
from api.pages.standing.queries import series_now
from api.pages.standing.spoken_days import asked_back, spoken_day
from api.pages.standing.telling import days_named, did
from api.pages.standing.views import Did
from api.residents.service import get_resident
from api.spoken import NotUnderstood
from api.standing.queries import get_standing
from api.standing.schemas import NewStanding, SkipWish, StandingCard, StandingChange
from api.standing.service import put_back, skip, stop, unskip
from busline.errors import BuslineError, InvalidInput
from busline.nouns import ServiceDay
from busline.rules.standing import days_off

router = APIRouter()
SpokenDay = Annotated[str, Form(max_length=80)]
Etag = Annotated[str, Form(max_length=20)]


@router.get("/desk/residents/{resident_id}/standing")
def standing(frame: Coordinator, resident_id: str) -> Response:
    """Show the standing bookings on a card, anew."""
    with frame.services.record.read() as session:
        card = card_of(session, frame, get_resident(session, frame.line.id, resident_id))
    return render(frame, "desk/standing/series.html", {"card": card})


@router.post("/desk/standing/{standing_id}/skip")
def skip_days(
    frame: Coordinator,
    once: FormOnce,
    standing_id: str,
    from_day: SpokenDay = "",
    to_day: SpokenDay = "",
    why: Annotated[str, Form(max_length=200)] = "",
) -> Response:
    """Let a series not ride on a day or in a span."""
    try:
        first, last = spoken_day(frame, from_day), spoken_day(frame, to_day)
    except NotUnderstood as asked:
        return _not_done(frame, asked_back(frame, asked))
    if first is None:
        return _not_done(frame, frame.words("fault-required"))
    if last is not None and last < first:
        return _not_done(frame, frame.words("fault-skip-order"))
    wish = SkipWish(from_day=first, to_day=last, reason=why.strip())
    try:
        reply = reply_of(lambda: skip(once, frame.line.id, standing_id, wish))
    except BuslineError as error:
        return _not_done(frame, say_error(frame.words, error))
    change = StandingChange.model_validate(reply)
    with frame.services.record.read() as session:
        series = series_now(session, frame, get_standing(session, frame.line.id, standing_id))
        off = [one.day for one in days_off(series, first, last or first)]
        title = frame.words("standing-did-skipped", count=len(off), days=days_named(frame, off))
        return _done(frame, did(session, frame, change, title))


@router.post("/desk/standing/{standing_id}/unskip")
def unskip_day(
    frame: Coordinator, once: FormOnce, standing_id: str, day: Annotated[ServiceDay, Form()]
) -> Response:
    """Let a series ride on a day after all."""
    try:
        reply = reply_of(lambda: unskip(once, frame.line.id, standing_id, day))
    except BuslineError as error:
        return _not_done(frame, say_error(frame.words, error))
    title = frame.words("standing-did-unskipped", day=frame.times.day(day))
    with frame.services.record.read() as session:
        return _done(frame, did(session, frame, StandingChange.model_validate(reply), title))


@router.post("/desk/standing/{standing_id}/stop")
def stop_series(
    frame: Coordinator, once: FormOnce, standing_id: str, etag: Etag, from_day: SpokenDay = ""
) -> Response:
    """Let a series ride no more from a day on."""
    try:
        first = spoken_day(frame, from_day)
    except NotUnderstood as asked:
        return _not_done(frame, asked_back(frame, asked))
    if first is None:
        return _not_done(frame, frame.words("fault-required"))
    try:
        reply = reply_of(lambda: stop(once, frame.line.id, standing_id, first, etag))
    except BuslineError as error:
        return _not_done(frame, say_error(frame.words, error))
    change = StandingChange.model_validate(reply)
    with frame.services.record.read() as session:
        return _done(frame, did(session, frame, change, _stopped(frame, change)))


@router.post("/desk/standing/undo")
def undo(
    frame: Coordinator,
    once: FormOnce,
    standing_id: Annotated[str, Form(max_length=64)],
    etag: Etag,
    before: Annotated[str, Form(max_length=60_000)] = "",
) -> Response:
    """Take back what was done a moment ago; the rides are again as they were, as far as they fit."""
    then = _then(before) if before else None
    try:
        reply = reply_of(lambda: put_back(once, frame.line.id, standing_id, then, etag))
    except BuslineError as error:
        return _not_done(frame, say_error(frame.words, error))
    title = frame.words("standing-did-undone")
    with frame.services.record.read() as session:
        found = did(session, frame, StandingChange.model_validate(reply), title, can_undo=False)
        return _done(frame, found)


def _then(before: str) -> StandingCard:
    """Return the series as it was, from a form that anybody could have written."""
    try:
        card = StandingCard.model_validate_json(before)
        NewStanding(**card.model_dump(include=set(NewStanding.model_fields)))
    except ValidationError as wrong:
        raise InvalidInput("That is no standing booking as it was before. Load the page again.") from wrong
    return card


def _stopped(frame: Reader, change: StandingChange) -> str:
    last_on, today = change.standing.last_on, frame.today
    if last_on is None or last_on < max(today, change.standing.first_on):
        return frame.words("standing-did-ended")
    return frame.words("standing-did-stopped", day=frame.times.day(last_on))


def _done(frame: Reader, found: Did) -> Response:
    """Show the series on the card as they are now, and over the rides what was done."""
    with frame.services.record.read() as session:
        card = card_of(session, frame, get_resident(session, frame.line.id, found.resident_id))
    return render(frame, "desk/standing/series_changed.html", {"card": card}, did=found)


def _not_done(frame: Reader, sentence: str) -> Response:
    """Say on the card what stands in the way; what was typed stays."""
    said = {"kind": "problem", "sentence": sentence}
    reply = render(frame, "desk/card_said.html", None, said=said, status=422)
    reply.headers.update({"HX-Retarget": "#card-said", "HX-Reswap": "innerHTML"})
    return reply
