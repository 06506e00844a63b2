"""The thread of the API process in which messages are sent."""

import threading

import structlog
from sqlalchemy.exc import SQLAlchemyError

from api.messages.sender import MessageSender
from busline.errors import Away

log = structlog.get_logger()

LOOK_EVERY_S = 2.0
GOODBYE_S = 15.0


class MessageLoop:
    """Sends what is due every few seconds; while the record is away, everything waits."""

    def __init__(self, sender: MessageSender) -> None:
        self._sender = sender
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="messages", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End after the message that is being sent; one that takes too long counts as broken off."""
        self._stopping.set()
        self._thread.join(timeout=GOODBYE_S)

    def _run(self) -> None:
        while not self._stopping.wait(LOOK_EVERY_S):
            try:
                self._sender.send_due()
            except (Away, SQLAlchemyError) as broken:
                # This thread must outlive whatever is wrong now: it is looked at again in a moment.
                log.warning("messages wait", why=str(broken))
