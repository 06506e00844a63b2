"""A child process ends when its parent is gone, however the parent went.

The parent holds the writing end of a pipe and never writes. The system closes it when the parent dies,
also by ``kill -9``; the child then reads the end of the pipe. On Linux the kernel signals it besides, which
reaches a child that was stopped or hangs.
"""

import ctypes
import os
import signal
import sys
import threading

LIFELINE = "BUSLINE_LIFELINE"  # the child's reading end, as a file descriptor number
BY_KERNEL = "BUSLINE_LIFELINE_BY_KERNEL"  # "yes" where the kernel may signal too
GRACE_S = 5.0
PR_SET_PDEATHSIG = 1


def hold_on_to_parent() -> None:
    """End this process when the parent that set the environment variables dies; without them, do nothing."""
    end = os.environ.pop(LIFELINE, "")
    by_kernel = os.environ.pop(BY_KERNEL, "")
    if not end:
        return
    if by_kernel and sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    threading.Thread(target=_wait_for_the_end, args=(int(end),), name="lifeline", daemon=True).start()


def _wait_for_the_end(end: int) -> None:
    while os.read(end, 1):  # blocks until the parent is gone; nobody ever writes
        continue
    os.kill(os.getpid(), signal.SIGTERM)
    threading.Event().wait(GRACE_S)
    os._exit(1)  # it did not listen
