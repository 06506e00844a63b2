"""Telling open pages that something has changed: they fetch anew what they show."""

from collections.abc import Sequence
from datetime import date

from busline.feed.messages import LiveEvent, Topic
from busline.record.engine import WriteSession


def tell_pages(
    session: WriteSession,
    line_id: str,
    topic: Topic,
    *,
    service_date: date | None = None,
    ids: Sequence[str] = (),
) -> None:
    """Tell the pages of a line of news in `topic`, once the transaction of `session` has committed.

    Parameters
    ----------
    service_date
        The day that it is about; all days where left out.
    ids
        What it is about, where a page could show less anew than the whole.
    """
    event = LiveEvent(line_id=line_id, topic=topic, service_date=service_date, ids=tuple(ids))
    session.tell(line_id, "live", event.model_dump(mode="json"))
