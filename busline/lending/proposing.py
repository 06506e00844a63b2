"""Keeping windows as a proposal, until somebody has seen what they change."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from busline.days import iso_z, service_day
from busline.errors import Fault, InvalidInput
from busline.lending.sheet import read_window_sheet
from busline.lending.vans import VanNames
from busline.lending.wanted import Offered, WantedWindow, last_day
from busline.nouns.lending import ProposalSource, ProposalState
from busline.record.engine import WriteSession
from busline.record.lenders import vans_of_lender
from busline.record.spans import zone_of
from busline.record.tables import WindowProposal
from busline.record.windows import make_windows

FARTHEST = timedelta(days=390)


class UnreadWindows(InvalidInput):
    """A source has rows or events that can't be read; nothing of it was taken in."""

    code = "unread-windows"


@dataclass(frozen=True, slots=True)
class Proposing:
    """Who proposes for whom, from what, when; ``feed_id`` names the calendar where it is one."""

    line_id: str
    lender: str
    source: ProposalSource
    name: str
    who: str
    now: datetime
    feed_id: str | None = None


def propose_sheet(session: WriteSession, by: Proposing, data: bytes) -> WindowProposal:
    """Keep the windows of a sheet as a proposal: for the vans in it, from its first day to its last.

    Raises
    ------
    UnreadWindows
        If anything in it can't be read; its faults name the rows.
    """
    zone = zone_of(session, by.line_id)
    vans = vans_of_lender(session, by.line_id, by.lender)
    only = vans[0].id if len(vans) == 1 else None
    found = read_window_sheet(data, VanNames.of(vans), only, zone)
    if not found.faults and not found.windows:
        found = Offered(faults=(Fault("file", "has no windows", "lent-empty"),))
    require_read(found)
    first = service_day(found.windows[0].starts_at, zone)
    for window in found.windows:
        first = min(first, service_day(window.starts_at, zone))
    last = last_day(found.windows, zone) or first
    return propose(session, by, found.windows, {one.van_id for one in found.windows}, first, last)


def propose(
    session: WriteSession,
    by: Proposing,
    windows: Sequence[WantedWindow],
    van_ids: set[str],
    first: date,
    last: date,
) -> WindowProposal:
    """Keep windows as a proposal: they are all the windows of `van_ids` from `first` to `last`.

    Days that are over are passed over. What the weekly pattern says for these days is made first, so
    that it can be compared.

    Raises
    ------
    UnreadWindows
        If a window lies too far ahead, or everything is over.
    """
    today = service_day(by.now, zone_of(session, by.line_id))
    first = max(first, today)
    if last < first or last > today + FARTHEST:
        code = "lent-past" if last < first else "lent-too-far"
        raise UnreadWindows("These days can't be.", faults=[Fault("days", "are over or too far ahead", code)])
    make_windows(session, by.line_id, first, last, van_ids)
    proposal = WindowProposal(
        line_id=by.line_id,
        lender=by.lender,
        feed_id=by.feed_id,
        source=by.source,
        name=by.name[:200],
        van_ids=sorted(van_ids),
        first_day=first,
        last_day=last,
        windows=[[one.van_id, iso_z(one.starts_at), iso_z(one.ends_at)] for one in windows],
        state=ProposalState.OPEN,
        made_by=by.who,
        made_at=by.now,
    )
    session.add(proposal)
    session.flush()
    return proposal


def require_read(found: Offered) -> None:
    """Let a source through that was read without a fault.

    Raises
    ------
    UnreadWindows
        If it was not.
    """
    if found.faults:
        count = len(found.faults)
        raise UnreadWindows(f"{count} rows or events can't be read.", faults=found.faults, count=count)
