"""The web application, put together in one place."""

from collections.abc import AsyncIterator
from contextlib import ExitStack, asynccontextmanager

from fastapi import APIRouter, FastAPI

from api.access.routes import router as access
from api.idempotency import replay_answers
from api.metrics import Metrics
from api.middleware import GuardHeaders, LimitBodies, NameRequests
from api.pages import router as pages
from api.problems import show_problems
from api.services import Services
from api.static_files import FOLDER, KeptStaticFiles
from busline.clock import Clock, SystemClock
from busline.feed.connection import Feed
from busline.record.engine import Record
from busline.settings import Settings


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
    https = settings.public_url is not None and settings.public_url.scheme == "https"
    app.add_middleware(LimitBodies, max_body_bytes=settings.max_body_bytes)
    app.add_middleware(GuardHeaders, https=https)
    app.add_middleware(NameRequests, metrics=app.state.metrics)
    show_problems(app)
    replay_answers(app)
    app.include_router(_json_routes())
    app.include_router(pages)
    app.mount("/static", KeptStaticFiles(directory=FOLDER, check_dir=False), name="static")
    return app


def _json_routes() -> APIRouter:
    routes = APIRouter(prefix="/api/v1")
    for router in (access,):
        routes.include_router(router)
    return routes


@asynccontextmanager
async def _connected(
    app: FastAPI, settings: Settings, record: Record | None, feed: Feed | None, clock: Clock
) -> AsyncIterator[None]:
    """Open what was not handed in, for as long as the app runs."""
    with ExitStack() as closing:
        if record is None:
            record = Record(settings.record_address, clock)
            closing.callback(record.close)
        if feed is None:
            feed = Feed(settings.feed_url, name="api")
            closing.callback(feed.close)
        app.state.services = Services(settings, clock, record, feed)
        yield
