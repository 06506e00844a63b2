"""Offering windows: by sheet or calendar, with what would change shown before it counts."""

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Depends, File, Form, Response, UploadFile
from fastapi.responses import RedirectResponse
from sqlalchemy.orm import Session

from api.access.permissions import Permission
from api.idempotency import AlreadyAnswered
from api.pages.frame import Reader, reader
from api.pages.lend.calendars import calendar_lines, unread_calendars
from api.pages.once import FormOnce, reply_of
from api.pages.problem_page import say_fault
from api.pages.render import render
from api.window_proposals.queries import compared, get_proposal, open_proposals, proposal_card
from api.window_proposals.service import accept, drop
from busline.lending.comparing import Change, ChangeKind, Comparison
from busline.lending.proposing import Proposing, UnreadWindows, propose_sheet
from busline.lending.taking_over import MovedOn
from busline.nouns.lending import ProposalSource
from busline.record.lenders import vans_of_lender
from busline.record.tables import WindowProposal

router = APIRouter()
Lender = Annotated[Reader, Depends(reader(Permission.WINDOWS_OFFER))]
# More than this nobody reads; those of windows with rides come first and are all shown.
MOST_SHOWN = 100


@router.get("/lend/offer")
def offer(frame: Lender) -> Response:
    """Show how windows can be offered, and what waits to be looked at."""
    return _offer_page(frame)


@router.post("/lend/offer/sheet")
def offer_sheet(frame: Lender, once: FormOnce, sheet: Annotated[UploadFile, File()]) -> Response:
    """Read a sheet and show what it would change; with a fault in it nothing is kept."""
    data = sheet.file.read()
    by = Proposing(
        frame.line.id,
        frame.caller.lender,
        ProposalSource.SHEET,
        sheet.filename or "",
        frame.caller.login,
        frame.now,
    )

    def work() -> Response:
        with once.change("proposed") as session:
            proposal = propose_sheet(session, by, data)
            return once.answer(session, proposal_card(session, proposal, frame.now))

    try:
        shown = reply_of(work)
    except UnreadWindows as unread:
        return _offer_page(frame, [say_fault(frame.words, fault) for fault in unread.faults], status=422)
    return RedirectResponse(f"/lend/offer/{shown['id']}", status_code=303)


@router.get("/lend/offer/{proposal_id}")
def comparison(frame: Lender, proposal_id: str) -> Response:
    """Show what a proposal would change."""
    return _comparison_page(frame, proposal_id)


@router.post("/lend/offer/{proposal_id}/take-over")
def take_over(
    frame: Lender, once: FormOnce, proposal_id: str, mark: Annotated[str, Form(max_length=64)]
) -> Response:
    """Take a proposal over, if it still changes what was shown."""
    try:
        with once.change("taken over") as session:
            proposal = accept(session, once, frame.line.id, proposal_id, mark)
            once.answer(session, proposal_card(session, proposal, frame.now))
    except AlreadyAnswered:
        pass  # pressed twice: it is shown as it stands
    except MovedOn:
        return _comparison_page(frame, proposal_id, moved_on=True)
    return RedirectResponse(f"/lend/offer/{proposal_id}", status_code=303)


@router.post("/lend/offer/{proposal_id}/drop")
def drop_proposal(frame: Lender, once: FormOnce, proposal_id: str) -> Response:
    """Leave everything as it is."""
    try:
        with once.change("dropped") as session:
            proposal = drop(session, once, frame.line.id, proposal_id)
            once.answer(session, proposal_card(session, proposal, frame.now))
    except AlreadyAnswered:
        pass  # pressed twice: it is shown as it stands
    return RedirectResponse(f"/lend/offer/{proposal_id}", status_code=303)


def _offer_page(frame: Reader, faults: list[str] | None = None, *, status: int = 200) -> Response:
    with frame.services.record.read() as session:
        view = {
            "faults": faults or [],
            "proposals": open_proposals(session, frame.line.id, frame.caller.lender),
            "calendars": calendar_lines(session, frame),
            "unread": unread_calendars(session, frame),
            "vans": vans_of_lender(session, frame.line.id, frame.caller.lender),
        }
    return render(frame, "lend/offer.html", view, status=status)


def _comparison_page(frame: Reader, proposal_id: str, *, moved_on: bool = False) -> Response:
    with frame.services.record.read() as session:
        proposal = get_proposal(session, frame.line.id, proposal_id, frame.caller.lender)
        found = compared(session, proposal, frame.now)
        view = _comparison_view(session, frame, proposal, found) | {"moved_on": moved_on}
    return render(frame, "lend/comparison.html", view, status=409 if moved_on else 200)


def _comparison_view(
    session: Session, frame: Reader, proposal: WindowProposal, found: Comparison
) -> dict[str, Any]:
    names = {van.id: van.name for van in vans_of_lender(session, frame.line.id, frame.caller.lender)}
    kinds = [(kind, found.of(kind)) for kind in (ChangeKind.GONE, ChangeKind.CHANGED, ChangeKind.NEW)]
    return {
        "id": proposal.id,
        "source": proposal.source.value,
        "name": proposal.name,
        "state": proposal.state.value,
        "first_day": proposal.first_day,
        "last_day": proposal.last_day,
        "vans": ", ".join(names.get(van, van) for van in proposal.van_ids),
        "mark": found.mark,
        "total": len(found.changes),
        "has_rides": found.has_rides,
        "counts": [*((kind.value, len(changes)) for kind, changes in kinds), ("same", found.same)],
        "groups": [_group(frame, kind, changes, names) for kind, changes in kinds if changes],
    }


def _group(
    frame: Reader, kind: ChangeKind, changes: list[Change], names: Mapping[str, str]
) -> dict[str, Any]:
    first = sorted(changes, key=lambda change: not change.has_rides)
    with_rides = sum(change.has_rides for change in changes)
    shown = first[: max(MOST_SHOWN, with_rides)]
    return {
        "kind": kind.value,
        "changes": [_line(frame, change, names) for change in shown],
        "more": len(changes) - len(shown),
    }


def _line(frame: Reader, change: Change, names: Mapping[str, str]) -> dict[str, Any]:
    was = change.before if change.kind is ChangeKind.CHANGED else None
    return {
        "van": names.get(change.van_id, change.van_id),
        "at": change.at,
        "was": frame.times.span(*was) if was else "",
        "has_rides": change.has_rides,
    }
