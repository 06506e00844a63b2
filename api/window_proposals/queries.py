"""Reading proposals, and what they would change now."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.window_proposals.schemas import ChangeCard, ProposalCard
from busline.errors import UnknownNoun
from busline.lending.comparing import Change, Comparison
from busline.lending.reading import compare_with_record
from busline.lending.wanted import WantedWindow
from busline.nouns.lending import ProposalState
from busline.record.tables import WindowProposal

NOTHING = Comparison((), 0)


def get_proposal(session: Session, line_id: str, proposal_id: str, lender: str = "") -> WindowProposal:
    """Return a proposal of the line; for a `lender` only one of their own.

    Raises
    ------
    UnknownNoun
        If there is none.
    """
    proposal = session.get(WindowProposal, proposal_id)
    if proposal is None or proposal.line_id != line_id or (lender and proposal.lender != lender):
        raise UnknownNoun("proposal", proposal_id)
    return proposal


def open_proposals(session: Session, line_id: str, lender: str) -> list[WindowProposal]:
    """Return what a lender has not decided yet, the newest first."""
    wanted = select(WindowProposal).where(
        WindowProposal.line_id == line_id, WindowProposal.state == ProposalState.OPEN
    )
    if lender:
        wanted = wanted.where(WindowProposal.lender == lender)
    return list(session.scalars(wanted.order_by(WindowProposal.made_at.desc(), WindowProposal.id)))


def compared(session: Session, proposal: WindowProposal, now: datetime) -> Comparison:
    """Return what a proposal would change now; nothing for one that is decided."""
    if proposal.state is not ProposalState.OPEN:
        return NOTHING
    wanted = [
        WantedWindow(van, datetime.fromisoformat(begin), datetime.fromisoformat(end))
        for van, begin, end in proposal.windows
    ]
    days = proposal.first_day, proposal.last_day
    return compare_with_record(session, proposal.line_id, proposal.van_ids, wanted, *days, now)


def proposal_card(session: Session, proposal: WindowProposal, now: datetime) -> ProposalCard:
    """Return a proposal as it is shown."""
    found = compared(session, proposal, now)
    columns = {n: getattr(proposal, n) for n in ProposalCard.model_fields if hasattr(proposal, n)}
    changes = [_change_card(change) for change in found.changes]
    return ProposalCard(**columns, same=found.same, mark=found.mark, changes=changes)


def _change_card(change: Change) -> ChangeCard:
    before, after = change.before or (None, None), change.after or (None, None)
    return ChangeCard(
        kind=change.kind,
        van_id=change.van_id,
        window_id=change.window_id,
        before_from=before[0],
        before_to=before[1],
        after_from=after[0],
        after_to=after[1],
        has_rides=change.has_rides,
    )
