"""Coordinators who work by HTTP, each with a session of their own, as their browsers would."""

from datetime import timedelta

import httpx

from api.access.permissions import Role
from api.access.tokens import hash_secret, new_secret
from busline.record.tables import LoginSession
from tests.api.house import add_user
from tests.fixtures.stack import Stack


def seat_coordinators(stack: Stack, count: int) -> list[httpx.Client]:
    """Return a client for each of `count` new coordinators; whoever asks closes them.

    They have no passwords to compare: that takes long, on purpose, and is tested elsewhere.
    """
    return [_seat(stack, f"desk{number:02}") for number in range(count)]


def _seat(stack: Stack, login: str) -> httpx.Client:
    user_id = add_user(stack.record, login, Role.COORDINATOR)
    secret, token, now = new_secret(), new_secret(), stack.record.clock.now()
    with stack.record.change("test") as session:
        session.add(
            LoginSession(
                token_hash=hash_secret(secret),
                user_id=user_id,
                csrf_token=token,
                created_at=now,
                expires_at=now + timedelta(hours=1),
            )
        )
    return httpx.Client(
        base_url=stack.url,
        cookies={"busline": secret},
        headers={"X-CSRF-Token": token},
        timeout=30,
        trust_env=False,
    )
