"""Telling the dispatcher, and pages that are open, that a line's own data is new."""

from datetime import datetime

from busline.feed.messages import LineChanged
from busline.feed.telling import tell_pages
from busline.record.engine import WriteSession
from busline.record.tables.base import new_id


def tell_line_changed(session: WriteSession, line_id: str, *, who: str, what: str, now: datetime) -> None:
    """Put the news into the outbox: it leaves with what was changed in this transaction, or not at all."""
    command = LineChanged(id=new_id(), line_id=line_id, actor=who, sent_at=now, what=what)
    session.tell(line_id, "commands", command.model_dump(mode="json"))
    tell_pages(session, line_id, "line")
