"""The sub-commands that this package adds to the command ``busline``."""

import typer

from busline.errors import InvalidInput
from busline.garbage import spare_what_is_loaded
from busline.later import later
from busline.settings import Settings

KEEP_ALIVE_S = 20  # longer than the proxy keeps a connection that rests (deploy/Caddyfile)
GOODBYE_S = 5  # open event streams are cut after this when the server stops


class NoFeed(InvalidInput):
    """The API was started without knowing where the feed is."""

    code = "no-feed"


def add_commands(app: typer.Typer) -> None:
    """Add this package's sub-commands to `app`."""
    later(app, "user", "api.access.commands:user_app")
    later(app, "print-day", "api.pages.paper.commands:print_days")
    app.command("api")(serve)


def serve() -> None:
    """Serve the pages and the API, until it is stopped."""
    # Only here: the other commands must not wait until the whole web application is loaded.
    import uvicorn

    from api.app import create_app

    settings = Settings()
    if not settings.feed_url:
        raise NoFeed("Set BUSLINE_FEED_URL to the feed's address, or start everything with “busline run”.")
    app = create_app(settings)
    spare_what_is_loaded()  # no caller waits while it is gone through
    uvicorn.run(
        app,
        host=settings.host,
        port=settings.port,
        log_config=None,
        access_log=False,  # its lines would hold names and phone numbers from searches
        server_header=False,
        proxy_headers=True,
        timeout_keep_alive=KEEP_ALIVE_S,
        timeout_graceful_shutdown=GOODBYE_S,
    )
