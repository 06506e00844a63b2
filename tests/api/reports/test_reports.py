"""The figures of a quarter by API: what the page shows, hidden counts as null, each time kept."""

from datetime import timedelta

from api.access.permissions import Role
from busline.nouns import Quarter
from busline.reports.quarter import count_quarter
from busline.reports.quarter_report import QuarterReport
from busline.reports.releasing import exports_of
from tests.api.house import HERE, LINE, House
from tests.busline.reports.quarter_rides import add_quarter

SUMMER = Quarter(2026, 3)


def test_the_api_tells_what_may_be_told_and_keeps_who_asked(each_house: House) -> None:
    with each_house.record.change("test") as session:
        add_quarter(session, LINE, SUMMER.first, 900)
    reply = each_house.as_role(Role.REVIEWER).get(f"{HERE}/reports/2026-Q3")
    assert reply.status_code == 200
    report = QuarterReport.model_validate(reply.json())
    with each_house.record.read() as session:
        counts = count_quarter(session, LINE, SUMMER)
        [kept] = exports_of(session, LINE)
    assert (kept.form, kept.quarter, kept.exported_at) == ("json", "2026-Q3", each_house.clock.now())
    assert report.rides == counts.rides.value
    hidden = 0
    for row, values in zip(report.flows.rows, report.flows.cells, strict=True):
        for column, value in zip(report.flows.columns, values, strict=True):
            count = counts.flows[row.id, column.id]
            hidden += value is None
            assert value in (None, count.value)
            assert value is None or not count.breaks_the_rule
    assert hidden > 100


def test_a_quarter_that_is_not_over_is_a_conflict_and_no_quarter_is_a_fault(house: House) -> None:
    client = house.as_role(Role.REVIEWER)
    early = client.get(f"{HERE}/reports/2026-Q4")
    assert (early.status_code, early.json()["code"]) == (409, "quarter-not-over")
    assert client.get(f"{HERE}/reports/2026-Q5").status_code == 422
    house.clock.advance(timedelta(days=40))
    assert client.get(f"{HERE}/reports/2026-Q4").json()["riders"] == 0


def test_only_who_reviews_takes_figures_out(house: House) -> None:
    for role in (Role.COORDINATOR, Role.LENDER, Role.TELEPHONE):
        client = house.as_role(role)
        assert client.get(f"{HERE}/reports/2026-Q3").status_code == 403
        for path in ("/report", "/report.pdf", "/report.xlsx"):
            assert client.get(path).status_code == 403
    with house.record.read() as session:
        assert exports_of(session, LINE) == []
