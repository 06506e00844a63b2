"""Takes a picture of every page in every state, in both languages, at desk and phone width.

``make screenshots FOLDER=/somewhere`` or ``python -m tests.e2e.screenshots FOLDER``: starts a line of its
own, with the example line on a Tuesday morning, then one without residents and one with 300 rides a day.
"""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from playwright.sync_api import Browser, Page

from api.words import LANGUAGES
from busline.clock import VirtualClock
from busline.feed.server import EmbeddedFeed
from busline.record.engine import Record
from busline.record.migrate import migrate
from tests.e2e.browsing import DESK, PHONE
from tests.e2e.desk_states import DESK_STATES
from tests.e2e.extremes import EMPTY_STATES, FULL_STATES, empty_the_line, fill_the_day
from tests.e2e.line_on_a_clock import LineOnAClock, running_line
from tests.e2e.other_states import other_states
from tests.e2e.states import State, reached, set_the_scene
from tests.fixtures.browser import open_browser
from tests.fixtures.clock import TUESDAY_EIGHT
from tests.fixtures.line import import_example

TYPEFACE_MS = 250


@contextmanager
def example_line(
    before: Callable[[Record], None] | None = None, *, planned: bool = True
) -> Iterator[LineOnAClock]:
    """Run the example line on a clock, on a record and a feed of its own that are gone at the end.

    `before` may change the record before anybody plans on it; unless `planned` nobody does.
    """
    clock = VirtualClock(TUESDAY_EIGHT)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        record = Record(f"sqlite:///{folder / 'record.sqlite3'}", clock)
        migrate(record)
        import_example(record)
        if before is not None:
            before(record)
        with (
            EmbeddedFeed(folder) as feed,
            running_line(record, clock, feed.url, folder, planned=planned) as line,
        ):
            yield line
        record.close()


def shoot(page: Page, name: str, folder: Path) -> Iterator[Path]:
    """Take `page` at both widths: at the desk what is in view, on a phone all of it."""
    for size in (DESK, PHONE):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        page.wait_for_timeout(TYPEFACE_MS)
        path = folder / f"{name}-{size['width']}.png"
        page.screenshot(
            path=path, full_page=size is PHONE or "review" in name or "lend" in name or "roster" in name
        )
        yield path


def shoot_all(
    browser: Browser, line: LineOnAClock, language: str, states: tuple[State, ...], folder: Path
) -> Iterator[Path]:
    """Take every one of `states`."""
    with reached(browser, line, language, states) as pages:
        for state, page in pages:
            yield from shoot(page, state.name, folder)


def _language(browser: Browser, language: str, folder: Path) -> Iterator[Path]:
    folder.mkdir(parents=True, exist_ok=True)
    with example_line() as line:
        set_the_scene(line)
        yield from shoot_all(browser, line, language, (*DESK_STATES, *other_states(line)), folder)
    for prepare, states in ((empty_the_line, EMPTY_STATES), (fill_the_day, FULL_STATES)):
        with example_line(prepare, planned=False) as line:
            yield from shoot_all(browser, line, language, states, folder)


def main(
    folder: Path,
    languages: Annotated[list[str] | None, typer.Option("--language", help="All by default.")] = None,
) -> None:
    """Take the pictures into FOLDER, a folder a language."""
    for browser in open_browser():
        for language in languages or LANGUAGES:
            for path in _language(browser, language, folder / language):
                typer.echo(path)


if __name__ == "__main__":
    typer.run(main)
