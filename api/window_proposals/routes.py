"""Proposed windows: send them, see what they change, take them over."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Response

from api.access.caller import Caller, require
from api.access.permissions import Permission
from api.common import LineId
from api.idempotency import OnceHere
from api.lines.queries import get_line
from api.problem_docs import READING, WRITING
from api.services import ServicesHere
from api.window_proposals.queries import get_proposal, proposal_card
from api.window_proposals.schemas import ProposalCard, ProposalWish, TakeOver
from api.window_proposals.service import accept, drop
from busline.errors import Fault, InvalidInput
from busline.lending.proposing import Proposing, propose, require_read
from busline.lending.wanted import WantedWindow, offered
from busline.nouns.lending import ProposalSource
from busline.record.lenders import vans_of_lender
from busline.record.spans import zone_of

router = APIRouter(prefix="/lines/{line_id}/window-proposals", tags=["windows"])
Lender = Annotated[Caller, Depends(require(Permission.WINDOWS_OFFER))]
ProposalId = Annotated[str, Path(max_length=32, examples=["example-proposal"])]


@router.post("", operation_id="propose_windows", responses=WRITING, response_model=ProposalCard)
def propose_windows(line_id: LineId, wish: ProposalWish, caller: Lender, once: OnceHere) -> Response:
    """Propose all windows of some vans on a span of days; nothing changes before it is taken over."""
    now = once.services.clock.now()
    windows = [
        WantedWindow(one.van_id, one.starts_at, one.ends_at, f"windows.{number}")
        for number, one in enumerate(wish.windows)
    ]
    with once.change("proposed") as session:
        get_line(session, line_id)
        own = {van.id for van in vans_of_lender(session, line_id, caller.lender)}
        if faults := _faults(wish, windows, own):
            raise InvalidInput("These windows can't be.", faults=faults)
        found = offered(windows, (), zone_of(session, line_id))
        require_read(found)
        by = Proposing(line_id, caller.lender, ProposalSource.PROGRAM, "", caller.login, now)
        proposal = propose(session, by, found.windows, set(wish.van_ids), wish.first_day, wish.last_day)
        return once.answer(session, proposal_card(session, proposal, now))


@router.get("/{proposal_id}", operation_id="get_window_proposal", responses=READING)
def get_one(line_id: LineId, proposal_id: ProposalId, caller: Lender, services: ServicesHere) -> ProposalCard:
    """See what a proposal would change now."""
    with services.record.read() as session:
        proposal = get_proposal(session, line_id, proposal_id, caller.lender)
        return proposal_card(session, proposal, services.clock.now())


@router.post(
    "/{proposal_id}/take-over",
    operation_id="take_over_windows",
    responses=WRITING,
    response_model=ProposalCard,
)
def take_over_windows(
    line_id: LineId, proposal_id: ProposalId, seen: TakeOver, _: Lender, once: OnceHere
) -> Response:
    """Take a proposal over, all of it or nothing; rides that lose their window move or become calls."""
    with once.change("taken over") as session:
        proposal = accept(session, once, line_id, proposal_id, seen.mark)
        return once.answer(session, proposal_card(session, proposal, once.services.clock.now()))


@router.post(
    "/{proposal_id}/drop", operation_id="drop_window_proposal", responses=WRITING, response_model=ProposalCard
)
def drop_proposal(line_id: LineId, proposal_id: ProposalId, _: Lender, once: OnceHere) -> Response:
    """Drop a proposal; everything stays as it is."""
    with once.change("dropped") as session:
        proposal = drop(session, once, line_id, proposal_id)
        return once.answer(session, proposal_card(session, proposal, once.services.clock.now()))


def _faults(wish: ProposalWish, windows: list[WantedWindow], own: set[str]) -> list[Fault]:
    faults = [
        Fault(
            "van_ids", f"“{van}” is no van of yours", "lent-unknown-van", {"given": van, "where": "van_ids"}
        )
        for van in wish.van_ids
        if van not in own
    ]
    for one in windows:
        if one.ends_at <= one.starts_at:
            faults.append(Fault(f"{one.where}.ends_at", "must be after starts_at", "end-before-begin"))
        if one.van_id not in wish.van_ids:
            faults.append(Fault(f"{one.where}.van_id", "must be one of van_ids"))
    return faults
