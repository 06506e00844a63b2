"""Calendars as they come: recurrences with exceptions, zones by any name, whole days, both clock changes."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st

from busline.lending.calendar import read_calendar
from busline.lending.vans import VanNames
from busline.lending.wanted import Offered
from busline.record.tables import Van

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
VANS = VanNames.of(
    Van(line_id="osdorp", id=f"van-{n}", name=f"Busje {n}", plate=f"VB-00{n}-X") for n in (1, 2, 10)
)
FIRST, LAST = date(2026, 11, 23), date(2026, 12, 20)
DST = "BEGIN:DAYLIGHT\nDTSTART:19700329T020000\nRRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\n"
OWN_ZONE = (
    "BEGIN:VTIMEZONE\nTZID:Onze eigen tijd\nBEGIN:STANDARD\nDTSTART:19701025T030000\n"
    "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\nTZOFFSETFROM:+0200\nTZOFFSETTO:+0100\nEND:STANDARD\n"
    f"{DST}TZOFFSETFROM:+0100\nTZOFFSETTO:+0200\nEND:DAYLIGHT\nEND:VTIMEZONE"
)


def event(*lines: str, uid: str = "1", title: str = "Busje 1 vrij") -> str:
    return "\n".join(["BEGIN:VEVENT", f"UID:{uid}", f"SUMMARY:{title}", *lines, "END:VEVENT"])


def read(*parts: str, van: str | None = None, first: date = FIRST, last: date = LAST) -> Offered:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//test//nl", *parts, "END:VCALENDAR", ""]
    data = "\r\n".join("\n".join(lines).split("\n")).encode()
    return read_calendar(data, VANS, van, AMSTERDAM, first, last)


def local(offered: Offered) -> list[str]:
    """Return the windows by the clock of Amsterdam: ``24-11 09:00–11:00``."""
    assert offered.faults == ()
    return [
        f"{w.starts_at.astimezone(AMSTERDAM):%d-%m %H:%M}–{w.ends_at.astimezone(AMSTERDAM):%H:%M}"
        for w in offered.windows
    ]


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("DTSTART;TZID=Europe/Amsterdam:20261124T090000", "DTEND;TZID=Europe/Amsterdam:20261124T110000"),
        ("DTSTART;TZID=W. Europe Standard Time:20261124T090000", "DURATION:PT2H"),
        ("DTSTART;TZID=Romance Standard Time:20261124T090000", "DURATION:PT2H"),
        ("DTSTART;TZID=GMT Standard Time:20261124T080000", "DURATION:PT2H"),
        ("DTSTART:20261124T080000Z", "DTEND:20261124T100000Z"),
        ("DTSTART:20261124T090000", "DTEND:20261124T110000"),
        ("DTSTART:20261124T090000", "DTEND:20261124T100000Z"),
        ("DTSTART;TZID=Onze eigen tijd:20261124T090000", "DTEND;TZID=Onze eigen tijd:20261124T110000"),
    ],
)
def test_a_time_is_right_in_whatever_zone_it_is_written(start: str, end: str) -> None:
    assert local(read(OWN_ZONE, event(start, end))) == ["24-11 09:00–11:00"]


def test_a_zone_that_nobody_knows_is_a_fault_and_not_a_guess() -> None:
    (fault,) = read(event("DTSTART;TZID=Nowhere/Land:20261124T090000", "DURATION:PT2H")).faults
    assert (fault.code, fault.params["zone"]) == ("lent-unknown-zone", "Nowhere/Land")


def test_a_series_has_exceptions_of_every_kind() -> None:
    zone = "TZID=Europe/Amsterdam"
    series = event(
        f"DTSTART;{zone}:20261103T090000",
        f"DTEND;{zone}:20261103T110000",
        "RRULE:FREQ=WEEKLY;BYDAY=TU,TH;UNTIL=20261217T230000Z",
        f"EXDATE;{zone}:20261126T090000,20261201T090000",
        "EXDATE;VALUE=DATE:20261203",
        f"RDATE;{zone}:20261128T100000",
        "RDATE;VALUE=PERIOD:20261129T120000Z/PT1H",
    )
    moved = event(f"RECURRENCE-ID;{zone}:20261208T090000", f"DTSTART;{zone}:20261209T140000", "DURATION:PT1H")
    off = event(f"RECURRENCE-ID;{zone}:20261210T090000", f"DTSTART;{zone}:20261210T090000", "DURATION:PT1H")
    assert local(read(series, moved, off.replace("END:VEVENT", "STATUS:CANCELLED\nEND:VEVENT"))) == [
        "24-11 09:00–11:00",
        "28-11 10:00–12:00",
        "29-11 13:00–14:00",
        "09-12 14:00–15:00",
        "15-12 09:00–11:00",
        "17-12 09:00–11:00",
    ]


def test_from_one_instance_on_a_series_may_go_on_otherwise() -> None:
    series = event("DTSTART:20261124T090000", "DURATION:PT2H", "RRULE:FREQ=WEEKLY;COUNT=4")
    later = event(
        "RECURRENCE-ID;RANGE=THISANDFUTURE:20261208T090000", "DTSTART:20261208T100000", "DURATION:PT1H"
    )
    assert local(read(series, later)) == [
        "24-11 09:00–11:00",
        "01-12 09:00–11:00",
        "08-12 10:00–11:00",
        "15-12 10:00–11:00",
    ]


def test_an_instance_moved_here_from_another_month_is_seen() -> None:
    series = event("DTSTART:20270105T090000", "DURATION:PT2H", "RRULE:FREQ=WEEKLY")
    moved = event("RECURRENCE-ID:20270112T090000", "DTSTART:20261130T090000", "DURATION:PT2H")
    assert local(read(series, moved)) == ["30-11 09:00–11:00"]
    assert local(read(moved)) == ["30-11 09:00–11:00"]  # without the series that it is of


def test_the_newest_of_two_versions_counts() -> None:
    old = event("DTSTART:20261124T090000", "DURATION:PT2H", "SEQUENCE:1")
    new = event("DTSTART:20261124T100000", "DURATION:PT2H", "SEQUENCE:2")
    assert local(read(new, old)) == local(read(old, new)) == ["24-11 10:00–12:00"]


def test_whole_days_and_nights_are_cut_at_midnight() -> None:
    days = event("DTSTART;VALUE=DATE:20261124", "DTEND;VALUE=DATE:20261126")
    night = event("DTSTART:20261127T220000", "DURATION:PT4H", uid="2")
    assert local(read(days, night)) == [
        "24-11 00:00–00:00",
        "25-11 00:00–00:00",
        "27-11 22:00–00:00",
        "28-11 00:00–02:00",
    ]


def test_nine_o_clock_stays_nine_o_clock_when_the_clock_changes() -> None:
    series = event(
        "DTSTART;TZID=Europe/Amsterdam:20260101T090000",
        "DTEND;TZID=Europe/Amsterdam:20260101T110000",
        "RRULE:FREQ=DAILY",
    )
    spring = read(series, first=date(2026, 3, 28), last=date(2026, 3, 30))
    autumn = read(series, first=date(2026, 10, 24), last=date(2026, 10, 26))
    assert {text[6:] for text in local(spring) + local(autumn)} == {"09:00–11:00"}
    assert [w.starts_at.hour for w in spring.windows] == [8, 7, 7]
    whole = read(event("DTSTART;VALUE=DATE:20261025"), first=date(2026, 10, 25), last=date(2026, 10, 25))
    assert [w.ends_at - w.starts_at for w in whole.windows] == [timedelta(hours=25)]


def test_the_van_is_named_in_title_or_place_unless_the_calendar_is_of_one() -> None:
    when = ("DTSTART:20261124T090000", "DURATION:PT2H")
    assert [w.van_id for w in read(event(*when, title="vb 0010 x vrij")).windows] == ["van-10"]
    assert [w.van_id for w in read(event(*when, "LOCATION:busje 2", title="vrij")).windows] == ["van-2"]
    assert [w.van_id for w in read(event(*when, title="vrij"), van="van-1").windows] == ["van-1"]
    (none,) = read(event(*when, title="Busje 3")).faults
    (two,) = read(event(*when, title="Busje 1 en busje 2")).faults
    assert (none.code, two.code) == ("lent-which-van", "lent-two-vans")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"<!doctype html><title>Log in</title>", "lent-no-calendar"),
        (b"", "lent-no-calendar"),
        (b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n", "lent-no-calendar"),
    ],
)
def test_what_is_no_calendar_says_so(data: bytes, code: str) -> None:
    read_ = read_calendar(data, VANS, None, AMSTERDAM, FIRST, LAST)
    assert [fault.code for fault in read_.faults] == [code]


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        (("DTSTART:gisteren", "DURATION:PT2H"), "lent-bad-event"),
        (("DURATION:PT2H",), "lent-bad-event"),
        (("DTSTART:20261124T090000", "DTEND:20261124T080000"), "lent-no-length"),
        (("DTSTART:20261124T090000",), "lent-no-length"),
        (("DTSTART:20261124T090000", "DURATION:PT2H", "RRULE:FREQ=SECONDLY"), "lent-bad-rule"),
        (("DTSTART:20261124T090000", "DURATION:PT2H", "RRULE:FREQ=DAILY;BYDAY=XX"), "lent-bad-event"),
        (("DTSTART:19000101T090000", "DURATION:PT2H", "RRULE:FREQ=DAILY"), "lent-too-often"),
    ],
)
def test_an_event_that_can_not_be_read_is_named(lines: tuple[str, ...], code: str) -> None:
    fine = event("DTSTART:20261125T090000", "DURATION:PT2H", uid="fine")
    (fault,) = read(event(*lines, title="Busje 1 kapot"), fine).faults
    assert fault.code == code
    assert "Busje 1 kapot" in fault.params["where"]


def test_two_events_about_one_van_at_one_time_are_a_fault() -> None:
    one = event("DTSTART:20261124T090000", "DURATION:PT2H")
    other = event("DTSTART:20261124T100000", "DURATION:PT2H", uid="2", title="Busje 1 ook")
    (fault,) = read(one, other).faults
    assert (fault.code, fault.params["where"]) == ("lent-overlap", "Busje 1 ook")


@settings(max_examples=60, deadline=None)
@given(
    freq=st.sampled_from(["DAILY", "WEEKLY", "MONTHLY"]),
    interval=st.integers(1, 4),
    count=st.integers(1, 40),
    start=st.dates(date(2026, 1, 1), date(2026, 12, 1)).map(lambda d: datetime.combine(d, time(9))),
    gone=st.sets(st.integers(0, 39), max_size=5),
)
def test_a_series_is_its_rule_less_its_exceptions(
    freq: str, interval: int, count: int, start: datetime, gone: set[int]
) -> None:
    rule = f"FREQ={freq};INTERVAL={interval};COUNT={count}"
    whole = list(rrulestr(rule, dtstart=start))
    without = [whole[n] for n in gone if n < len(whole)]
    lines = [f"DTSTART:{start:%Y%m%dT%H%M%S}", "DURATION:PT1H", f"RRULE:{rule}"]
    lines += [f"EXDATE:{one:%Y%m%dT%H%M%S}" for one in without]
    read_ = read(event(*lines), first=date(2026, 1, 1), last=date(2066, 1, 1))
    starts = [w.starts_at.astimezone(AMSTERDAM).replace(tzinfo=None) for w in read_.windows]
    assert starts == sorted(set(whole) - set(without))
