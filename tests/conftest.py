"""Fixtures shared by all tests; each family stands in a file of its own."""

import os
import tempfile
from pathlib import Path

# Compiled planning kernels are kept from run to run, but not inside the source tree.
os.environ.setdefault("NUMBA_CACHE_DIR", str(Path(tempfile.gettempdir()) / f"busline-numba-{os.getuid()}"))

pytest_plugins = [
    "tests.fixtures.strictness",
    "tests.fixtures.record",
    "tests.fixtures.feed",
    "tests.fixtures.line",
    "tests.fixtures.stack",
    "tests.fixtures.browser",
]
