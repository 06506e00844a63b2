"""When the manifests of a day are to be printed: from the line's hour on, and again after a newer version."""

import os
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from busline.nouns import DutyState
from busline.record.spans import zone_of
from busline.record.tables import Duty, Line, ManifestVersion
from busline.rules.line_rules import LineRules
from busline.rules.manifest_times import ManifestTimes

EPOCH, MICROSECOND = datetime(1970, 1, 1, tzinfo=UTC), timedelta(microseconds=1)


def is_due(session: Session, line_id: str, day: date, file: Path, now: datetime) -> bool:
    """Tell whether the manifests of `day` are to be written to `file`.

    Not before the hour at which the line publishes them (also where nobody published: paper is for when
    something is away); from then on where there is no file yet, or one that tells of a moment before the
    newest version, see `tell_of`.
    """
    rules = LineRules.model_validate(session.get_one(Line, line_id).rules)
    if now < ManifestTimes(rules, zone_of(session, line_id)).evening_before(day):
        return False
    if not file.exists():
        return True
    newest = changed_at(session, line_id, day)
    return newest is not None and file.stat().st_mtime_ns < _ns(newest)


def tell_of(file: Path, moment: datetime) -> None:
    """Date a file by the moment that it tells of: what was published while it was written is newer."""
    os.utime(file, ns=(_ns(moment), _ns(moment)))


def is_off(session: Session, line_id: str, day: date) -> bool:
    """Tell whether nobody drives on `day`, or has driven: what was printed of it is not so any more."""
    standing = select(Duty.id).where(
        Duty.line_id == line_id, Duty.service_date == day, Duty.state != DutyState.WITHDRAWN
    )
    return session.scalar(standing.limit(1)) is None


def _ns(moment: datetime) -> int:
    return (
        (moment - EPOCH) // MICROSECOND * 1_000
    )  # whole: a file that seems a tick older is printed for ever


def changed_at(session: Session, line_id: str, day: date) -> datetime | None:
    """Return when the newest manifest of a day was published or taken off its driver; None without any."""
    newest = session.execute(
        select(func.max(ManifestVersion.made_at), func.max(ManifestVersion.taken_off_at))
        .join(Duty, Duty.id == ManifestVersion.duty_id)
        .where(Duty.line_id == line_id, Duty.service_date == day)
    ).one()
    return max((moment for moment in newest if moment is not None), default=None)
