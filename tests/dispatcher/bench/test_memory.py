"""What is said of a process's memory is what the system says."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from dispatcher.bench.memory import children_of, peak_mib

needs_proc = pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="needs /proc")


@needs_proc
def test_memory_that_was_used_once_counts():
    holder = "x = bytearray(80 << 20); del x; print(flush=True); input()"
    with subprocess.Popen(
        [sys.executable, "-c", holder], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        assert process.pid in children_of(os.getpid())
        peak = peak_mib(process.pid)
        process.communicate(b"\n")
    assert peak is not None
    assert 80 < peak < 200


def test_a_process_that_is_not_there_has_none():
    assert peak_mib(2**22 + 1) is None
    assert children_of(2**22 + 1) == []
