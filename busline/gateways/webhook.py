"""Text messages and spoken calls through any HTTP gateway that takes JSON."""

import json
import re
from typing import Any

import httpx
import structlog

from busline.errors import InvalidInput
from busline.gateways.gateway import GatewayAway, GatewayRefused, Outgoing

log = structlog.get_logger()

OUR_FORM: dict[str, Any] = {
    "id": "{key}",
    "channel": "{channel}",
    "to": "{to}",
    "text": "{text}",
    "language": "{language}",
}
# About this message. Any other answer is about the gateway or our account there: worth another try.
REFUSALS = frozenset({400, 406, 410, 413, 422})
HAS_IT = 409  # the key came before: an earlier try got through after all
SHOWN_OF_ANSWER = 200
_PLACEHOLDER = re.compile(r"\{(\w+)\}")


class BadBody(InvalidInput):
    """The JSON that a gateway is said to want is none."""

    code = "bad-gateway-body"


class WebhookGateway:
    """Posts each message as JSON, its key in the header ``Idempotency-Key``.

    Parameters
    ----------
    url
        Where to.
    token, authorization
        What the header ``Authorization`` says: `authorization` with ``{token}`` filled in; nothing without a
        token.
    body
        The gateway's own JSON form with placeholders in its strings, ``{token}`` among them; empty is
        `OUR_FORM`.
    timeout_s
        For connecting, for sending and for each wait for an answer, > 0.

    Raises
    ------
    BadBody
        If `body` is not JSON.
    """

    def __init__(
        self, url: str, *, token: str = "", authorization: str = "", body: str = "", timeout_s: float = 10.0
    ) -> None:
        self._url = url
        self._form = _form(body)
        self._token = token
        shown = authorization.replace("{token}", token) if token else ""
        headers = {"Authorization": shown} if shown else {}
        self._client = httpx.Client(timeout=timeout_s, headers=headers, trust_env=False)

    @property
    def address(self) -> str:
        """The gateway's address without what may be secret in it."""
        return str(httpx.URL(self._url).copy_with(userinfo=b"", query=None))

    def send(self, message: Outgoing) -> None:
        """Post the message; any answer of the 200s, and `HAS_IT`, mean that the gateway has it.

        A gateway that answers too late may have it all the same: the next try carries the same key.

        Raises
        ------
        GatewayAway
            If it does not answer in time, or with anything but a refusal.
        GatewayRefused
            If it answers with one of `REFUSALS`.
        """
        try:
            answer = self._client.post(
                self._url,
                json=_filled(self._form, _fields(message) | {"token": self._token}),
                headers={"Idempotency-Key": message.key},
            )
        except httpx.HTTPError as broken:
            raise GatewayAway(f"{self.address}: {broken or type(broken).__name__}") from broken
        if answer.is_success or answer.status_code == HAS_IT:
            return
        said = f"{self.address} answered {answer.status_code}"
        log.warning("gateway refused", key=message.key, says=said, more=answer.text[:SHOWN_OF_ANSWER])
        raise GatewayRefused(said) if answer.status_code in REFUSALS else GatewayAway(said)

    def check(self) -> None:
        """Ask for the gateway's address; whatever it answers, it is there.

        Raises
        ------
        GatewayAway
            If nobody answers.
        """
        try:
            self._client.head(self._url)
        except httpx.HTTPError as broken:
            raise GatewayAway(f"{self.address}: {broken or type(broken).__name__}") from broken

    def close(self) -> None:
        """Close the connections."""
        self._client.close()


def _form(body: str) -> Any:
    if not body.strip():
        return OUR_FORM
    try:
        return json.loads(body)
    except ValueError as wrong:
        raise BadBody(f"The body set for a message gateway is not JSON: {wrong}") from wrong


def _fields(message: Outgoing) -> dict[str, str]:
    return {
        "key": message.key,
        "channel": message.channel.value,
        "to": message.to,
        "digits": "".join(letter for letter in message.to if letter.isdigit()),
        "text": message.text,
        "subject": message.subject,
        "language": message.language,
    }


def _filled(form: Any, fields: dict[str, str]) -> Any:
    """Return `form` with the placeholders in its strings filled in, at any depth."""
    if isinstance(form, dict):
        return {name: _filled(value, fields) for name, value in form.items()}
    if isinstance(form, list):
        return [_filled(value, fields) for value in form]
    if isinstance(form, str):
        # In one pass: what somebody's text looks like is never filled in again.
        return _PLACEHOLDER.sub(lambda found: fields.get(found[1], found[0]), form)
    return form
