"""The gateways that the settings name, one a channel."""

from collections.abc import Mapping

from busline.gateways.gateway import Gateway
from busline.gateways.settings import GatewaySettings
from busline.gateways.smtp import SmtpGateway
from busline.gateways.webhook import WebhookGateway
from busline.nouns import MessageChannel


def gateways_of(settings: GatewaySettings) -> Mapping[MessageChannel, Gateway]:
    """Return the gateway of each channel that has one; close them when done.

    Raises
    ------
    BadBody
        If the JSON that a gateway is said to want is none.
    """
    found: dict[MessageChannel, Gateway] = {}
    if settings.sms_url is not None:
        found[MessageChannel.SMS] = WebhookGateway(
            str(settings.sms_url),
            token=settings.sms_token.get_secret_value(),
            authorization=settings.sms_authorization,
            body=settings.sms_body,
            timeout_s=settings.gateway_timeout_s,
        )
    if settings.spoken_url is not None:
        found[MessageChannel.SPOKEN] = WebhookGateway(
            str(settings.spoken_url),
            token=settings.spoken_token.get_secret_value(),
            authorization=settings.spoken_authorization,
            body=settings.spoken_body,
            timeout_s=settings.gateway_timeout_s,
        )
    if settings.smtp_host:
        found[MessageChannel.EMAIL] = SmtpGateway(
            settings.smtp_host,
            settings.smtp_port,
            security=settings.smtp_security,
            user=settings.smtp_user,
            password=settings.smtp_password.get_secret_value(),
            sender=settings.mail_from or settings.smtp_user,
            timeout_s=settings.gateway_timeout_s,
        )
    return found
