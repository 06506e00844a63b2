"""Passwords: kept as argon2 hashes, compared in the same time whether or not the login exists."""

import secrets
from functools import cache
from threading import BoundedSemaphore

from pwdlib import PasswordHash

from busline.errors import InvalidInput

SHORTEST = 10
LONGEST = 200

_hasher = PasswordHash.recommended()
# One comparison takes 64 MiB; many at once would be a cheap way to fill the machine.
_room = BoundedSemaphore(4)


class WeakPassword(InvalidInput):
    """The password is too short or too long to keep."""

    code = "weak-password"


def hash_password(password: str) -> str:
    """Return the argon2 hash to keep for `password`.

    Raises
    ------
    WeakPassword
        If it has fewer than 10 or more than 200 characters.
    """
    if not SHORTEST <= len(password) <= LONGEST:
        raise WeakPassword(
            f"A password has {SHORTEST} to {LONGEST} characters. Take a longer one, like three words.",
            shortest=SHORTEST,
            longest=LONGEST,
        )
    with _room:
        return _hasher.hash(password)


def password_fits(password: str, kept_hash: str | None) -> bool:
    """Tell whether `password` belongs to `kept_hash`; without a hash it takes as long and says no."""
    with _room:
        fits = _hasher.verify(password[:LONGEST], kept_hash or _nobody())
    return fits and kept_hash is not None


@cache
def _nobody() -> str:
    """Return a hash that belongs to no password that anybody knows."""
    return _hasher.hash(secrets.token_urlsafe(16))


def random_password() -> str:
    """Return a password that nobody can guess and anybody can type."""
    letters = "abcdefghjkmnpqrstuvwxyz23456789"
    return "-".join("".join(secrets.choice(letters) for _ in range(4)) for _ in range(4))
