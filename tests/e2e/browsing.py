"""People at their screens."""

from playwright.sync_api import Browser, Page, expect

from tests.e2e.line_on_a_clock import LineOnAClock

DESK = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}


def sit_down(browser: Browser, line: LineOnAClock, login: str, *, phone: bool = False) -> Page:
    """Return a page of somebody who has logged in; its clock stands where the line's does.

    Anything that the page complains about fails the test at once.
    """
    context = browser.new_context(
        viewport=PHONE if phone else DESK,
        locale="nl-NL",
        timezone_id="Europe/Amsterdam",
        base_url=line.url,
    )
    page = context.new_page()
    page.clock.install(time=line.clock.now())
    page.on("pageerror", lambda error: (_ for _ in ()).throw(AssertionError(error)))
    log_in(page, line.url, login, line.password)
    return page


def book_with_keys(page: Page, who: str, where: str, day: str, at: str, back: str = "") -> None:
    """Ask for rides and wait for offers, hands on the keyboard all the time."""
    fill_with_keys(page, who, where, day, at, back)
    expect(page.locator("[name=offer_out]:checked")).to_be_focused()


def fill_with_keys(page: Page, who: str, where: str, day: str, at: str, back: str = "") -> None:
    """Ask for rides, hands on the keyboard all the time."""
    keys = page.keyboard
    expect(page.locator("#who")).to_be_focused()
    keys.type(who)
    page.wait_for_selector("#who-list [role=option][aria-selected=true]")
    keys.press("Enter")
    expect(page.locator("#to")).to_be_focused()
    keys.type(where)
    page.wait_for_selector("#to-list [role=option][aria-selected=true]")
    keys.press("Enter")
    for text in (day, at):
        keys.press("Tab")
        keys.type(text)
    keys.press("Tab")  # arrive by, or leave at
    keys.press("Tab")
    keys.type(back)
    keys.press("Enter")


def log_in(page: Page, base: str, login: str, password: str) -> None:
    """Log in on the page, as people do."""
    page.goto(f"{base}/login")
    page.get_by_role("textbox").first.fill(login)
    page.locator("#password").fill(password)
    page.locator("#password").press("Enter")
    page.wait_for_url(lambda url: "/login" not in url)
