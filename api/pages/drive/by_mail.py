"""The manifest that goes with an e-mail, where the line wants it so."""

from sqlalchemy.orm import Session

from api.messages.to_drivers import language_of
from api.pages.drive.manifest_reading import read_manifest
from api.pages.paper.manifest_sheet import set_manifests
from api.pages.teller import Scribe, scribe_of
from busline.gateways.gateway import Paper
from busline.record.engine import Record
from busline.record.history import note
from busline.record.tables import Duty, Line, Message


def manifest_paper(record: Record, message_id: str) -> Paper:
    """Return the PDF for a message to a driver; that it left the house goes into the history first."""
    with record.read() as session:
        message = session.get_one(Message, message_id)
        duty = session.get_one(Duty, message.duty_id)
        scribe = _scribe(session, message, record)
        manifest = read_manifest(session, duty)
    paper = Paper(name_of_paper(scribe, duty), set_manifests(scribe, [manifest]))
    with record.change("messages", "manifest sent by e-mail") as change:
        note(change, what="sent", noun="manifest", noun_id=duty.id, line_id=duty.line_id)
    return paper


def name_of_paper(scribe: Scribe, duty: Duty) -> str:
    """Return the name of a manifest as a file."""
    return f"{scribe.words('paper-title').lower()}-{duty.service_date}-{duty.van_id}.pdf"


def _scribe(session: Session, message: Message, record: Record) -> Scribe:
    line = session.get_one(Line, message.line_id)
    return scribe_of(line, language_of(session, message.line_id, message.driver_id), record.clock.now())
