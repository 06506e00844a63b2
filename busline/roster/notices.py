"""Telling drivers what changed about their duties; it stands on their page until they have seen it."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from busline.errors import UnknownNoun
from busline.feed.telling import tell_pages
from busline.nouns import NoticeKind
from busline.record.engine import WriteSession
from busline.record.tables import Duty, DutyNotice


def tell_driver(
    session: WriteSession, duty: Duty, driver_id: str, kind: NoticeKind, *, why: str = "", now: datetime
) -> None:
    """Tell a driver of a duty in this transaction; it replaces what they have not seen of it yet.

    That there is a new roster stays told, whatever became of its first duty.
    """
    for older in session.scalars(
        select(DutyNotice).where(
            DutyNotice.duty_id == duty.id,
            DutyNotice.driver_id == driver_id,
            DutyNotice.kind != NoticeKind.ROSTER,
            DutyNotice.seen_at.is_(None),
        )
    ):
        older.seen_at = now
    session.add(
        DutyNotice(
            line_id=duty.line_id, driver_id=driver_id, duty_id=duty.id, kind=kind, why=why, made_at=now
        )
    )
    tell_of_duty(session, duty)


def tell_of_duty(session: WriteSession, duty: Duty) -> None:
    """Let the pages that show a duty, and what is asked about it, look again."""
    tell_pages(session, duty.line_id, "plan", service_date=duty.service_date)


def unseen(session: Session, line_id: str, driver_id: str) -> list[DutyNotice]:
    """Return what a driver was told and has not seen yet, oldest first."""
    return list(
        session.scalars(
            select(DutyNotice)
            .where(
                DutyNotice.line_id == line_id,
                DutyNotice.driver_id == driver_id,
                DutyNotice.seen_at.is_(None),
            )
            .order_by(DutyNotice.made_at, DutyNotice.id)
        )
    )


def mark_seen(session: WriteSession, line_id: str, driver_id: str, notice_id: str, *, now: datetime) -> None:
    """Take note that a driver has seen a notice; seeing it twice changes nothing.

    Of who was asked to take over, it is the yes.

    Raises
    ------
    UnknownNoun
        If it is no notice of theirs.
    """
    notice = session.get(DutyNotice, notice_id)
    if notice is None or (notice.line_id, notice.driver_id) != (line_id, driver_id):
        raise UnknownNoun("notice", notice_id)
    notice.seen_at = notice.seen_at or now
    tell_of_duty(session, session.get_one(Duty, notice.duty_id))
