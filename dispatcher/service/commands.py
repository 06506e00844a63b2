"""``busline dispatcher``."""

import threading
from typing import Annotated

import typer

from busline.errors import InvalidInput
from busline.garbage import spare_what_is_loaded
from busline.record.opening import DataOption, settings_for
from busline.settings import Settings


def warm_kernels() -> None:
    """Compile what planning needs, once for this machine and version; later starts only load it."""
    from dispatcher.planning.numba_cache import use_cache

    use_cache(Settings().kernel_folder)
    from dispatcher.improver.warming import warm

    warm()


def run_dispatcher(
    line: Annotated[
        list[str] | None, typer.Option("--line", help="Serve this line only; may be given several times.")
    ] = None,
    data: DataOption = None,
) -> None:
    """Plan lines: take their leases, answer the feed, commit plans. Many may run, on many machines."""
    settings = settings_for(data)
    if not settings.feed_url:
        raise InvalidInput("Name the feed in BUSLINE_FEED_URL, or start everything with “busline run”.")
    # Before any kernel is imported: the cache must not land beside the sources.
    from dispatcher.planning.numba_cache import use_cache

    use_cache(settings.kernel_folder)
    from dispatcher.planning.warming import warm
    from dispatcher.service.process import serve

    warm(search=False)  # no caller waits for a compilation
    spare_what_is_loaded()  # nor while all of that is gone through
    # Those that find room after a withdrawn window come while the first calls are answered already.
    threading.Thread(target=warm, name="warm", daemon=True).start()
    serve(settings, line or ())
