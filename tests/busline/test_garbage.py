"""What is loaded at the start is not gone through again; what becomes garbage later still goes."""

import subprocess
import sys


def printed_by(program: str) -> list[str]:
    """Return the words that a process of its own prints: the tests' own collector is left alone."""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return done.stdout.split()


def test_what_is_loaded_is_spared_and_later_garbage_is_not() -> None:
    program = """
import gc, weakref
from busline.garbage import spare_what_is_loaded

class Thing:
    def __init__(self):
        self.me = self

gc.disable()
before, stays = weakref.ref(Thing()), Thing()
spare_what_is_loaded()
print(before() is None, any(thing is stays for thing in gc.get_objects()))
after = weakref.ref(Thing())
gc.collect()
print(after() is None, stays.me is stays)
"""
    assert printed_by(program) == ["True", "False", "True", "True"]


def test_every_command_looks_for_garbage_rarely() -> None:
    program = """
import gc, sys
from busline import cli

sys.argv = ["busline", "bench", "--help"]
try:
    cli.main()
finally:
    sys.stdout.flush()
    print("\\n", *gc.get_threshold())
"""
    assert printed_by(program)[-3:] == ["20000", "10", "10"]
