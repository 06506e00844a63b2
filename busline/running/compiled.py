"""Where compiled planning kernels are kept, so that only the first start has to compile them."""

import os

from busline.settings import Settings

VARIABLE = "NUMBA_CACHE_DIR"


def choose_compile_cache() -> None:
    """Keep compiled kernels under the data folder, unless the environment names another place.

    Must run before anything compiles; numba reads the variable when it is imported.
    """
    os.environ.setdefault(VARIABLE, _under(Settings()))


def compile_cache_of(settings: Settings) -> str:
    """Return where a process with these `settings` keeps compiled kernels."""
    chosen = os.environ.get(VARIABLE, "")
    return chosen if chosen and chosen != _under(Settings()) else _under(settings)


def _under(settings: Settings) -> str:
    return str(settings.data_dir / "numba")
