"""A brake on guessing passwords: failed logins are counted by login and address, and by address alone."""

from datetime import datetime, timedelta

from sqlalchemy import delete, select, update

from api.access.tokens import hash_secret
from busline.errors import BuslineError, ErrorKind
from busline.record.engine import Record, WriteSession
from busline.record.insert_if_new import insert_if_new
from busline.record.tables import FailedLogins

TRIES_PER_LOGIN = 5
TRIES_PER_ADDRESS = 50  # a whole office may share one address
PAUSE = timedelta(minutes=15)


class TooManyTries(BuslineError):
    """Too many failed logins of late; further ones are not even compared."""

    code = "too-many-tries"
    kind = ErrorKind.TOO_OFTEN


def refuse_guesser(record: Record, login: str, address: str, now: datetime) -> None:
    """Let a login be tried, unless it failed too often of late.

    Raises
    ------
    TooManyTries
        If it did, from this address.
    """
    limits = _limits(login, address)
    with record.read() as session:
        counts = session.scalars(
            select(FailedLogins).where(FailedLogins.key_hash.in_(limits), FailedLogins.last_at > now - PAUSE)
        )
        if any(count.failures >= limits[count.key_hash] for count in counts):
            minutes = int(PAUSE.total_seconds() // 60)
            raise TooManyTries(
                f"Too many wrong passwords. Wait {minutes} minutes, or ask for a new one.", minutes=minutes
            )


def count_failure(session: WriteSession, login: str, address: str, now: datetime) -> None:
    """Count one failed login; counts that are older than the pause are forgotten."""
    session.execute(delete(FailedLogins).where(FailedLogins.last_at <= now - PAUSE))
    for key in _limits(login, address):
        insert_if_new(session, FailedLogins, key_hash=key, failures=0, last_at=now)
        session.execute(
            update(FailedLogins)
            .where(FailedLogins.key_hash == key)
            .values(failures=FailedLogins.failures + 1, last_at=now)
        )


def forget_failures(session: WriteSession, login: str, address: str) -> None:
    """Forget the failures of a login that has succeeded; those of its address stay."""
    key = hash_secret(f"{login}\n{address}")
    session.execute(delete(FailedLogins).where(FailedLogins.key_hash == key))


def _limits(login: str, address: str) -> dict[str, int]:
    return {hash_secret(f"{login}\n{address}"): TRIES_PER_LOGIN, hash_secret(address): TRIES_PER_ADDRESS}
