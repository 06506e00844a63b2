"""The driver's page can be installed, and its worker has everything that the page loads."""

import re

from api.access.permissions import Role
from tests.api.house import House, add_user

ON_PAGE = re.compile(r'(?:src|href)="(/static/[^"]+)"')


def test_the_worker_keeps_all_that_the_page_loads(house: House) -> None:
    anna = house.as_user(add_user(house.record, "anna", Role.DRIVER, driver_id="anna"))
    script = house.anybody().get("/drive/worker.js")
    assert script.headers["Service-Worker-Allowed"] == "/drive"
    assert script.headers["Cache-Control"] == "no-cache"
    for page in (anna.get("/drive"), house.anybody().get("/drive/away")):
        loaded = set(ON_PAGE.findall(page.text))
        assert len(loaded) >= 5
        assert all(f'"{address}"' in script.text for address in loaded)
    kept = re.findall(r'"(/static/[^"]+)"', script.text)
    assert all(anna.get(address).status_code == 200 for address in kept)


def test_a_phone_can_install_the_page(house: House) -> None:
    manifest = house.anybody().get("/drive/app.webmanifest")
    assert manifest.headers["content-type"].startswith("application/manifest+json")
    said = manifest.json()
    assert (said["start_url"], said["display"], said["short_name"]) == ("/drive", "standalone", "Mijn rit")
    assert {icon["sizes"] for icon in said["icons"]} == {"any", "192x192", "512x512"}


def test_a_run_may_be_kept_until_the_day_is_over_and_no_longer(house: House) -> None:
    anna = house.as_user(add_user(house.record, "anna", Role.DRIVER, driver_id="anna"))
    # It is eight o'clock: sixteen hours are left of the day.
    assert anna.get("/drive").headers["X-Keep-For"] == str(16 * 3600)
    hans = house.as_user(add_user(house.record, "hans", Role.DRIVER, driver_id="hans"))
    assert "X-Keep-For" not in hans.get("/drive").headers


def test_the_page_stays_strict_and_may_ask_where_the_phone_is(house: House) -> None:
    anna = house.as_user(add_user(house.record, "anna", Role.DRIVER, driver_id="anna"))
    page = anna.get("/drive")
    assert "default-src 'self'" in page.headers["Content-Security-Policy"]
    assert "unsafe" not in page.headers["Content-Security-Policy"]
    assert "geolocation=(self)" in page.headers["Permissions-Policy"]
    assert "geolocation=()" in anna.get("/vans/van-1").headers["Permissions-Policy"]


def test_what_stands_there_without_a_run_names_nobody(house: House) -> None:
    anna = house.as_user(add_user(house.record, "anna", Role.DRIVER, driver_id="anna"))
    page = anna.get("/drive/away").text
    assert "Geen verbinding" in page
    assert "Anna" not in page
