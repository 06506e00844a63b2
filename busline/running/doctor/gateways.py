"""The gateways that carry messages to residents."""

from datetime import datetime, timedelta

from sqlalchemy import func, select

from busline.errors import BuslineError
from busline.gateways.choosing import gateways_of
from busline.gateways.gateway import GatewayAway
from busline.gateways.settings import GatewaySettings
from busline.nouns import MessageChannel, MessageState
from busline.record.engine import ReadSession
from busline.record.tables import Message, Resident
from busline.running.doctor.finding import Finding, good, look, wrong

LATE = timedelta(minutes=5)


def check_gateways(settings: GatewaySettings) -> list[Finding]:
    """Check that every gateway that is named can be reached; nothing is sent."""
    try:
        gateways = gateways_of(settings)
    except BuslineError as bad:
        return [wrong("gateways", bad.detail, "Correct BUSLINE_SMS_BODY or BUSLINE_SPOKEN_BODY.")]
    findings = []
    for channel, gateway in gateways.items():
        about = f"gateway for {channel.value}"
        try:
            gateway.check()
            findings.append(good(about, f"{gateway.address} answers."))
        except GatewayAway as away:
            findings.append(
                wrong(
                    about,
                    f"It can't be reached: {away.detail}",
                    "Check its address and token, and the way out of this machine. Messages wait meanwhile; "
                    "what is not taken in time becomes a phone call to make.",
                )
            )
        finally:
            gateway.close()
    return findings


def check_wishes(session: ReadSession, settings: GatewaySettings, line_id: str) -> Finding | None:
    """Check that residents who want messages can get them; None where nobody wants any."""
    wanted = session.execute(
        select(Resident.message_channel, func.count())
        .where(Resident.line_id == line_id, Resident.active, Resident.message_channel != MessageChannel.NONE)
        .group_by(Resident.message_channel)
    ).all()
    if not wanted:
        return None
    about = f"messages of {line_id}"
    with_gateway = _channels(settings)
    without = [f"{count} by {channel.value}" for channel, count in wanted if channel not in with_gateway]
    if without:
        return look(
            about,
            f"Residents want messages, but nothing sends them: {', '.join(sorted(without))}.",
            "Set a gateway, as deploy/messages.md says, or tell them that no messages come.",
        )
    return good(about, f"{sum(count for _, count in wanted)} residents want them.")


def check_messages(session: ReadSession, line_id: str, now: datetime) -> Finding | None:
    """Check that no message waits long after it was due; None where none does."""
    count, oldest = session.execute(
        select(func.count(), func.min(Message.due_at)).where(
            Message.line_id == line_id,
            Message.state.in_((MessageState.WAITING, MessageState.SENDING)),
            Message.due_at < now - LATE,
            Message.next_try_at < now - LATE,
        )
    ).one()
    if not count:
        return None
    return wrong(
        f"messages of {line_id}",
        f"{count} should have been tried by now, the oldest since {oldest:%Y-%m-%d %H:%M} UTC.",
        "Check that the API runs: it sends them.",
    )


def _channels(settings: GatewaySettings) -> set[MessageChannel]:
    named = {
        MessageChannel.SMS: settings.sms_url is not None,
        MessageChannel.SPOKEN: settings.spoken_url is not None,
        MessageChannel.EMAIL: bool(settings.smtp_host),
    }
    return {channel for channel, is_named in named.items() if is_named}
