"""Writing down what a driver says of their time; each entry is taken back by itself."""

from collections.abc import Callable

from fastapi import Response

from api.driver_times.queries import driver_times
from api.driver_times.schemas import ElsewhereWish, Skills, WantedHours, WeeklyWish
from api.drivers.service import get_driver
from api.idempotency import Once
from busline.feed.telling import tell_pages
from busline.record.engine import WriteSession
from busline.record.spans import zone_of
from busline.record.tables import DriverTerms
from busline.roster.driver_times import (
    Hours,
    can_drive_weekly,
    remove_entry,
    worked_elsewhere,
    works_elsewhere_weekly,
)


def add_weekly(once: Once, line_id: str, driver_id: str, wish: WeeklyWish) -> Response:
    """Write down hours that come back every week; answers with all that the driver has said.

    Raises
    ------
    UnknownNoun
        If there is no such driver.
    InvalidInput
        If no weekday is named, or the hours are out of order.
    """
    hours = Hours(wish.starts, wish.ends)

    def add(session: WriteSession) -> None:
        if wish.elsewhere:
            works_elsewhere_weekly(
                session, line_id, driver_id, wish.weekdays, hours, employer=wish.employer.strip()
            )
        else:
            can_drive_weekly(session, line_id, driver_id, wish.weekdays, hours)

    return _change(once, line_id, driver_id, "weekly hours", add)


def add_elsewhere(once: Once, line_id: str, driver_id: str, wish: ElsewhereWish) -> Response:
    """Write down hours worked elsewhere on one day; answers with all that the driver has said.

    Raises
    ------
    UnknownNoun
        If there is no such driver.
    InvalidInput
        If the hours are none.
    """

    def add(session: WriteSession) -> None:
        worked_elsewhere(
            session,
            line_id,
            driver_id,
            wish.date,
            Hours(wish.starts, wish.ends),
            zone=zone_of(session, line_id),
            employer=wish.employer.strip(),
        )

    return _change(once, line_id, driver_id, "works elsewhere", add)


def remove(once: Once, line_id: str, driver_id: str, entry_id: str) -> Response:
    """Take back one entry; answers with all that is left.

    Raises
    ------
    UnknownNoun
        If the driver has none of that id.
    """
    return _change(
        once,
        line_id,
        driver_id,
        "taken back",
        lambda session: remove_entry(session, line_id, driver_id, entry_id),
    )


def set_skills(once: Once, line_id: str, driver_id: str, skills: Skills) -> Response:
    """Write down what a driver was trained for.

    Raises
    ------
    UnknownNoun
        If there is no such driver.
    """

    def note(session: WriteSession) -> None:
        get_driver(session, line_id, driver_id).wheelchair_trained = skills.wheelchair_trained

    return _change(once, line_id, driver_id, "skills", note)


def set_wanted(once: Once, line_id: str, driver_id: str, wanted: WantedHours) -> Response:
    """Write down how many hours a driver would like; what the contract promises stays.

    Raises
    ------
    UnknownNoun
        If there is no such driver.
    """

    def note(session: WriteSession) -> None:
        row = session.get(DriverTerms, (line_id, driver_id))
        if row is None:
            row = DriverTerms(line_id=line_id, driver_id=driver_id)
            session.add(row)
        row.wanted_week_s = wanted.wanted_week_s

    return _change(once, line_id, driver_id, "wanted hours", note)


def _change(
    once: Once, line_id: str, driver_id: str, why: str, work: Callable[[WriteSession], object]
) -> Response:
    with once.change(why) as session:
        get_driver(session, line_id, driver_id)
        work(session)
        session.flush()
        # A duty may be against a rule from now on, or no longer.
        tell_pages(session, line_id, "plan")
        return once.answer(session, driver_times(session, line_id, driver_id, once.services.clock.now()))
