"""A calendar that stays unread is said to its lender, and to a coordinator until it is read again."""

from datetime import timedelta

from sqlalchemy import select

from api.access.permissions import Role
from busline.lending.unread import PATIENCE, note_reading
from busline.lending.watching import add_feed
from busline.record.tables import CalendarCheck, CalendarFeed, User
from tests.api.house import LINE, House

FAULT = {"where": "calendar", "message": "away", "code": "calendar-away", "params": {}}
MINUTE = timedelta(minutes=1)


def add_unread(house: House, lasting: timedelta, lender: str = "") -> str:
    """Add a calendar that could not be read for so long, as the looks at it keep it."""
    house.clock.advance(timedelta(microseconds=123_456))  # as clocks are
    now = house.clock.now()
    with house.record.change("calendar") as session:
        feed_id = add_feed(session, LINE, lender, "van-1", "https://example.org/c.ics", now)
        feed, check = session.get_one(CalendarFeed, feed_id), session.get_one(CalendarCheck, feed_id)
        check.faults = [FAULT]
        for moment in (now - lasting, now):
            check.checked_at = moment
            note_reading(session, feed, check, moment)
    return feed_id


def read_again(house: House, feed_id: str) -> None:
    with house.record.change("calendar") as session:
        feed, check = session.get_one(CalendarFeed, feed_id), session.get_one(CalendarCheck, feed_id)
        check.faults = []
        note_reading(session, feed, check, house.clock.now())


def test_the_lender_reads_it_on_each_page_until_it_is_read_again(each_house: House) -> None:
    lender = each_house.as_role(Role.LENDER)
    feed_id = add_unread(each_house, PATIENCE)
    said = "De agenda van Busje 1 is sinds ma 23 nov"
    for page in ("/lend", "/lend/offer"):
        assert said in lender.get(page).text
    assert "Voeg het nieuwe toe" in lender.get("/lend/offer").text
    read_again(each_house, feed_id)
    for page in ("/lend", "/lend/offer"):
        assert "niet te lezen" not in lender.get(page).text


def test_less_than_a_day_is_no_more_than_a_line_beside_the_calendar(each_house: House) -> None:
    add_unread(each_house, PATIENCE - MINUTE)
    lender = each_house.as_role(Role.LENDER)
    assert "niet te lezen" not in lender.get("/lend").text
    assert "niet te bereiken" in lender.get("/lend/offer").text
    assert "niet te lezen" not in each_house.as_role(Role.COORDINATOR).get("/tasks").text


def test_a_coordinator_has_a_task_that_says_when_it_is_over(each_house: House) -> None:
    feed_id = add_unread(each_house, PATIENCE)
    coordinator = each_house.as_role(Role.COORDINATOR)
    page = coordinator.get("/tasks").text
    assert "De agenda van Busje 1 is sinds ma 23 nov" in page
    assert "Vraag of het adres van de agenda nog klopt" in page
    assert "De agenda is weer te lezen" not in page
    read_again(each_house, feed_id)
    assert "De agenda is weer te lezen" in coordinator.get("/tasks").text


def test_another_lender_reads_nothing_of_it(each_house: House) -> None:
    add_unread(each_house, PATIENCE, lender="somebody else")
    lender = each_house.as_role(Role.LENDER)
    assert "niet te lezen" in lender.get("/lend").text  # who sees all of the line's vans
    with each_house.record.change("test") as session:
        for user in session.scalars(select(User)):
            user.lender = "cordaan" if Role.LENDER in user.roles else user.lender
    assert "niet te lezen" not in lender.get("/lend").text
    assert "niet te lezen" not in lender.get("/lend/offer").text
