"""What a coordinator is told of a lender's calendar that can't be read, in sentences."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.access.permissions import Role
from api.pages.tasks.from_van import Told
from api.pages.teller import Teller
from busline.days import iso_z
from busline.record.tables import CalendarCheck, CalendarFeed, Task, User, Van


def told_of_calendar(session: Session, teller: Teller, task: Task) -> Told:
    """Return what stands on such a task: whose calendar, of which van, since when, and what is wrong."""
    feed = session.get_one(CalendarFeed, task.about["calendar"])
    since = teller.times.moment(datetime.fromisoformat(task.about["since"]))
    said = teller.words("task-calendar_unread", about=about_vans(session, teller, feed), since=since)
    return Told(_lender(session, feed), "", said, (teller.words("task-calendar-ask"),))


def about_vans(session: Session, teller: Teller, feed: CalendarFeed) -> str:
    """Return whose hours a calendar tells: a van's name, or that it is all of them."""
    van = session.get(Van, (feed.line_id, feed.van_id)) if feed.van_id else None
    return van.name if van else teller.words("calendar-of-all")


def is_read_again(session: Session, task: Task) -> bool:
    """Tell whether the calendar of a task could be read since, or is looked at no longer."""
    feed = session.get_one(CalendarFeed, task.about["calendar"])
    check = session.get_one(CalendarCheck, feed.id)
    same = check.wrong_since is not None and iso_z(check.wrong_since) == task.about["since"]
    return not feed.active or not same


def _lender(session: Session, feed: CalendarFeed) -> str:
    """Return who lends, by the name of their login where there is one."""
    users = session.scalars(
        select(User)
        .where(User.active, User.lender == feed.lender)
        .where((User.line_id == feed.line_id) | User.line_id.is_(None))
        .order_by(User.login)
    )
    return next((user.name for user in users if Role.LENDER in user.roles), feed.lender)
