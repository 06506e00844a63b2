"""Publishing manifests: in the evening for tomorrow, and again when a plan really changed and came to rest.

What is compared is the newest version in the record with the plan in the record, so that nothing is lost with
this process: at most a change waits for a while longer.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import Session

from busline.feed.telling import tell_pages
from busline.nouns import DRIFT, DutyState, ManifestSheet, MessageKind
from busline.record.driver_messages import tell_of_manifest
from busline.record.engine import WriteSession
from busline.record.manifests import (
    changes_of,
    is_given_to,
    latest_version,
    latest_versions,
    publish_manifest,
    sheet_of_duty,
    sheet_of_version,
)
from busline.record.tables import Duty, ManifestVersion
from busline.rules.manifest_times import ManifestTimes, Unrest

if TYPE_CHECKING:
    from dispatcher.desk.line_desk import LineDesk

DRIVEN = (DutyState.PLANNED, DutyState.UNDER_WAY)


@dataclass(frozen=True, slots=True)
class _Stale:
    """A duty whose newest manifest is not what its driver has to do; ``what`` tells one plan from another."""

    duty: Duty
    what: str
    at_once: bool = False


def publish_manifests(desk: LineDesk) -> int:
    """Publish the manifests that are due, each once; return how many versions were made.

    A duty gets its first from the line's evening hour on, or when it gets a driver after that. Another driver
    is a new version, and whoever had the duty is told that it is no longer theirs.
    """
    times = ManifestTimes(desk.line.rules, desk.line.zone)
    now = desk.clock.now()
    with desk.record.read() as session:
        stale = {one.duty.id: one for one in _stale(desk, session, times)}
    unrest = _look(desk.manifest_unrest, stale, desk)
    desk.manifest_unrest = unrest
    ready = [
        one.duty.id
        for one in stale.values()
        if one.at_once or times.is_settled(unrest[one.duty.id], one.duty.starts_at, now)
    ]
    if not ready:
        return 0
    with desk.change("dispatcher", "the manifest of a duty") as session:
        made = sum(_bring_up_to_date(session, times, desk, duty_id) for duty_id in ready)
        tell_pages(session, desk.owner.line_id, "plan")
    for duty_id in ready:
        desk.manifest_unrest.pop(duty_id, None)
    return made


def _look(before: Mapping[str, Unrest], stale: Mapping[str, _Stale], desk: LineDesk) -> dict[str, Unrest]:
    now = desk.clock.now()
    return {
        duty_id: before.get(duty_id, Unrest(one.what, now, now)).seen(one.what, now)
        for duty_id, one in stale.items()
    }


def _stale(desk: LineDesk, session: Session, times: ManifestTimes) -> Iterator[_Stale]:
    """Yield the duties of today and tomorrow whose driver has to be told something."""
    now, today = desk.clock.now(), desk.today
    days = [day for day in (today, today + timedelta(days=1)) if times.evening_before(day) <= now]
    duties = session.scalars(
        select(Duty)
        .where(
            Duty.line_id == desk.owner.line_id,
            Duty.service_date.in_(days),
            Duty.ends_at > now,
            Duty.state != DutyState.DONE,
        )
        .order_by(Duty.starts_at, Duty.id)
    ).all()
    versions = latest_versions(session, [duty.id for duty in duties])
    for duty in duties:
        version = versions.get(duty.id)
        sheet = sheet_of_duty(session, duty)
        if _is_stale(session, duty, sheet, version, desk.line.rules.manifest_moved_s):
            yield _Stale(duty, _what(duty, sheet), at_once=version is None)


def _what(duty: Duty, sheet: ManifestSheet) -> str:
    """Return what a driver would be told now; not what has happened on the way, nor when."""
    under_way = duty.state is DutyState.UNDER_WAY
    calls = [
        (call.stop, call.board, call.alight, None if under_way else (call.arrive, call.depart))
        for call in sheet.calls
    ]
    return repr((duty.driver_id, duty.state in DRIVEN, sheet.starts_at, sheet.ends_at, calls))


def _is_stale(
    session: Session, duty: Duty, sheet: ManifestSheet, version: ManifestVersion | None, moved_s: int
) -> bool:
    driven = duty.state in DRIVEN and duty.driver_id is not None
    if version is None or not driven:
        return driven or (version is not None and version.taken_off_at is None)
    if not is_given_to(version, duty.driver_id):
        return True
    changes = changes_of(session, sheet_of_version(version), sheet, moved_s)
    # Under way the times of a run follow the van: its driver knows, and the page shows them.
    return any(duty.state is not DutyState.UNDER_WAY or one.kind not in DRIFT for one in changes)


def _bring_up_to_date(session: WriteSession, times: ManifestTimes, desk: LineDesk, duty_id: str) -> bool:
    """Publish the next version of a duty's manifest and tell its driver; tell whether it has a driver."""
    now = desk.clock.now()
    duty, before = session.get_one(Duty, duty_id), latest_version(session, duty_id)
    driver_id = duty.driver_id if duty.state in DRIVEN else None
    if before is not None and before.taken_off_at is None and before.driver_id != driver_id:
        before.taken_off_at = now
        _tell(session, times, duty, before, MessageKind.DUTY_OFF, desk)
    if driver_id is None:
        return False
    version = publish_manifest(session, duty, driver_id, before, now=now)
    if duty.state is not DutyState.UNDER_WAY:
        _tell(session, times, duty, version, MessageKind.MANIFEST, desk)
    return True


def _tell(
    session: WriteSession,
    times: ManifestTimes,
    duty: Duty,
    version: ManifestVersion,
    kind: MessageKind,
    desk: LineDesk,
) -> None:
    now = desk.clock.now()
    tell_of_manifest(
        session,
        duty,
        version,
        kind,
        now=now,
        due_at=times.told_from(duty.starts_at, now),
        useless_at=times.of_use_until(duty.starts_at, now),
    )
