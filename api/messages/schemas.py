"""How a message to a resident is shown."""

from datetime import date, datetime

from api.common import Shown
from busline.nouns import MessageChannel, MessageFault, MessageKind, MessageState


class MessageCard(Shown):
    """One message; ``text`` is what goes out, or would."""

    id: str
    kind: MessageKind
    state: MessageState
    fault: MessageFault
    channel: MessageChannel
    resident_id: str
    booking_id: str
    service_date: date
    text: str
    made_at: datetime
    due_at: datetime
    useless_at: datetime
    next_try_at: datetime
    tries: int
    sent_at: datetime | None
    etag: str
