"""Sending one wish until it is answered: the same key each time, whatever breaks on the way."""

import threading
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

import httpx

FIRST_PAUSE_S, LONGEST_PAUSE_S = 0.1, 1.0
# What a proxy says while the API is away is as good as a lost connection.
TRY_AGAIN = frozenset({HTTPStatus.BAD_GATEWAY, HTTPStatus.SERVICE_UNAVAILABLE, HTTPStatus.GATEWAY_TIMEOUT})


@dataclass(frozen=True, slots=True)
class Answer:
    """The final answer to a wish."""

    status: int
    body: Mapping[str, Any]

    @property
    def is_success(self) -> bool:
        """Whether it was done."""
        return self.status < HTTPStatus.BAD_REQUEST

    @property
    def codes(self) -> frozenset[str]:
        """The problem's code, and those of its single faults."""
        faults = self.body.get("faults", ())
        return frozenset({str(self.body.get("code", "")), *(str(fault["code"]) for fault in faults)})


@dataclass
class Traffic:
    """What was sent by all coordinators together; safe for many threads.

    Attributes
    ----------
    answers
        How many wishes got which status in the end.
    retries
        How often a wish had to be sent again, by why.
    unanswered
        Wishes that nobody answered in time.
    took_s
        Of each answered wish: from the first sending to the answer that counted.
    """

    answers: Counter[int] = field(default_factory=Counter)
    retries: Counter[str] = field(default_factory=Counter)
    unanswered: int = 0
    took_s: list[float] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def answered(self, status: int, took_s: float) -> None:
        """Count a final answer."""
        with self._lock:
            self.answers[status] += 1
            self.took_s.append(took_s)

    def again(self, why: str) -> None:
        """Count a repeat."""
        with self._lock:
            self.retries[why] += 1

    def gave_up(self) -> None:
        """Count a wish without an answer."""
        with self._lock:
            self.unanswered += 1


class Sender:
    """Sends the wishes of one coordinator.

    Parameters
    ----------
    client
        Logged in, at the API's address.
    traffic
        Where everything is counted.
    patience_s
        How long a wish is tried before it is given up.
    """

    def __init__(self, client: httpx.Client, traffic: Traffic, patience_s: float) -> None:
        self.client = client
        self.traffic = traffic
        self.patience_s = patience_s

    def send(
        self, path: str, body: Mapping[str, Any], key: str, *, first_timeout_s: float | None = None
    ) -> Answer | None:
        """Send a wish until it is answered; None if nobody did in time.

        Parameters
        ----------
        first_timeout_s
            How long to wait the first time only: a caller who presses the button again at once.
        """
        begun = time.monotonic()
        pause_s, timeout_s = FIRST_PAUSE_S, first_timeout_s
        while True:
            reply = self._once(path, body, key, timeout_s)
            if reply is not None:
                self.traffic.answered(reply.status, time.monotonic() - begun)
                return reply
            if time.monotonic() - begun > self.patience_s:
                self.traffic.gave_up()
                return None
            if timeout_s is None:
                time.sleep(pause_s)
                pause_s = min(2 * pause_s, LONGEST_PAUSE_S)
            timeout_s = None

    def _once(self, path: str, body: Mapping[str, Any], key: str, timeout_s: float | None) -> Answer | None:
        timeout = httpx.USE_CLIENT_DEFAULT if timeout_s is None else timeout_s
        try:
            reply = self.client.post(path, json=body, headers={"Idempotency-Key": key}, timeout=timeout)
        except httpx.TransportError as broken:
            self.traffic.again(type(broken).__name__)
            return None
        if reply.status_code in TRY_AGAIN:
            self.traffic.again(str(reply.status_code))
            return None
        return Answer(reply.status_code, _json(reply))


def _json(reply: httpx.Response) -> Mapping[str, Any]:
    try:
        body = reply.json()
    except ValueError:
        return {"code": "no-json", "text": reply.text[:500]}
    return body if isinstance(body, dict) else {"items": body}
