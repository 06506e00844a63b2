"""Letting the windows of coming days follow a line whose vans or weekly patterns changed."""

from datetime import datetime

from sqlalchemy import exists, select

from busline.feed.messages import WithdrawWindow
from busline.record.engine import WriteSession
from busline.record.tables import Duty, IdleWindow, Van, WindowPattern
from busline.record.tables.base import new_id


def windows_follow(session: WriteSession, line_id: str, actor: str, now: datetime) -> int:
    """Take back coming windows that no pattern of an active van stands behind; return how many.

    One without a duty is deleted, to be made anew where a pattern says so. One with a duty is the
    dispatcher's to withdraw. A window entered by hand is left alone.
    """
    patterns = set(session.scalars(select(WindowPattern.id).where(WindowPattern.line_id == line_id)))
    vans = {van.id: van for van in session.scalars(select(Van).where(Van.line_id == line_id))}
    coming = session.scalars(
        select(IdleWindow).where(
            IdleWindow.line_id == line_id,
            IdleWindow.starts_at > now,
            IdleWindow.withdrawn_at.is_(None),
            IdleWindow.pattern_id.is_not(None),
        )
    ).all()
    taken_back = 0
    for window in coming:
        van = vans[window.van_id]
        stands = window.pattern_id in patterns and van.active
        has_duty = session.scalar(select(exists().where(Duty.window_id == window.id)))
        if not has_duty and (not stands or window.base_stop_id != van.base_stop_id):
            session.delete(window)
            taken_back += 1
        elif has_duty and not stands:
            _ask_to_withdraw(session, window, actor, now)
            taken_back += 1
    session.flush()
    return taken_back


def _ask_to_withdraw(session: WriteSession, window: IdleWindow, actor: str, now: datetime) -> None:
    command = WithdrawWindow(
        id=new_id(),
        line_id=window.line_id,
        actor=actor,
        sent_at=now,
        idempotency_key=f"import:{window.id}",
        window_id=window.id,
        from_instant=window.starts_at,
        why="no longer in the line's weekly windows",
    )
    session.tell(window.line_id, "commands", command.model_dump(mode="json"))
