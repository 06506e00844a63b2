"""Where compiled kernels are kept between starts: outside the repository, in a folder we may write to.

This module imports neither numba nor a kernel, so that it can be called before either is loaded.
"""

import hashlib
import os
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

# The sources that are compiled. numba looks only at the file of the outermost function when it decides
# whether a cached machine code is still right, so a change in any of them gets a folder of its own.
KERNEL_SOURCES = (
    "*kernels.py",
    "*_tables.py",
    "planning/columns.py",
    "planning/compiled.py",
    "planning/insertion/room.py",
    "planning/search/route_pool.py",
    "planning/search/scratch.py",
    "bound/labels.py",
    "bound/rewards.py",
)


def default_folder() -> Path:
    """Return the user's cache folder for kernels."""
    root = os.environ.get("XDG_CACHE_HOME")
    return (Path(root) if root else Path.home() / ".cache") / "busline" / "numba"


def kernel_sources() -> list[Path]:
    """Return the files that are compiled, or say how what is compiled is laid out."""
    root = Path(__file__).parents[1]
    return sorted({source for name in KERNEL_SOURCES for source in root.rglob(name)})


def use_cache(folder: Path | None = None) -> Path:
    """Keep compiled kernels in `folder` (the user's cache folder if left out) and return the place.

    Call it before a kernel is imported; afterwards it changes nothing. A folder that can't be written to
    is replaced by a temporary one: kernels are then compiled anew at each start, and nothing else is lost.
    """
    place = (folder or default_folder()) / _version()
    try:
        place.mkdir(parents=True, exist_ok=True)
        writeable = os.access(place, os.W_OK)
    except OSError:
        writeable = False
    if not writeable:
        place = Path(tempfile.mkdtemp(prefix="busline-numba-"))
    os.environ["NUMBA_CACHE_DIR"] = str(place)
    if "numba" in sys.modules:
        sys.modules["numba"].config.reload_config()
    return place


def _version() -> str:
    digest = hashlib.sha256(version("numba").encode())
    for source in kernel_sources():
        digest.update(source.read_bytes())
    return digest.hexdigest()[:16]
