"""Fixtures shared by all tests; each family stands in a file of its own."""

pytest_plugins = [
    "tests.fixtures.kernels",
    "tests.fixtures.garbage",
    "tests.fixtures.strictness",
    "tests.fixtures.clock",
    "tests.fixtures.postgres",
    "tests.fixtures.originals",
    "tests.fixtures.record",
    "tests.fixtures.feed",
    "tests.fixtures.line",
    "tests.fixtures.stack",
    "tests.fixtures.browser",
]
