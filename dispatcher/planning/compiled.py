"""The typed way to a compiled kernel."""

import os
from collections.abc import Callable
from typing import Any, TypeVar, cast

from dispatcher.planning.numba_cache import use_cache

if "NUMBA_CACHE_DIR" not in os.environ:
    use_cache()

import numba  # after the cache folder is fixed
import numpy as np
from numba.extending import register_jitable

# numba's own name for it, which its types don't know.
UNCOUNTED: dict[str, Any] = {"_nrt": False}

Kernel = TypeVar("Kernel", bound=Callable[..., Any])


def kernel(function: Kernel) -> Kernel:
    """Compile `function` to machine code at its first call, without the interpreter's lock while it runs.

    References to arrays are not counted, so it can't make any: whoever calls it holds them all. Counting
    alone took nine tenths of the time.
    """
    return cast(Kernel, numba.njit(cache=True, nogil=True, **UNCOUNTED)(function))


def inlined_kernel(function: Kernel) -> Kernel:
    """Compile a `kernel` that becomes a part of whatever kernel calls it.

    For what is called most: handing over two dozen arrays takes longer than most of what is done with them.
    """
    return cast(Kernel, numba.njit(cache=True, nogil=True, forceinline=True, **UNCOUNTED)(function))


def part_of_kernels(function: Kernel) -> Kernel:
    """Let `function` become a part of whatever kernel calls it, before that is compiled.

    For what takes tables apart: parts of an array are counted or not as the kernel does that asks for them.
    """
    return register_jitable(inline="always")(function)


def allocating_kernel(function: Kernel) -> Kernel:
    """Compile a `kernel` that makes arrays of its own, once a call and not in a hot loop."""
    return cast(Kernel, numba.njit(cache=True, nogil=True)(function))


@kernel
def variable(value: int) -> int:
    """Return `value`: what a kernel passes on as a literal costs a compilation of its own."""
    return int(np.int64(value))
