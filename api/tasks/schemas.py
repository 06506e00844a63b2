"""How a phone call to make is shown, and how it ends."""

from datetime import date, datetime
from typing import Any

from pydantic import ConfigDict, Field

from api.common import Shown, Wish
from busline.nouns import Instant, TaskEnd, TaskKind, TaskState, TaskTry


class TaskCard(Shown):
    """Whom to phone, about what. ``about`` holds what the sentence needs: times, names, alternatives.

    ``tries`` are the calls in vain; until ``again_at`` the task rests.
    """

    id: str
    kind: TaskKind
    state: TaskState
    service_date: date
    resident_id: str | None
    resident_name: str | None
    phone: str | None
    booking_id: str | None
    request_id: str | None
    duty_id: str | None
    about: dict[str, Any]
    made_at: datetime
    claimed_by: str | None
    claimed_at: datetime | None
    tries: list[dict[str, Any]]
    again_at: datetime | None
    ended: TaskEnd | None
    outcome: str
    done_at: datetime | None
    etag: str


class TaskOutcome(Wish):
    """What came of the phone call."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"outcome": "takes the van of 11:05"}]})

    outcome: str = Field(min_length=1, max_length=2000)
    ended: TaskEnd = TaskEnd.REACHED


class TaskAgain(Wish):
    """Nobody was reached; when to phone again."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"what": "no_answer", "again_at": "2026-11-24T10:40:00+01:00"}]}
    )

    what: TaskTry
    again_at: Instant
