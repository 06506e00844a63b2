"""A line with nobody on it, and one with more rides in a day than it ever has."""

from collections.abc import Callable

from playwright.sync_api import Page
from sqlalchemy import delete

from busline.record.engine import Record
from busline.record.tables import IdleWindow, Resident, StandingBooking, WindowPattern
from tests.api.house import LINE, add_examples
from tests.api.pages.paper.busy_day import add_rides
from tests.e2e.line_on_a_clock import LineOnAClock
from tests.e2e.states import State

RIDES = 300


def empty_the_line(record: Record) -> None:
    """Leave stops and drivers, and nobody who rides or is lent."""
    with record.change("test") as session:
        for table in (StandingBooking, IdleWindow, WindowPattern, Resident):
            session.execute(delete(table).where(table.line_id == LINE))


def fill_the_day(record: Record) -> None:
    """Promise 300 rides, all of them on one van."""
    add_examples(record)
    add_rides(record, RIDES)


def _page(path: str) -> Callable[[Page, LineOnAClock], None]:
    def reach(page: Page, _line: LineOnAClock) -> None:
        page.goto(path)

    return reach


def _search(page: Page, _line: LineOnAClock) -> None:
    page.goto("/desk")
    page.locator("#who").press_sequentially("jan")
    page.wait_for_selector("#who-list [role=option]")


EMPTY_STATES = (
    State("empty-desk", "corrie", _page("/desk")),
    State("empty-desk-search", "corrie", _search),
    State("empty-board", "corrie", _page("/board")),
    State("empty-lend", "cor", _page("/lend")),
    State("empty-review-day", "wil", _page("/review")),
    State("empty-review-month", "wil", _page("/review/month")),
    State("empty-drive", "hans", _page("/drive")),
)
FULL_STATES = (
    State("full-desk", "corrie", _page("/desk?resident=b001")),
    State("full-board", "corrie", _page("/board")),
    State("full-review-day", "wil", _page("/review")),
)
