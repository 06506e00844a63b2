"""Which gateways there are; every value can be set in the environment as ``BUSLINE_…``."""

from typing import Literal

from pydantic import Field, HttpUrl, SecretStr
from pydantic_settings import BaseSettings


class GatewaySettings(BaseSettings):
    """The gateways of one installation; a channel without one sends nothing, and the pages say so."""

    # Where text messages go: any HTTP gateway that takes JSON. Empty: none are sent.
    sms_url: HttpUrl | None = None
    sms_token: SecretStr = SecretStr("")
    # How the token is shown to the gateway, as the header Authorization; empty: not there.
    sms_authorization: str = "Bearer {token}"
    # The JSON that the gateway wants, with {to}, {digits}, {text}, {subject}, {language}, {channel}, {key} or
    # {token} in its strings; empty: our own form.
    sms_body: str = ""
    # Where spoken calls go: the same form, another address.
    spoken_url: HttpUrl | None = None
    spoken_token: SecretStr = SecretStr("")
    spoken_authorization: str = "Bearer {token}"
    spoken_body: str = ""
    # How long a gateway, mail server included, may take for one message before it counts as away.
    gateway_timeout_s: float = Field(default=10.0, gt=0, le=60)
    # The mail server. Empty: no e-mail is sent.
    smtp_host: str = ""
    smtp_port: int = Field(default=587, ge=1, le=65535)
    smtp_security: Literal["starttls", "tls", "none"] = "starttls"
    smtp_user: str = ""
    smtp_password: SecretStr = SecretStr("")
    # Who the e-mail comes from: “Osdorppleinlijn <bus@example.org>”.
    mail_from: str = ""
