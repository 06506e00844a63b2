"""What changes on a line, told to open pages as server-sent events."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from typing import Annotated

from fastapi import APIRouter, Depends
from sse_starlette import EventSourceResponse, ServerSentEvent

from api.access.caller import Caller, require
from api.access.permissions import Permission
from api.common import LineId
from api.problem_docs import READING
from api.services import Services, ServicesHere
from busline.feed.live import LOST
from busline.feed.messages import LiveEvent

router = APIRouter(prefix="/lines/{line_id}/live", tags=["live"])
Follower = Annotated[Caller, Depends(require(Permission.LIVE))]

# Who may see that something of a topic changed; what it is they fetch, and may fetch, themselves.
TOPIC_PERMISSIONS: dict[str, frozenset[Permission]] = {
    "plan": frozenset({Permission.PLAN_READ, Permission.OWN_RUN}),
    "bookings": frozenset({Permission.BOOKINGS_READ, Permission.OWN_RUN}),
    "tasks": frozenset({Permission.TASKS}),
    "hours": frozenset({Permission.HOURS_READ, Permission.OWN_RUN}),
    "residents": frozenset({Permission.RESIDENTS_READ}),
    "line": frozenset({Permission.LINE_READ}),
    "calls": frozenset({Permission.BOOK}),
    "presence": frozenset({Permission.BOOK}),
    "messages": frozenset({Permission.MESSAGES}),
    "places": frozenset({Permission.PLAN_READ}),
}
PING_S = 15
# A browser comes back by itself; only then is it looked at again who is asking.
LONGEST = timedelta(minutes=30)


@router.get(
    "",
    operation_id="follow_line",
    response_class=EventSourceResponse,
    responses={
        **READING,
        200: {"content": {"text/event-stream": {}}, "description": "A `LiveEvent` for each change"},
    },
)
async def follow(line_id: LineId, caller: Follower, services: ServicesHere) -> EventSourceResponse:
    """Follow a line: each event has the topic as its name and says what to fetch anew."""
    return EventSourceResponse(_told(services, line_id, caller), ping=PING_S)


def may_hear(caller: Caller, event: LiveEvent) -> bool:
    """Tell whether `event` is for `caller`; that nothing is heard any more is for everybody."""
    return event.topic == LOST or bool(TOPIC_PERMISSIONS.get(event.topic, frozenset()) & caller.permissions)


def is_over(services: Services, caller: Caller, began: datetime) -> bool:
    """Tell whether a stream that began at `began` has to be asked for anew."""
    now = services.clock.now()
    session_over = caller.session_ends_at is not None and caller.session_ends_at <= now
    return session_over or now - began > LONGEST


async def _told(services: Services, line_id: str, caller: Caller) -> AsyncIterator[ServerSentEvent]:
    began = services.clock.now()
    async for event in services.live.follow(line_id):
        # Looked at before each event: without one, nothing is told either.
        if is_over(services, caller, began):
            return
        if may_hear(caller, event):
            yield ServerSentEvent(data=event.model_dump_json(), event=event.topic)
