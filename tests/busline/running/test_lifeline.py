"""A child is gone when its parent is, however the parent went."""

import os
import select
import signal
import subprocess
import sys

import pytest

CHILD = """
import time
from busline.running.lifeline import hold_on_to_parent
hold_on_to_parent()
print("here", flush=True)
time.sleep(600)
"""

# Starts the child as `busline.running.processes` does, and tells its number.
PARENT = """
import os, subprocess, sys, time
from busline.running.lifeline import BY_KERNEL, LIFELINE
reading, writing = os.pipe()
child = subprocess.Popen(
    [sys.executable, "-c", sys.argv[1]],
    env=os.environ | {LIFELINE: str(reading), BY_KERNEL: sys.argv[2]},
    pass_fds=(reading,),
    process_group=0,
)
os.close(reading)
print(child.pid, flush=True)
time.sleep(600)
"""
GONE_S = 20


@pytest.mark.processes
@pytest.mark.parametrize(("by_kernel", "stopped"), [("", False), ("yes", False), ("yes", True)])
def test_kill_9_of_the_parent_ends_the_child(by_kernel: str, stopped: bool) -> None:
    parent = subprocess.Popen([sys.executable, "-c", PARENT, CHILD, by_kernel], stdout=subprocess.PIPE)
    assert parent.stdout is not None
    said = sorted((parent.stdout.readline(), parent.stdout.readline()))
    assert said[1] == b"here\n"
    child = int(said[0])
    handle = os.pidfd_open(child)
    try:
        if stopped:
            os.kill(child, signal.SIGSTOP)
        parent.kill()
        parent.wait()
        gone, _, _ = select.select([handle], [], [], GONE_S)
        assert gone, "the child outlived its parent"
    finally:
        os.close(handle)
        parent.stdout.close()
