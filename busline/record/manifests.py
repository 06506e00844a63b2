"""Publishing manifests in versions, and reading them back.

Only the dispatcher that holds the line's lease publishes.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from busline.nouns import BookingState, Call, ManifestChange, ManifestSheet
from busline.record.engine import WriteSession
from busline.record.tables import Booking, Duty, ManifestVersion, Run
from busline.rules.manifest_changes import ManifestRider, changes_between


def sheet_of_duty(session: Session, duty: Duty) -> ManifestSheet:
    """Return what a duty's driver has to do as it is planned now."""
    run = session.get(Run, duty.id)
    calls = tuple(Call.model_validate(call) for call in run.calls) if run is not None else ()
    return ManifestSheet(starts_at=duty.starts_at, ends_at=duty.ends_at, calls=calls)


def sheet_of_version(version: ManifestVersion) -> ManifestSheet:
    """Return what a version told the driver to do."""
    calls = tuple(Call.model_validate(call) for call in version.calls)
    return ManifestSheet(starts_at=version.starts_at, ends_at=version.ends_at, calls=calls)


def latest_version(session: Session, duty_id: str) -> ManifestVersion | None:
    """Return the newest published manifest of a duty, whoever it was given to; None before the first."""
    return session.scalars(
        select(ManifestVersion)
        .where(ManifestVersion.duty_id == duty_id)
        .order_by(ManifestVersion.number.desc())
        .limit(1)
    ).first()


def latest_versions(session: Session, duty_ids: Collection[str]) -> dict[str, ManifestVersion]:
    """Return the newest published manifests of several duties, by duty."""
    found = session.scalars(
        select(ManifestVersion)
        .where(ManifestVersion.duty_id.in_(list(duty_ids)))
        .order_by(ManifestVersion.number)
    )
    return {version.duty_id: version for version in found}


def versions_of(session: Session, duty_id: str, driver_id: str | None = None) -> Sequence[ManifestVersion]:
    """Return the published manifests of a duty, the newest first: all, or those given to one driver."""
    wanted = (
        select(ManifestVersion)
        .where(ManifestVersion.duty_id == duty_id)
        .order_by(ManifestVersion.number.desc())
    )
    if driver_id is not None:
        wanted = wanted.where(ManifestVersion.driver_id == driver_id)
    return session.scalars(wanted).all()


def version_number(session: Session, duty_id: str, number: int) -> ManifestVersion | None:
    """Return one version of a duty's manifest; None if there is none of that number."""
    return session.scalars(
        select(ManifestVersion).where(ManifestVersion.duty_id == duty_id, ManifestVersion.number == number)
    ).first()


def is_given_to(version: ManifestVersion | None, driver_id: str | None) -> bool:
    """Tell whether a duty's newest version was given to this driver and they still have the duty."""
    return version is not None and version.driver_id == driver_id and version.taken_off_at is None


def riders_of(session: Session, *sheets: ManifestSheet) -> Mapping[str, ManifestRider]:
    """Return who is behind the bookings on these sheets."""
    ids = frozenset[str]().union(*(sheet.booking_ids for sheet in sheets))
    found = session.execute(
        select(Booking.id, Booking.resident_id, Booking.state).where(Booking.id.in_(list(ids)))
    )
    return {one: ManifestRider(resident, state is BookingState.NO_SHOW) for one, resident, state in found}


def changes_of(
    session: Session, before: ManifestSheet, after: ManifestSheet, moved_s: int
) -> tuple[ManifestChange, ...]:
    """Return how two manifests of a duty differ, see `busline.rules.manifest_changes`."""
    if before == after:
        return ()
    return changes_between(before, after, riders_of(session, before, after), moved_s)


def publish_manifest(
    session: WriteSession, duty: Duty, driver_id: str, before: ManifestVersion | None, *, now: datetime
) -> ManifestVersion:
    """Publish what a duty's driver has to do now as the version after `before`, and return it."""
    sheet = sheet_of_duty(session, duty)
    version = ManifestVersion(
        line_id=duty.line_id,
        duty_id=duty.id,
        number=before.number + 1 if before is not None else 1,
        driver_id=driver_id,
        made_at=now,
        starts_at=sheet.starts_at,
        ends_at=sheet.ends_at,
        calls=[call.model_dump(mode="json") for call in sheet.calls],
    )
    session.add(version)
    session.flush()
    return version
