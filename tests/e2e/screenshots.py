"""Takes a picture of every page at desk and phone width: ``python -m tests.e2e.screenshots URL FOLDER``.

The logins are those of the installation at URL: ``--as coordinator:PASSWORD`` and so on, one a role.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer
from playwright.sync_api import Browser, Page

from tests.fixtures.browser import open_browser

WIDTHS = {1280: 800, 390: 844}
PAGES: dict[str, tuple[tuple[str, str], ...]] = {
    "coordinator": (("desk", "/desk"), ("board", "/board"), ("map", "/board/map")),
    "driver": (("drive", "/drive"),),
    "reviewer": (("review-day", "/review"), ("review-month", "/review/month")),
    "lender": (("lend", "/lend"),),
}


def log_in(page: Page, base: str, login: str, password: str) -> None:
    """Log in on the page, as people do."""
    page.goto(f"{base}/login")
    page.get_by_role("textbox").first.fill(login)
    page.locator("#password").fill(password)
    page.locator("#password").press("Enter")
    page.wait_for_url(lambda url: "/login" not in url)


def shoot(
    browser: Browser,
    base: str,
    folder: Path,
    logins: Iterable[tuple[str, str, str]],
    languages: Iterable[str],
) -> list[Path]:
    """Take the pictures; `logins` are role, login and password."""
    folder.mkdir(parents=True, exist_ok=True)
    taken = []
    for language in languages:
        for width, height in WIDTHS.items():
            for role, login, password in logins:
                context = browser.new_context(viewport={"width": width, "height": height}, base_url=base)
                context.add_cookies([{"name": "language", "value": language, "url": base}])
                page = context.new_page()
                log_in(page, base, login, password)
                for name, path in PAGES[role]:
                    page.goto(base + path)
                    page.wait_for_timeout(250)  # the typeface
                    taken.append(folder / f"{name}-{width}-{language}.png")
                    page.screenshot(path=taken[-1], full_page=width < 1000 or role == "reviewer")
                context.close()
    return taken


def main(
    base: str,
    folder: Path,
    logins: Annotated[list[str], typer.Option("--as", help="ROLE:LOGIN:PASSWORD")],
    languages: Annotated[list[str], typer.Option("--language")] = ["nl"],  # noqa: B006 - typer copies it
) -> None:
    """Take a picture of every page that the given logins may see."""
    given = [(role, login, password) for role, login, password in (one.split(":", 2) for one in logins)]
    for browser in open_browser():
        for path in shoot(browser, base, folder, given, languages):
            typer.echo(path)


if __name__ == "__main__":
    typer.run(main)
