"""The manifest: as a page with its versions, and on paper as a pen can tick it."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Response
from sqlalchemy.orm import Session

from api.access.permissions import Permission
from api.driver.queries import is_under_way
from api.pages.drive.manifest_reading import Manifest, may_read, own_duties, read_manifest
from api.pages.drive.manifest_saying import changes_said, name_of, sentences_of, version_words
from api.pages.frame import Reader, reader
from api.pages.paper.manifest_sheet import set_manifests, sheet_of
from api.pages.paper.typeset import pdf_response
from api.pages.render import render
from busline.errors import UnknownNoun
from busline.record.tables import Duty

router = APIRouter()
AnyRole = Annotated[Reader, Depends(reader(Permission.LINE_READ))]
DutyId = Annotated[str, Query(max_length=32)]


@router.get("/drive/manifest")
def manifest_page(frame: AnyRole, duty: DutyId = "") -> Response:
    """Show a manifest with what changed in each version: the one that is named, or the reader's next."""
    with frame.services.record.read() as session:
        return render(frame, "manifest/page.html", _view(session, frame, duty))


@router.get("/drive/manifest/now")
def manifest_now(frame: AnyRole, duty: DutyId = "") -> Response:
    """Show the manifest anew."""
    with frame.services.record.read() as session:
        return render(frame, "manifest/manifest.html", _view(session, frame, duty))


@router.get("/drive/manifest.pdf")
def manifest_pdf(frame: AnyRole, duty: DutyId) -> Response:
    """Print one duty: a driver the own duty of today or tomorrow, a coordinator any."""
    with frame.services.record.read() as session:
        row = _readable(session, frame, duty)
        manifest = read_manifest(session, row)
    name = f"{frame.words('paper-title').lower()}-{row.service_date}-{row.van_id}.pdf"
    return pdf_response(set_manifests(frame, [manifest]), name)


def _readable(session: Session, frame: Reader, duty_id: str) -> Duty:
    duty = session.get(Duty, duty_id)
    if duty is None or not may_read(session, frame, duty):
        raise UnknownNoun("duty", duty_id)
    return duty


def _view(session: Session, frame: Reader, duty_id: str) -> dict[str, Any]:
    own = own_duties(session, frame)
    row = _readable(session, frame, duty_id) if duty_id else _next(session, frame, own)
    if row is None:
        return {"id": "", "sheet": None, "others": []}
    manifest = read_manifest(session, row)
    version, differs = version_words(frame, manifest)
    return {
        "id": row.id,
        "sheet": sheet_of(frame, manifest),
        "version": version,
        "differs": differs,
        "changes": changes_said(frame, manifest),
        "versions": _versions(frame, manifest),
        "others": [
            {"id": one.id, "when": frame.times.day_span(one.starts_at, one.ends_at)}
            for one in own
            if one.id != row.id
        ],
    }


def _next(session: Session, frame: Reader, own: list[Duty]) -> Duty | None:
    """Return the duty that is not over yet, else the last."""
    ahead = [duty for duty in own if duty.ends_at > frame.now or is_under_way(session, duty, frame.now)]
    return next(iter([*ahead, *reversed(own)]), None)


def _versions(frame: Reader, manifest: Manifest) -> list[dict[str, Any]]:
    return [
        {
            "name": name_of(frame, one),
            "is_first": one.before is None,
            "changes": sentences_of(frame, manifest.names, one.changes),
        }
        for one in manifest.versions
    ]
