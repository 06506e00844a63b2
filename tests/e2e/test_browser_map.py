"""The day on a map in a browser: drawn without asking anybody else, by keyboard, for everybody."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from api.pages.render import STATIC
from busline.clock import VirtualClock
from busline.record.engine import Record
from tests.e2e.booked import book
from tests.e2e.browsing import PHONE, sit_down
from tests.e2e.line_on_a_clock import LineOnAClock, running_line
from tests.e2e.test_browser_access import check
from tests.local_server import Answer, serving

pytestmark = pytest.mark.browser
PICTURE = (STATIC / "vendor/leaflet/images/layers.png").read_bytes()


def elsewhere(page: Page, home: str) -> list[str]:
    """Return a list that fills with the addresses that a page asks outside of `home`."""
    asked: list[str] = []

    def note(url: str) -> None:
        if not url.startswith((home, "data:")):
            asked.append(url)

    page.on("request", lambda request: note(request.url))
    return asked


def test_the_map_is_a_key_away_and_asks_nobody_else(browser: Browser, line_on_a_clock: LineOnAClock) -> None:
    line = line_on_a_clock
    book(line, "b002", "wc-zuidwest", "bibliotheek", "10:30")
    page = sit_down(browser, line, "corrie")
    asked = elsewhere(page, line.url)
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text) if message.type == "error" else None)
    page.goto("/board")
    page.keyboard.press("k")
    page.wait_for_url("**/board/map**")
    # The base, there, the way with a rider, and back: at least three lines, with arrows and a letter.
    expect(page.locator("#map path.route").first).to_be_attached()
    assert page.locator("#map path.route").count() >= 3
    assert page.locator("#map .map-arrow").count() >= 1
    assert page.locator("#map .map-stop").count() == page.locator("[data-stop]").count() > 20
    styles = page.locator("#map path.route").first.evaluate("line => getComputedStyle(line).stroke")
    assert styles != "none"

    # By keyboard: the map is reached by Tab, moves and zooms.
    page.locator("#map").focus()
    before = page.locator("#map .leaflet-map-pane").evaluate("pane => pane.style.transform")
    page.keyboard.press("ArrowRight")
    page.clock.run_for(1000)
    assert page.locator("#map .leaflet-map-pane").evaluate("pane => pane.style.transform") != before

    page.keyboard.press("k")
    page.wait_for_url("**/board?day**")
    assert asked == []
    assert refused == []


def test_the_map_follows_the_plan(browser: Browser, line_on_a_clock: LineOnAClock) -> None:
    line = line_on_a_clock
    page = sit_down(browser, line, "corrie")
    page.goto("/board/map?day=2026-11-24")
    riders = page.locator("[data-call]")
    before = riders.count()
    book(line, "b002", "wc-zuidwest", "bibliotheek", "10:30")
    expect(riders).not_to_have_count(before)
    legs = page.locator("[data-run]").evaluate_all(
        """runs => runs.flatMap(run => {
            const stops = [...run.querySelectorAll("[data-call]")].map(call => call.dataset.call);
            return stops.slice(1).filter((stop, index) => stop !== stops[index]);
        }).length"""
    )
    expect(page.locator("#map path.route")).to_have_count(legs)


def test_ground_comes_from_where_the_installation_says_and_nowhere_else(
    browser: Browser, osdorp: Record, clock: VirtualClock, embedded_feed_url: str, tmp_path: Path
) -> None:
    with serving(lambda _: Answer(raw=PICTURE, kind="image/png")) as tiles:
        address = f"{tiles.url}/{{z}}/{{x}}/{{y}}.png"
        more = {"map_tiles": address, "map_attribution": "© Kaartmaker"}
        with running_line(osdorp, clock, embedded_feed_url, tmp_path, **more) as line:
            page = sit_down(browser, line, "corrie")
            asked = elsewhere(page, line.url)
            page.goto("/board/map")
            expect(page.locator(".leaflet-tile-loaded").first).to_be_attached()
            expect(page.locator(".leaflet-control-attribution")).to_have_text("© Kaartmaker")
    assert asked
    assert all(url.startswith(tiles.url) for url in asked)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_map_keeps_nobody_out(browser: Browser, line_on_a_clock: LineOnAClock, language: str) -> None:
    line = line_on_a_clock
    book(line, "b002", "wc-zuidwest", "bibliotheek", "10:30")
    page = sit_down(browser, line, "corrie")
    page.emulate_media(reduced_motion="reduce")
    page.context.add_cookies([{"name": "language", "value": language, "url": line.url}])
    for path in ("/board/map", "/board/map?day=2026-12-24"):
        for size in ({"width": 1280, "height": 800}, PHONE):
            page.set_viewport_size(size)  # type: ignore[arg-type]
            page.goto(path)
            expect(page.locator("#map .map-stop").first).to_be_attached()
            assert page.locator(".leaflet-zoom-anim").count() == 0  # who wants no motion gets none
            page.locator(".map-stops summary").click()
            check(page, f"{path} {size}")
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
