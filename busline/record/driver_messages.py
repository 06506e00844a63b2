"""Writing what drivers are told of their duties, in the transaction of what they are told of.

Whoever changes something writes of it: of duties the dispatcher that holds the line's lease, of a swap that
is asked for the API. `api.messages` sends them like all others.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import select

from busline.nouns import MANIFEST_KINDS, MessageChannel, MessageKind, MessageState
from busline.record.engine import WriteSession
from busline.record.messages import set_message_state, tell_of_messages
from busline.record.tables import Driver, Duty, ManifestVersion, Message


def tell_of_manifest(
    session: WriteSession,
    duty: Duty,
    version: ManifestVersion,
    kind: MessageKind,
    *,
    now: datetime,
    due_at: datetime,
    useless_at: datetime,
) -> bool:
    """Write to the driver of `version`, if they have an e-mail address and it can be of use; tell whether.

    The same version and kind is written once, however often it is asked for. What was to be said of the run
    before and has not left yet is no longer needed.
    """
    _take_back(session, duty.id, version.driver_id)
    return write_to_driver(
        session,
        duty,
        version.driver_id,
        kind,
        f"v{version.number}",
        {"version": version.number},
        now=now,
        due_at=due_at,
        useless_at=useless_at,
    )


def write_to_driver(
    session: WriteSession,
    duty: Duty,
    driver_id: str,
    kind: MessageKind,
    occasion: str,
    facts: dict[str, Any],
    *,
    now: datetime,
    due_at: datetime,
    useless_at: datetime,
) -> bool:
    """Write one message to a driver, if they have an e-mail address and it can be of use; tell whether.

    The same duty, kind and `occasion` (at most 40 characters) is written once, however often it is asked for.
    """
    driver = session.get_one(Driver, (duty.line_id, driver_id))
    if not driver.email or due_at >= useless_at or _is_written(session, duty, driver, kind, occasion):
        return False
    session.add(
        Message(
            line_id=duty.line_id,
            driver_id=driver.id,
            duty_id=duty.id,
            service_date=duty.service_date,
            kind=kind,
            occasion=occasion,
            facts=facts,
            channel=MessageChannel.EMAIL,
            made_at=now,
            due_at=due_at,
            useless_at=useless_at,
            next_try_at=due_at,
        )
    )
    session.flush()
    tell_of_messages(session, duty.line_id)
    return True


def _take_back(session: WriteSession, duty_id: str, driver_id: str) -> None:
    for message in session.scalars(
        select(Message)
        .where(
            Message.duty_id == duty_id,
            Message.driver_id == driver_id,
            Message.kind.in_(MANIFEST_KINDS),
            Message.state == MessageState.WAITING,
        )
        .with_for_update()  # whoever sends may be about to
        .execution_options(populate_existing=True)
    ):
        set_message_state(message, MessageState.UNNEEDED)
        tell_of_messages(session, message.line_id)


def _is_written(session: WriteSession, duty: Duty, driver: Driver, kind: MessageKind, occasion: str) -> bool:
    found = session.scalar(
        select(Message.id).where(
            Message.duty_id == duty.id,
            Message.driver_id == driver.id,
            Message.kind == kind,
            Message.occasion == occasion,
        )
    )
    return found is not None
