"""How an entry of the history is shown."""

from datetime import datetime
from typing import Any

from api.common import Shown


class HistoryCard(Shown):
    """Who did what, when and why; with the values before and after, as far as the reader may see them."""

    seq: int
    at: datetime
    line_id: str | None
    who: str
    what: str
    noun: str
    noun_id: str
    why: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None
