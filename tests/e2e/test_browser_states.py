"""Every page in every state keeps nobody out: axe finds nothing, it fits, and the keyboard reaches it all."""

from collections.abc import Sequence

import pytest
from playwright.sync_api import Browser, Page

from api.words import LANGUAGES
from tests.e2e.browsing import DESK, PHONE
from tests.e2e.desk_states import DESK_STATES
from tests.e2e.line_on_a_clock import LineOnAClock
from tests.e2e.other_states import other_states
from tests.e2e.states import State, reached, set_the_scene
from tests.e2e.test_browser_access import check

pytestmark = [pytest.mark.browser, pytest.mark.timeout(900)]

ZOOMED = {"width": 640, "height": 400}  # 1280 × 800 at 200 %
PARTS = ("desk, first half", "desk, second half", "others, first half", "others, second half")

# What tells one control from another, also when news has drawn it anew; of radio buttons a group is one.
KEY = """const key = (one) => one.type === 'radio' ? `radio ${one.name}` : [
    one.tagName, one.id, one.name, one.getAttribute('href'), one.getAttribute('aria-label'),
    one.textContent.replace(/[\\d\\s]+/g, ' ').trim().slice(0, 50)].join('|');
"""
# What can be pressed or filled in now.
REACHABLE = f"""() => {{
    {KEY}
    const all = document.querySelectorAll(
        'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]');
    return [...all].filter((one) => !one.disabled && one.checkVisibility({{ visibilityProperty: true }}) &&
        !one.closest('[hidden], [aria-hidden=true]')).map(key);
}}"""
# Where the focus is, and whether that can be seen: on the element itself or on what stands for it.
FOCUSED = f"""() => {{
    {KEY}
    const one = document.activeElement;
    if (one === document.body) return null;
    const shown = (place) => {{
        if (!place) return false;
        const style = getComputedStyle(place);
        return (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2) ||
            (place.matches('rect') && parseFloat(style.strokeWidth) >= 3); // a duty on the board
    }};
    return {{
        key: key(one),
        visible: [one, one.nextElementSibling, one.closest('label'), one.querySelector('rect')].some(shown),
    }};
}}"""
# Each field that is wrong says so beside it, and is told to whoever does not see it.
UNSAID = """() => [...document.querySelectorAll('[aria-invalid=true]')].filter((field) => {
    const told = (field.getAttribute('aria-describedby') ?? '').split(' ')
        .some((id) => document.getElementById(id)?.textContent.trim());
    const announced = field === document.activeElement ||
        [...document.querySelectorAll('[role=alert]')].some((alert) => alert.textContent.trim());
    return !told || !announced;
}).map((field) => field.outerHTML.slice(0, 120))"""

# What is chosen, and what beside it is not: they differ where a reader's own colours take the place of ours.
CHOSEN = {
    "desk-offers": (
        (".offer:has(input:checked)", ".offer:not(:has(input:checked))"),
        (".segment input:checked + span", ".segment input:not(:checked) + span"),
    ),
    "desk-found": (("#who-list [aria-selected=true]", "#who-list [aria-selected=false]"),),
    "board-run": ((".chart .seats", ".chart .window"), (".chart .free", ".chart .window")),
}


def _states(part: str, line: LineOnAClock) -> Sequence[State]:
    which, half = part.split(", ")
    states = DESK_STATES if which == "desk" else other_states(line)
    middle = len(states) // 2
    return states[:middle] if half == "first half" else states[middle:]


def _fits(page: Page, state: State, size: dict[str, int]) -> None:
    page.set_viewport_size(size)  # type: ignore[arg-type]
    widest = page.evaluate("document.documentElement.scrollWidth")
    assert widest <= size["width"], f"{state.name} at {size['width']} px is {widest} px wide"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("part", PARTS)
def test_no_state_of_a_page_keeps_anybody_out(
    browser: Browser, line_on_a_clock: LineOnAClock, part: str, language: str
) -> None:
    set_the_scene(line_on_a_clock)
    with reached(browser, line_on_a_clock, language, _states(part, line_on_a_clock)) as pages:
        for state, page in pages:
            check(page, f"{state.name}, {language}")
            assert page.evaluate(UNSAID) == [], state.name
            for size in (ZOOMED, PHONE):
                _fits(page, state, size)
            if language == LANGUAGES[0]:  # another language moves no control
                check(page, f"{state.name}, on a phone")
                page.set_viewport_size(DESK)
                _walk(page, state)


def _walk(page: Page, state: State) -> None:
    """Press Tab until everything was reached and its focus seen; what news has taken away needs not be."""
    page.evaluate("() => document.activeElement.blur()")
    met: set[str] = set()
    for _ in range(2 * len(page.evaluate(REACHABLE)) + 10):
        page.keyboard.press("Tab")
        focused = page.evaluate(FOCUSED)
        if focused is None:  # the browser's own controls come between the end and the beginning
            if not set(page.evaluate(REACHABLE)) - met:
                return
            continue
        assert focused["visible"], f"{state.name}: the focus can't be seen on {focused['key']}"
        met.add(focused["key"])
    assert set(page.evaluate(REACHABLE)) <= met, f"{state.name}: the keyboard does not reach everything"


def test_high_contrast_and_reduced_motion(browser: Browser, line_on_a_clock: LineOnAClock) -> None:
    set_the_scene(line_on_a_clock)
    wanted = ("desk-offers", "desk-found", "board-run")
    states = [one for one in (*DESK_STATES, *other_states(line_on_a_clock)) if one.name in wanted]
    look = "(one) => { const s = getComputedStyle(one); return [s.backgroundColor, s.color, s.fill]; }"
    with reached(browser, line_on_a_clock, "nl", states) as pages:
        for state, page in pages:
            page.emulate_media(forced_colors="active", reduced_motion="reduce")
            for chosen, other in CHOSEN[state.name]:
                differ = [page.locator(one).first.evaluate(look) for one in (chosen, other)]
                assert differ[0] != differ[1], f"{state.name}: {chosen} looks like {other}"
            moving = "document.getAnimations().length + [...document.querySelectorAll('*')]"
            moving += ".filter((one) => getComputedStyle(one).transitionDuration !== '0s').length"
            assert page.evaluate(moving) == 0, state.name
