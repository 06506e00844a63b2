"""Withdrawing a window: the lender needs the van."""

from datetime import datetime

from fastapi import Response

from api.etags import check_unchanged
from api.idempotency import Once
from api.planning import envelope, pass_on
from api.windows.queries import get_window
from busline.errors import Conflict
from busline.feed.messages import WithdrawWindow


class WindowOver(Conflict):
    """The window is over, or was withdrawn before."""

    code = "window-over"


def withdraw(
    once: Once, line_id: str, window_id: str, from_instant: datetime | None, why: str, if_match: str
) -> Response:
    """End a window early, now or as soon as planning is back; the answer is a `Passed`.

    Raises
    ------
    UnknownNoun
        If there is no such window.
    StaleEdit
        If it changed since it was read.
    WindowOver
        If there is nothing left to withdraw.
    """
    now = once.services.clock.now().replace(microsecond=0)
    with once.change(why) as session:
        # A repeat carries the instant of the first try: by then the window itself may have changed.
        if "from_instant" not in once.begun:
            window = get_window(session, line_id, window_id, once.caller.lender)
            check_unchanged(window, if_match)
            if window.withdrawn_at is not None or window.ends_at <= now:
                raise WindowOver("This window is over or was withdrawn already.")
            once.note(session, from_instant=max(from_instant or now, now).isoformat())
    begins = datetime.fromisoformat(once.begun["from_instant"])
    command = WithdrawWindow(**envelope(once, line_id), window_id=window_id, from_instant=begins, why=why)
    # Which rides that broke is the coordinators' to know, not the lender's.
    return pass_on(once, command, why=why, tell_result=False)
