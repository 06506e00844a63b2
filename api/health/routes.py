"""Whether the parts are there, for whoever watches the machine."""

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from api.access.caller import Caller, require
from api.access.permissions import Permission
from api.problem_docs import problems
from api.services import Services, ServicesHere
from busline.errors import Away
from busline.feed.lease import holder_of
from busline.record.migrate import revision_of
from busline.record.tables import Line

router = APIRouter(tags=["health"])
Watcher = Annotated[Caller, Depends(require(Permission.METRICS))]


class Health(BaseModel):
    """Which parts are there."""

    record: bool
    feed: bool
    dispatcher: bool

    @property
    def ready(self) -> bool:
        """Whether bookings can be made on every line."""
        return self.record and self.feed and self.dispatcher


class Alive(BaseModel):
    """The process answers."""

    status: Literal["alive"] = "alive"


@router.get("/health/live", operation_id="is_alive")
async def live() -> Alive:
    """Answer as long as the process runs at all."""
    return Alive()


@router.get(
    "/health/ready",
    operation_id="is_ready",
    responses={503: {"model": Health, "description": "A part is away"}},
    response_model=Health,
)
def ready(services: ServicesHere) -> Response:
    """Tell whether the record has the tables of this version, the feed answers, and each line is planned."""
    record, feed = _record_is_there(services), services.feed.is_there()
    health = Health(record=record, feed=feed, dispatcher=record and feed and _all_planned(services))
    return JSONResponse(health.model_dump(), 200 if health.ready else 503)


@router.get("/metrics", operation_id="read_metrics", responses=problems(401, 403))
def metrics(request: Request, _: Watcher) -> Response:
    """Give the counters to a Prometheus server that has a bearer token."""
    return Response(request.app.state.metrics.text(), media_type="text/plain; version=0.0.4")


def _record_is_there(services: Services) -> bool:
    try:
        at, newest = revision_of(services.record)
    except SQLAlchemyError:
        return False
    return at == newest


def _all_planned(services: Services) -> bool:
    try:
        with services.record.read() as session:
            line_ids = list(session.scalars(select(Line.id)))
        return all(holder_of(services.feed, line_id) for line_id in line_ids)
    except Away:
        return False
