"""Who makes a phone call, since when, and whether they are still there."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.pages.teller import Teller
from busline.nouns import TaskTry
from busline.record.tables import LoginSession, Task, User

LONG_S = 600  # a call takes no longer: from then on it is said how long


def claim_of(session: Session, teller: Teller, task: Task) -> tuple[str, str]:
    """Return the name of who makes a call, and a sentence that says since when; nothing where nobody does."""
    if task.claimed_by is None:
        return "", ""
    user = session.scalar(select(User).where(User.login == task.claimed_by))
    name = user.name if user else task.claimed_by
    if task.claimed_at is None:
        return name, teller.words("task-claimed-by", name=name)
    since = {"name": name, "time": teller.times.clock(task.claimed_at)}
    age_s = (teller.now - task.claimed_at).total_seconds()
    if user is not None and not _is_here(session, teller, user):
        return name, teller.words("task-claimed-gone", **since, minutes=int(age_s // 60))
    if age_s < LONG_S:
        return name, teller.words("task-claimed-since", **since)
    return name, teller.words("task-claimed-long", **since, minutes=int(age_s // 60))


def tries_of(teller: Teller, task: Task) -> str:
    """Return in a sentence how often a call was tried in vain, and when last; nothing where it was not."""
    if not task.tries:
        return ""
    last = task.tries[-1]
    key = "task-tries-message" if last["what"] == TaskTry.MESSAGE_LEFT else "task-tries"
    return teller.words(key, count=len(task.tries), when=teller.times.recently(last["at"], teller.now))


def _is_here(session: Session, teller: Teller, user: User) -> bool:
    open_session = select(LoginSession.token_hash).where(
        LoginSession.user_id == user.id, LoginSession.expires_at > teller.now
    )
    return session.scalars(open_session).first() is not None
