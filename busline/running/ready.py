"""Waiting until the parts of a line can answer a caller."""

import time
from collections.abc import Callable

from busline.errors import BuslineError, ErrorKind

LOOK_EVERY_S = 0.1


class NotReady(BuslineError):
    """The line did not come up in time."""

    code = "not-ready"
    kind = ErrorKind.AWAY


def wait_until_ready(address: str, timeout_s: float, look: Callable[[], None] = lambda: None) -> None:
    """Wait until ``/health/ready`` says that the API, the record, the feed and the dispatcher are there.

    Parameters
    ----------
    address
        The API's address, without a path.
    timeout_s
        How long to wait, > 0.
    look
        Called between two questions; it may raise to give up, say because a process has died for good.

    Raises
    ------
    NotReady
        If the time is over, with what the API said last.
    """
    import httpx  # only here: the parts start before it is loaded

    until = time.monotonic() + timeout_s
    said = "it can't be reached"
    with httpx.Client(base_url=address, timeout=5, trust_env=False) as client:
        while time.monotonic() < until:
            look()
            try:
                reply = client.get("/health/ready")
            except httpx.TransportError as error:
                said = f"it can't be reached: {error}"
            else:
                if reply.is_success:
                    return
                said = f"status {reply.status_code}: {reply.text[:500]}"
            time.sleep(LOOK_EVERY_S)
    raise NotReady(f"{address} was not ready within {timeout_s:.0f} s ({said}).")
