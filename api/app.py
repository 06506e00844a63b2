"""The web application, put together in one place."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache

from fastapi import APIRouter, Depends, FastAPI
from starlette.routing import BaseRoute

import api.access.routes
import api.activities.routes
import api.bookings.routes
import api.driver.routes
import api.driver_times.driver_routes
import api.driver_times.routes
import api.drivers.routes
import api.figures.routes
import api.gtfs.routes
import api.health.routes
import api.history.routes
import api.hours.correction_routes
import api.hours.download_routes
import api.hours.routes
import api.lines.routes
import api.live.routes
import api.messages.routes
import api.phone_calls.routes
import api.plan.routes
import api.reports.routes
import api.requests.routes
import api.residents.routes
import api.ridership.routes
import api.rosters.driver_routes
import api.rosters.routes
import api.standing.routes
import api.stops.routes
import api.tasks.routes
import api.vans.routes
import api.waiting.routes
import api.window_proposals.routes
import api.windows.routes
from api.idempotency import replay_answers
from api.metrics import Metrics
from api.middleware import GuardHeaders, LimitBodies, NameRequests
from api.pages import PAGES, problem_page
from api.pages.drive.by_mail import manifest_paper
from api.plain_text import refuse_zero_characters
from api.problems import show_problems
from api.query_parameters import refuse_unknown_parameters
from api.services import behind_tls, open_services
from api.static_files import FOLDER, KeptStaticFiles
from busline.clock import Clock, SystemClock
from busline.feed.connection import Feed
from busline.record.engine import Record
from busline.settings import Settings

# Sheets of fifty thousand windows come in here.
SHEETS = {"/lend/offer/sheet": 20_000_000}

NOUNS = (
    api.access.routes,
    api.lines.routes,
    api.stops.routes,
    api.vans.routes,
    api.residents.routes,
    api.activities.routes,
    api.standing.routes,
    api.requests.routes,
    api.waiting.routes,
    api.bookings.routes,
    api.plan.routes,
    api.driver.routes,
    api.tasks.routes,
    api.hours.routes,
    api.hours.download_routes,
    api.hours.correction_routes,
    api.ridership.routes,
    api.figures.routes,
    api.reports.routes,
    api.windows.routes,
    api.window_proposals.routes,
    api.drivers.routes,
    api.driver_times.routes,
    api.driver_times.driver_routes,
    api.rosters.routes,
    api.rosters.driver_routes,
    api.history.routes,
    api.live.routes,
    api.phone_calls.routes,
    api.messages.routes,
)


def create_app(
    settings: Settings,
    *,
    record: Record | None = None,
    feed: Feed | None = None,
    clock: Clock | None = None,
) -> FastAPI:
    """Return the application.

    Parameters
    ----------
    settings
        Of this installation; ``feed_url`` must be set unless `feed` is given.
    record, feed
        Already open, and closed by whoever opened them; left out, they are opened by the settings when the
        app starts and closed when it stops.
    clock
        The machine's, unless a test brings one.
    """
    clock = clock or SystemClock()
    app = FastAPI(
        title="Osdorppleinlijn",
        version="1",
        openapi_url="/api/v1/openapi.json",
        docs_url=None,  # its scripts would come from elsewhere
        redoc_url=None,
        lifespan=lambda app: _connected(app, settings, record, feed, clock),
    )
    app.state.metrics = Metrics()
    app.add_middleware(LimitBodies, max_body_bytes=settings.max_body_bytes, larger=SHEETS)
    app.add_middleware(GuardHeaders, https=behind_tls(settings))
    app.add_middleware(NameRequests, metrics=app.state.metrics)
    show_problems(app)
    app.state.problem_page = problem_page
    replay_answers(app)
    app.router.routes.extend(_routes())
    app.mount("/static", KeptStaticFiles(directory=FOLDER, check_dir=False), name="static")
    return app


@cache
def _routes() -> tuple[BaseRoute, ...]:
    """Return all routes, which know nothing of the application: what they take in is worked out only once."""
    # Side by side: a router inside another one is gone through again at every level.
    routes = APIRouter()
    refusing = [Depends(refuse_zero_characters), Depends(refuse_unknown_parameters)]
    for noun in NOUNS:
        routes.include_router(noun.router, prefix="/api/v1", dependencies=refusing)
    routes.include_router(api.health.routes.router)
    routes.include_router(api.gtfs.routes.router)
    for page in PAGES:
        routes.include_router(page.router, include_in_schema=False)
    return tuple(routes.routes)


@asynccontextmanager
async def _connected(
    app: FastAPI, settings: Settings, record: Record | None, feed: Feed | None, clock: Clock
) -> AsyncIterator[None]:
    with open_services(settings, clock, record, feed, manifest_paper) as services:
        app.state.services = services
        yield
