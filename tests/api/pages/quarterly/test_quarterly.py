"""The quarter's report as page, paper and spreadsheet, in both languages."""

import io
from datetime import timedelta

import pytest
from openpyxl import Workbook, load_workbook

from api.access.permissions import Role
from api.pages.quarterly.dictionary import ENTRIES, dictionary
from api.words import LANGUAGES, words_in
from busline.nouns import Quarter
from busline.record.tables import Line, Stop
from busline.reports.quarter_report import QuarterReport
from busline.reports.releasing import exports_of, read_report
from tests.api.house import LINE, House
from tests.api.pages.reading_paper import pages_of, text_of
from tests.busline.reports.quarter_rides import add_quarter

SUMMER = Quarter(2026, 3)
HEAD = 4  # the row with the names of the columns


def ridden(house: House, count: int = 900) -> QuarterReport:
    """Let a summer be ridden and return its report."""
    with house.record.change("test") as session:
        add_quarter(session, LINE, SUMMER.first, count)
    with house.record.read() as session:
        return read_report(session, LINE, SUMMER, house.clock.now())


def opened(content: bytes) -> Workbook:
    return load_workbook(io.BytesIO(content))


def test_the_page_shows_the_last_quarter_and_who_took_it_out(each_house: House) -> None:
    report = ridden(each_house)
    client = each_house.as_role(Role.REVIEWER)
    page = client.get("/report").text
    assert "Kwartaalrapport" in page
    assert "3e kwartaal 2026" in page
    assert f'<td class="number">{report.rides}</td>' in page
    assert "nog niet verstuurd of gedownload" in page
    assert "Nog niemand heeft een rapport gemaakt." in page
    assert client.get("/report.pdf").status_code == 200
    page = client.get("/report?quarter=2026-Q3").text
    assert "De cijfers staan vast sinds di 24 nov 2026, 08:00" in page
    assert "PDF · Nederlands" in page
    assert "Truus" not in page


def test_a_quarter_that_is_not_over_has_a_page_that_says_so(house: House) -> None:
    client = house.as_role(Role.REVIEWER)
    page = client.get("/report?quarter=2026-Q4").text
    assert "Dit kwartaal is nog niet voorbij." in page
    assert "/report.pdf" not in page
    reply = client.get("/report.pdf?quarter=2026-Q4", headers={"Accept": "text/html"})
    assert (reply.status_code, "Vraag het rapport daarna" in reply.text) == (409, True)
    assert client.get("/report?quarter=nonsense").status_code == 422


def test_the_spreadsheet_says_what_the_page_says(each_house: House) -> None:
    report = ridden(each_house)
    client = each_house.as_role(Role.REVIEWER)
    reply = client.get("/report.xlsx?quarter=2026-Q3")
    assert 'filename="kwartaalrapport-osdorp-2026-Q3.xlsx"' in reply.headers["content-disposition"]
    book = opened(reply.content)
    assert book.sheetnames == [
        *("Cijfers", "Boekingen", "Nee-verkoop", "Reizigers", "Dag en uur"),
        *("Haltes", "Van en naar", "Activiteiten", "Bereik", "Woorden"),
    ]
    figures = {row[0]: row[1] for row in book["Cijfers"].iter_rows(min_row=HEAD + 1, values_only=True)}
    assert (figures["Ritten"], figures["Reizigers"]) == (report.rides, report.riders)
    flows = book["Van en naar"]
    for at, values in enumerate(report.flows.cells):
        told = [flows.cell(HEAD + 1 + at, 2 + column).value for column in range(len(values))]
        assert told == ["×" if value is None else value for value in values]
    with each_house.record.read() as session:
        assert [one.form for one in exports_of(session, LINE)] == ["xlsx"]


def test_both_languages_explain_every_word(house: House) -> None:
    ridden(house)
    client = house.as_role(Role.REVIEWER)
    for language, sheet, word in (("nl", "Woorden", "Loosmeldingen"), ("en", "Words", "No-shows")):
        client.cookies.set("language", language)
        book = opened(client.get("/report.xlsx").content)
        rows = list(book[sheet].iter_rows(min_row=HEAD + 1, max_col=3, values_only=True))
        assert word in [row[0] for row in rows]
        assert len(rows) == len(ENTRIES)
        assert all(all(row) for row in rows)
        # Each figure and each column that is a word of ours stands in the dictionary.
        names = {entry.name for entry in dictionary(words_in(language))}
        figures = [row[0] for row in book.worksheets[0].iter_rows(min_row=HEAD + 1, values_only=True)]
        assert set(figures) <= names
        text = text_of(client.get("/report.pdf").content)
        assert word in text
        assert {"nl": "3e kwartaal 2026", "en": "Quarter 3 of 2026"}[language] in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_paper_says_what_the_page_says(house: House, language: str) -> None:
    report = ridden(house, 3000)
    client = house.as_role(Role.REVIEWER)
    client.cookies.set("language", language)
    pages = pages_of(client.get("/report.pdf?quarter=2026-Q3").content)
    said = f"{report.rides:,}".replace(",", "." if language == "nl" else ",")
    assert said in pages[0]
    assert len(pages) <= 8
    assert f"{len(pages)}" in pages[-1]


def test_reach_is_told_by_stop_and_of_all_together(house: House) -> None:
    report = ridden(house)
    client = house.as_role(Role.REVIEWER)
    rows = opened(client.get("/report.xlsx?quarter=2026-Q3").content)["Bereik"].iter_rows(
        min_row=HEAD + 1, values_only=True
    )
    told = {row[0]: row[1:] for row in rows}
    # Every resident of the example line rode; all live at stops with a figure, 1,645 people in all.
    assert told["Haltes met een aantal bewoners, samen"] == (1645, report.riders, "7%")
    assert told["Overige haltes"] == ("–", 0, "–")
    assert told["Wooncomplex Dijkgraafplein"][0] == 260


def test_no_cell_is_a_formula_whatever_a_stop_is_called(house: House) -> None:
    with house.record.change("test") as session:
        session.get_one(Stop, (LINE, "markt")).name = '=HYPERLINK("http://example.org")'
        session.get_one(Stop, (LINE, "ookmeer")).name = "#let x = *1*"
        session.get_one(Line, LINE).name = "@SUM(A1)"
    ridden(house, 3000)
    client = house.as_role(Role.REVIEWER)
    book = opened(client.get("/report.xlsx").content)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert not [cell for cell in cells if cell.hyperlink]
    assert "'=HYPERLINK" in " ".join(str(cell.value) for cell in cells)
    assert "#let x = *1*" in text_of(client.get("/report.pdf").content)


def test_an_empty_line_has_a_report_of_zeroes(house: House) -> None:
    client = house.as_role(Role.REVIEWER)
    assert "2e kwartaal 2026" in client.get("/report?quarter=2026-Q2").text
    assert opened(client.get("/report.xlsx?quarter=2026-Q2").content)["Cijfers"].cell(HEAD + 1, 2).value == 0
    assert pages_of(client.get("/report.pdf?quarter=2026-Q2").content)


def test_twenty_thousand_rides_are_a_spreadsheet(house: House) -> None:
    report = ridden(house, 20_000)
    assert report.rides is not None
    assert report.rides > 17_000
    client = house.as_role(Role.REVIEWER)
    house.clock.advance(timedelta(hours=1))
    reply = client.get("/report.xlsx?quarter=2026-Q3")
    figures = opened(reply.content)["Cijfers"].iter_rows(min_row=HEAD + 1, max_col=2, values_only=True)
    assert dict(figures)["Ritten"] == report.rides
