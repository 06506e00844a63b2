"""How a message to a resident or a driver is shown."""

from datetime import date, datetime

from api.common import Shown
from busline.nouns import MessageChannel, MessageFault, MessageKind, MessageState


class MessageCard(Shown):
    """One message, to a resident about a booking or to a driver about a duty; ``text`` goes out, or would."""

    id: str
    kind: MessageKind
    state: MessageState
    fault: MessageFault
    channel: MessageChannel
    resident_id: str | None
    booking_id: str | None
    driver_id: str | None
    duty_id: str | None
    service_date: date
    text: str
    made_at: datetime
    due_at: datetime
    useless_at: datetime
    next_try_at: datetime
    tries: int
    sent_at: datetime | None
    etag: str
