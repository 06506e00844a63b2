"""The page of a period: every figure, opened down to the rides, for those who may see them."""

import re

import pytest
from sqlalchemy import select

from api.access.permissions import Role
from api.words import LANGUAGES, words_in
from busline.figures import FIGURES
from busline.record.tables import HistoryEntry, Line
from tests.api.figures.test_figures_by_api import drive
from tests.api.house import LINE, House

NOVEMBER = "kind=month&day=2026-11-24"


def text_of(page: str) -> str:
    """Return what a page says, without its tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", page))


def test_every_figure_is_shown_and_opens(each_house: House) -> None:
    drive(each_house)
    client = each_house.as_role(Role.REVIEWER)
    page = client.get(f"/figures?{NOVEMBER}").text
    assert "Cijfers november 2026" in text_of(page)
    assert "Vergeleken met 1 okt – 24 okt 2026." in text_of(page)
    for name in FIGURES:
        assert f'href="/figures/{name}?kind=month&amp;day=2026-11-01"' in page, name
        opened = client.get(f"/figures/{name}?{NOVEMBER}")
        assert opened.status_code == 200, name
        assert words_in("nl")(f"figure-{name}-how") in text_of(opened.text), name
    assert client.get(f"/figures/nothing?{NOVEMBER}").status_code == 404


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_of_period_in_both_languages(house: House, language: str) -> None:
    drive(house)
    client = house.as_role(Role.REVIEWER)
    client.cookies.set("language", language)
    for query in (
        *(f"kind={kind}&day=2026-11-24" for kind in ("week", "month", "quarter", "year")),
        "from=2026-11-01&to=2026-11-24",
        "from=2016-12-01&to=2026-11-24",
        "",
    ):
        page = client.get(f"/figures?{query}")
        assert page.status_code == 200, page.text
        assert page.text.count("<svg") == 4, query
        assert page.text.count('class="picture-table"') == 4  # each has its table


def test_what_changed_is_the_difference_of_what_is_shown(house: House) -> None:
    drive(house)
    page = text_of(house.as_role(Role.REVIEWER).get(f"/figures?{NOVEMBER}").text)
    assert "1 ritten gereden 1 meer (was 0)" in page
    assert "0:50 uren gewerkt 0:50 meer (was 0:00)" in page
    assert "100% op tijd" in page
    # Fifty minutes of 28.50, and 24 days of 35 euros.
    assert "€ 863,75 kosten € 23,75 hoger (was € 840,00)" in page.replace("\xa0", " ")


def test_an_empty_period_says_what_to_do(house: House) -> None:
    client = house.as_role(Role.REVIEWER)
    assert "niets gereden" in client.get("/figures?kind=month&day=2026-01-15").text
    assert "moet nog beginnen" in client.get("/figures?kind=month&day=2027-01-15").text


def test_without_rates_nothing_is_reckoned_in_money(house: House) -> None:
    drive(house)
    with house.record.change("test") as session:
        line = session.get_one(Line, LINE)
        line.rules = {key: value for key, value in line.rules.items() if key != "rates"}
    page = text_of(house.as_role(Role.REVIEWER).get(f"/figures?{NOVEMBER}").text)
    assert "– kosten per rit" in page
    assert "Er zijn nog geen bedragen ingesteld." in page


def test_a_reviewer_sees_counts_and_no_rides(house: House) -> None:
    drive(house)
    client = house.as_role(Role.REVIEWER)
    opened = client.get(f"/figures/rides?{NOVEMBER}").text
    assert "/rides?day=" not in opened
    assert client.get("/figures/rides/rides?day=2026-11-24").status_code == 403


def test_who_may_see_rides_gets_to_them_and_that_is_recorded(each_house: House) -> None:
    drive(each_house)
    client = each_house.as_role(Role.REVIEWER, Role.COORDINATOR)
    assert 'href="/figures/rides/rides?day=2026-11-24"' in client.get(f"/figures/rides?{NOVEMBER}").text
    page = text_of(client.get("/figures/rides/rides?day=2026-11-24").text)
    assert "10:05–10:15" in page
    assert "10:06–10:16" in page
    assert "We bewaren dat u deze lijst hebt bekeken." in page
    with each_house.record.read() as session:
        read = session.scalars(select(HistoryEntry).where(HistoryEntry.what == "read")).all()
    assert [(one.noun, one.noun_id, one.why) for one in read] == [
        ("bookings", "osdorp/2026-11-24", "figure rides")
    ]
    assert "Op deze dag zijn er geen." in client.get("/figures/no_shows/rides?day=2026-11-24").text
    assert "Op deze dag zijn er geen." in client.get("/figures/activity_rides/rides?day=2026-11-24").text
    refused = client.get("/figures/refusals/rides?day=2026-12-15").text
    assert "De busjes zitten dan vol." in refused
    assert client.get("/figures/cost/rides?day=2026-11-24").status_code == 404
