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
    "columns.py",
    "compiled.py",
    "kernels.py",
    "triangle_kernels.py",
    "outlook_kernels.py",
    "insertion_kernels.py",
    "strip_kernels.py",
    "sharpening_kernels.py",
    "delay_kernels.py",
    "sharp_pair_kernels.py",
    "floor_kernels.py",
    "finding_kernels.py",
    "comparing_kernels.py",
    "fleet_tables.py",
    "survey_kernels.py",
    "position_kernels.py",
    "fleet_kernels.py",
    "repair_kernels.py",
    "route_pool.py",
    "search_kernels.py",
    "search_tables.py",
    "run_end_kernels.py",
    "../bound/dominance_kernels.py",
    "../bound/label_kernels.py",
    "../bound/label_tables.py",
    "../bound/labels.py",
    "../bound/leaving_kernels.py",
    "../bound/rewards.py",
    "../bound/separation_kernels.py",
)


def default_folder() -> Path:
    """Return the user's cache folder for kernels."""
    root = os.environ.get("XDG_CACHE_HOME")
    return (Path(root) if root else Path.home() / ".cache") / "busline" / "numba"


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
    for name in KERNEL_SOURCES:
        source = Path(__file__).parent / name
        if source.exists():
            digest.update(source.read_bytes())
    return digest.hexdigest()[:16]
