"""Taking over or dropping what was proposed."""

from api.idempotency import Once
from api.window_proposals.queries import compared, get_proposal
from busline.errors import Conflict
from busline.lending.taking_over import By, MovedOn, take_over
from busline.nouns.lending import ProposalState
from busline.record.engine import WriteSession
from busline.record.tables import WindowProposal


class ProposalDecided(Conflict):
    """The proposal was taken over or dropped before."""

    code = "proposal-decided"


def accept(session: WriteSession, once: Once, line_id: str, proposal_id: str, mark: str) -> WindowProposal:
    """Take a proposal over, as it was shown; return it.

    Raises
    ------
    UnknownNoun
        If there is none.
    ProposalDecided
        If it was taken over or dropped before.
    MovedOn
        If it would now change something else than what was shown.
    """
    now = once.services.clock.now()
    proposal = _undecided(session, once, line_id, proposal_id)
    found = compared(session, proposal, now)
    if found.mark != mark:
        raise MovedOn("Windows or rides have changed since. Look at the changes again.")
    why = proposal.name or proposal.source.value
    take_over(session, line_id, found.changes, By(once.caller.login, why, now))
    proposal.state = ProposalState.TAKEN_OVER
    session.flush()
    return proposal


def drop(session: WriteSession, once: Once, line_id: str, proposal_id: str) -> WindowProposal:
    """Drop a proposal; return it.

    Raises
    ------
    UnknownNoun
        If there is none.
    ProposalDecided
        If it was taken over or dropped before.
    """
    proposal = _undecided(session, once, line_id, proposal_id)
    proposal.state = ProposalState.DROPPED
    session.flush()
    return proposal


def _undecided(session: WriteSession, once: Once, line_id: str, proposal_id: str) -> WindowProposal:
    proposal = get_proposal(session, line_id, proposal_id, once.caller.lender)
    if proposal.state is not ProposalState.OPEN:
        raise ProposalDecided("This proposal was taken over or dropped already.")
    return proposal
