"""What a driver is told by e-mail, and whether it is still so: here of manifests, else see `of_rosters`.

The text says what is different from what this driver was last sent, so that a version whose e-mail never left
is not missed.
"""

from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.messages.of_rosters import is_true_of_roster, said_of_roster
from api.words import (
    LANGUAGES,
    DutyTold,
    ManifestTold,
    Said,
    Times,
    duty_off_in_words,
    manifest_in_words,
    words_in,
)
from busline.nouns import (
    MANIFEST_KINDS,
    ROSTER_KINDS,
    DutyState,
    ManifestChange,
    MessageKind,
    MessageState,
)
from busline.record.manifests import (
    changes_of,
    is_given_to,
    latest_version,
    sheet_of_version,
    version_number,
)
from busline.record.tables import Duty, Line, ManifestVersion, Message, User, Van
from busline.rules.line_rules import LineRules


def said_to_driver(session: Session, message: Message, address: str) -> Said:
    """Return an e-mail to a driver in words; `address` is where the pages are, empty where nobody knows."""
    duty = session.get_one(Duty, message.duty_id)
    line = session.get_one(Line, message.line_id)
    words = words_in(language_of(session, message.line_id, message.driver_id))
    times = Times(words.language, ZoneInfo(line.timezone))
    if message.kind in ROSTER_KINDS:
        return said_of_roster(session, message, words, times, address)
    version = _version(session, message)
    told = DutyTold(
        line=line.name,
        phone=line.phone,
        starts_at=version.starts_at,
        ends_at=version.ends_at,
        van=session.get_one(Van, (duty.line_id, duty.van_id)).name,
    )
    if message.kind is MessageKind.DUTY_OFF:
        return duty_off_in_words(words, times, told)
    rules = LineRules.model_validate(line.rules)
    return manifest_in_words(words, times, told, _told(session, message, version, rules, address))


def is_true_for_driver(session: Session, message: Message) -> bool:
    """Tell whether an e-mail still tells its driver how things stand."""
    if message.kind in ROSTER_KINDS:
        return is_true_of_roster(session, message)
    duty = session.get_one(Duty, message.duty_id)
    has_it = duty.driver_id == message.driver_id and duty.state in (DutyState.PLANNED, DutyState.UNDER_WAY)
    if message.kind is MessageKind.DUTY_OFF:
        return not has_it
    latest = latest_version(session, duty.id)
    newest = latest is not None and latest.number == message.facts["version"]
    # Whoever is under way has the page before them, and does not read their mail.
    return has_it and newest and is_given_to(latest, message.driver_id) and duty.state is DutyState.PLANNED


def language_of(session: Session, line_id: str, driver_id: str | None) -> str:
    """Return the language of a driver's login; the first that pages speak where they have none."""
    found = session.scalar(
        select(User.language)
        .where(User.driver_id == driver_id, User.active)
        .where((User.line_id == line_id) | User.line_id.is_(None))
        .order_by(User.login)
        .limit(1)
    )
    return found or LANGUAGES[0]


def _told(
    session: Session, message: Message, version: ManifestVersion, rules: LineRules, address: str
) -> ManifestTold:
    sheet, before = sheet_of_version(version), _heard_before(session, message)
    changes: tuple[ManifestChange, ...] = ()
    if before is not None:
        changes = changes_of(session, sheet_of_version(before), sheet, rules.manifest_moved_s)
    halts = [call.arrive for call in sheet.calls if call.board or call.alight]
    return ManifestTold(
        rides=len(sheet.booking_ids),
        first_at=halts[0] if halts else None,
        number=version.number,
        before=before.number if before is not None else None,
        changes=changes,
        link=f"{address.rstrip('/')}/drive/manifest?duty={version.duty_id}" if address else "",
        has_paper=rules.manifest_by_email == "pdf",
    )


def _version(session: Session, message: Message) -> ManifestVersion:
    version = version_number(session, str(message.duty_id), int(message.facts["version"]))
    if version is None:  # written in one transaction, and neither is ever deleted
        raise LookupError(f"the manifest of message {message.id} is not there")
    return version


def _heard_before(session: Session, message: Message) -> ManifestVersion | None:
    """Return the version that the driver was last sent before this one, unless the duty was off since."""
    last = session.scalars(
        select(Message)
        .where(
            Message.duty_id == message.duty_id,
            Message.driver_id == message.driver_id,
            Message.kind.in_(MANIFEST_KINDS),
            Message.state == MessageState.SENT,
            Message.id != message.id,
        )
        .order_by(Message.made_at.desc(), Message.sent_at.desc())
        .limit(1)
    ).first()
    if last is None or last.kind is not MessageKind.MANIFEST:
        return None
    heard = _version(session, last)
    return heard if heard.number < message.facts["version"] else None
