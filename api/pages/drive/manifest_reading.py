"""Reading the manifest of a duty: what its driver has to do, which version that is, what changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.access.permissions import Permission
from api.driver.queries import ONE_DAY, is_under_way, manifest_of
from api.driver.schemas import DriverDuty
from api.pages.frame import Reader
from api.pages.names import stop_names
from busline.nouns import DRIFT, Aid, DutyState, ManifestChange, ManifestSheet
from busline.record.manifests import (
    changes_of,
    is_given_to,
    latest_version,
    sheet_of_duty,
    sheet_of_version,
    versions_of,
)
from busline.record.tables import Booking, Driver, Duty, Line, ManifestVersion, Request, Resident
from busline.rules.line_rules import LineRules

DAYS_AHEAD = 1  # manifests are published the evening before


@dataclass(frozen=True, slots=True)
class Names:
    """What people and places on manifests are called; ``aids`` by booking."""

    stops: Mapping[str, str]
    residents: Mapping[str, str]
    aids: Mapping[str, Aid]


@dataclass(frozen=True, slots=True)
class PublishedVersion:
    """One version with what changed since ``before``, the one that the same driver had; None for a first."""

    version: ManifestVersion
    before: ManifestVersion | None
    changes: tuple[ManifestChange, ...]


@dataclass(frozen=True, slots=True)
class Manifest:
    """A duty as its driver has to drive it now.

    Attributes
    ----------
    versions
        What was published to the present driver, the newest first; empty before the first evening.
    unpublished
        What changed after the newest version and has not come to rest yet.
    """

    duty: DriverDuty
    driver: str
    versions: Sequence[PublishedVersion]
    unpublished: tuple[ManifestChange, ...]
    names: Names

    @property
    def newest(self) -> PublishedVersion | None:
        """The version that the driver has, if any."""
        return self.versions[0] if self.versions else None


def may_read(session: Session, frame: Reader, duty: Duty) -> bool:
    """Tell whether a manifest is the reader's to see.

    A coordinator sees every one; a driver the own of today, the own of tomorrow once it is published, and
    the own of yesterday for as long as it is under way.
    """
    if duty.line_id != frame.line.id:
        return False
    caller = frame.caller
    if caller.may(Permission.PLAN_READ) and caller.may(Permission.RESIDENTS_READ):
        return True
    if caller.driver_id is None or duty.driver_id != caller.driver_id or not caller.may(Permission.OWN_RUN):
        return False
    if duty.service_date == frame.today:
        return True
    if duty.service_date == frame.today - ONE_DAY:
        return is_under_way(session, duty, frame.now)
    ahead = frame.today < duty.service_date <= frame.today + timedelta(days=DAYS_AHEAD)
    return ahead and is_given_to(latest_version(session, duty.id), caller.driver_id)


def own_duties(session: Session, frame: Reader) -> list[Duty]:
    """Return the duties whose manifest the reader, a driver, may see, by start."""
    if frame.caller.driver_id is None:
        return []
    found = session.scalars(
        select(Duty)
        .where(
            Duty.line_id == frame.line.id,
            Duty.driver_id == frame.caller.driver_id,
            Duty.service_date.between(frame.today - ONE_DAY, frame.today + timedelta(days=DAYS_AHEAD)),
            Duty.state != DutyState.WITHDRAWN,
        )
        .order_by(Duty.starts_at)
    )
    return [duty for duty in found if may_read(session, frame, duty)]


def read_manifest(session: Session, duty: Duty) -> Manifest:
    """Return the manifest of a duty as it is now.

    Where nothing really changed since the newest version, its times are those that were published: two papers
    of one version say the same.
    """
    moved_s = LineRules.model_validate(session.get_one(Line, duty.line_id).rules).manifest_moved_s
    latest = latest_version(session, duty.id)
    versions: list[PublishedVersion] = []
    if latest is not None and is_given_to(latest, duty.driver_id):
        versions = _published(session, duty, moved_s)
    plan, calls = sheet_of_duty(session, duty), None
    unpublished: tuple[ManifestChange, ...] = ()
    if versions:
        told = sheet_of_version(versions[0].version)
        unpublished = changes_of(session, told, plan, moved_s)
        if duty.state is DutyState.UNDER_WAY:  # the times follow the van
            unpublished = tuple(change for change in unpublished if change.kind not in DRIFT)
        elif not unpublished and told.booking_ids == plan.booking_ids:
            calls = told.calls
    driver = session.get(Driver, (duty.line_id, duty.driver_id)) if duty.driver_id else None
    sheets = [plan, *(sheet_of_version(one.version) for one in versions)]
    return Manifest(
        duty=manifest_of(session, duty, calls),
        driver=driver.name if driver is not None else "",
        versions=versions,
        unpublished=unpublished,
        names=_names(session, duty.line_id, sheets),
    )


def _published(session: Session, duty: Duty, moved_s: int) -> list[PublishedVersion]:
    """Return the present driver's versions; one that was taken off and came back begins anew."""
    given = versions_of(session, duty.id, duty.driver_id)
    found = []
    for place, version in enumerate(given):
        before = given[place + 1] if place + 1 < len(given) else None
        if before is not None and before.taken_off_at is not None:
            before = None
        changes: tuple[ManifestChange, ...] = ()
        if before is not None:
            changes = changes_of(session, sheet_of_version(before), sheet_of_version(version), moved_s)
        found.append(PublishedVersion(version, before, changes))
        if before is None:
            break
    return found


def _names(session: Session, line_id: str, sheets: Sequence[ManifestSheet]) -> Names:
    ids = frozenset[str]().union(*(sheet.booking_ids for sheet in sheets))
    rows = session.execute(
        select(Booking.id, Request.aid, Resident)
        .join(Request, Request.id == Booking.request_id)
        .join(Resident, (Resident.line_id == Booking.line_id) & (Resident.id == Booking.resident_id))
        .where(Booking.id.in_(list(ids)))
    ).all()
    return Names(
        stops=stop_names(session, line_id),
        residents={resident.id: resident.salutation or resident.name for _, _, resident in rows},
        aids={booking: aid for booking, aid, _ in rows},
    )
