"""Runs a server as its own child and ends it when whoever started the guard is gone.

Started by path with nothing but the standard library, so that it is up in milliseconds. Its parent holds
the other end of standard input: when that closes, by a clean stop or because the parent was killed, the
server is ended. On Linux the kernel also kills the server when the guard itself is killed.

The guard stands between, instead of the parent asking the kernel directly, because the kernel watches the
*thread* that started a child: a server started in a short-lived thread would die with that thread.
"""

import contextlib
import ctypes
import os
import select
import signal
import sys
import threading
import time

PR_SET_PDEATHSIG = 1
GRACE_S = 2.0
LOOK_EVERY_S = 1.0


def main(command: list[str]) -> int:
    """Run `command` until it ends or our parent does; return its exit status."""
    starter = os.getppid()
    for ignored in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(ignored, signal.SIG_IGN)
    guard = os.getpid()
    server = os.fork()
    if server == 0:
        _become(command, guard)
    os.write(1, f"{server}\n".encode())
    os.close(1)
    threading.Thread(target=_end_with, args=(starter, server), daemon=True).start()
    _, status = os.waitpid(server, 0)
    return os.waitstatus_to_exitcode(status) & 0xFF


def _become(command: list[str], guard: int) -> None:
    """Turn this fork into the server, which dies when the guard does."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != guard:  # the guard died before the kernel was asked to watch it
        os._exit(1)
    for restored in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(restored, signal.SIG_DFL)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(2, 1)
    os.execv(command[0], command)


def _end_with(starter: int, server: int) -> None:
    """Wait until the starter is gone, then end the server; the kernel's answer if it won't go."""
    # A forked child of the starter may hold the pipe open: its number is looked at as well.
    while os.getppid() == starter:
        readable, _, _ = select.select([0], [], [], LOOK_EVERY_S)
        if readable and not os.read(0, 1):
            break
    with contextlib.suppress(ProcessLookupError):
        os.kill(server, signal.SIGTERM)
        time.sleep(GRACE_S)
        os.kill(server, signal.SIGKILL)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
