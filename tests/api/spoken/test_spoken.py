"""Days and clock times as they are said in a call."""

from datetime import date, datetime, time, timedelta

import pytest

from api.spoken import Calendar, Field, NotUnderstood, PastDay, one_day, one_instant, read_field
from api.spoken.errors import (
    OtherWeekday,
    SkippedTime,
    TwoDaysSaid,
    TwoTimesSaid,
    UnreadDay,
    UnreadTime,
    UnsureDay,
    UnsureMidnight,
    UnsureTime,
    UnsureTimeOutside,
)
from busline.days import AMSTERDAM, at
from tests.api.spoken.saying import HORIZON_DAYS, MONDAY, by_day, read_clock, read_day, read_moment

TUESDAY, WEDNESDAY = date(2026, 11, 24), date(2026, 11, 25)
SPRING, AUTUMN = date(2026, 3, 29), date(2026, 10, 25)


# On Monday 23 November 2026, and on a line that drives from eight to six.
SAID: list[tuple[str, Field, str]] = [
    # Clock times, in Dutch.
    ("half elf", Field.CLOCK, "23-11 10:30"),
    ("Half 11", Field.CLOCK, "23-11 10:30"),
    ("half vier", Field.CLOCK, "23-11 15:30"),  # nobody drives at half past three at night
    ("half 1", Field.CLOCK, "23-11 12:30"),
    ("kwart voor 3", Field.CLOCK, "23-11 14:45"),
    ("kwart over tien", Field.CLOCK, "23-11 10:15"),
    ("kwart voor één", Field.CLOCK, "23-11 12:45"),
    ("kwart voor twaalf", Field.CLOCK, "23-11 11:45"),
    ("tien voor half vier", Field.CLOCK, "23-11 15:20"),
    ("vijf over half 9", Field.CLOCK, "23-11 08:35"),
    ("om 5 over half negen", Field.CLOCK, "23-11 08:35"),
    ("tien over drie", Field.CLOCK, "23-11 15:10"),
    ("10 minuten voor 4", Field.CLOCK, "23-11 15:50"),
    ("10 uur", Field.CLOCK, "23-11 10:00"),
    ("tien uur dertig", Field.CLOCK, "23-11 10:30"),
    ("3 uur", Field.CLOCK, "23-11 15:00"),
    ("10", Field.CLOCK, "23-11 10:00"),
    ("12 uur", Field.CLOCK, "23-11 12:00"),
    ("half 11 's morgens", Field.CLOCK, "23-11 10:30"),
    ("’s morgens om half elf", Field.CLOCK, "23-11 10:30"),
    ("3 uur 's middags", Field.CLOCK, "23-11 15:00"),
    ("acht uur 's avonds", Field.CLOCK, "23-11 20:00"),
    ("twee uur 's nachts", Field.CLOCK, "23-11 02:00"),
    ("12 uur 's middags", Field.CLOCK, "23-11 12:00"),
    ("middag", Field.CLOCK, "23-11 12:00"),
    # Clock times, in English.
    ("half past ten", Field.CLOCK, "23-11 10:30"),
    ("quarter to three", Field.CLOCK, "23-11 14:45"),
    ("a quarter past nine", Field.CLOCK, "23-11 09:15"),
    ("ten to four", Field.CLOCK, "23-11 15:50"),
    ("twenty-five past three", Field.CLOCK, "23-11 15:25"),
    ("three thirty", Field.CLOCK, "23-11 15:30"),
    ("at 3 o'clock", Field.CLOCK, "23-11 15:00"),
    ("10:30 am", Field.CLOCK, "23-11 10:30"),
    ("3pm", Field.CLOCK, "23-11 15:00"),
    ("3 p.m.", Field.CLOCK, "23-11 15:00"),
    ("eight in the evening", Field.CLOCK, "23-11 20:00"),
    ("12 pm", Field.CLOCK, "23-11 12:00"),
    ("noon", Field.CLOCK, "23-11 12:00"),
    # In digits, on the clock of 24 hours.
    ("20.15", Field.CLOCK, "23-11 20:15"),
    ("1530", Field.CLOCK, "23-11 15:30"),
    ("930", Field.CLOCK, "23-11 09:30"),
    ("9u30", Field.CLOCK, "23-11 09:30"),
    ("7:00", Field.CLOCK, "23-11 07:00"),  # too early for the line, but plain
    ("03:30", Field.CLOCK, "23-11 03:30"),
    ("0:05", Field.CLOCK, "23-11 00:05"),
    ("0:00", Field.CLOCK, "23-11 00:00"),  # the midnight with which the day begins
    ("10.10", Field.CLOCK, "23-11 10:10"),  # a date only in the day's field
    # Both in one field.
    ("morgen half elf", Field.DAY, "24-11 10:30"),
    ("half elf morgen", Field.CLOCK, "24-11 10:30"),
    ("di 10:30", Field.DAY, "24-11 10:30"),
    ("dinsdagmiddag 3 uur", Field.DAY, "24-11 15:00"),
    ("dinsdag morgen om 10 uur", Field.DAY, "24-11 10:00"),
    ("vanavond 7 uur", Field.CLOCK, "23-11 19:00"),
    ("tomorrow morning at 9", Field.DAY, "24-11 09:00"),
    ("volgende week dinsdag kwart over 2", Field.CLOCK, "01-12 14:15"),
    ("over 3 dagen om tien voor half vier", Field.DAY, "26-11 15:20"),
    ("24 november 2026 half drie", Field.DAY, "24-11 14:30"),
    ("di. 24 nov., 10:30", Field.DAY, "24-11 10:30"),
    ("24-11 om 10:30", Field.DAY, "24-11 10:30"),
    ("24-11, 10.30", Field.DAY, "24-11 10:30"),
    ("the 24th at half past ten", Field.DAY, "24-11 10:30"),
    ("di 10.12", Field.DAY, "24-11 10:12"),  # the tenth of December is a Thursday
]
DAYS: list[tuple[str, date]] = [
    ("", MONDAY),
    ("Vandaag", MONDAY),
    ("morgen", TUESDAY),
    ("overmorgen", WEDNESDAY),
    ("the day after tomorrow", WEDNESDAY),
    ("ma", MONDAY),  # a weekday is the next one, today included
    ("di", TUESDAY),
    ("dinsdag", TUESDAY),
    ("zondag", date(2026, 11, 29)),
    ("Tue", TUESDAY),
    ("aanstaande dinsdag", TUESDAY),
    ("a.s. dinsdag", TUESDAY),
    ("this tuesday", TUESDAY),
    ("deze week donderdag", date(2026, 11, 26)),
    ("volgende week dinsdag", date(2026, 12, 1)),
    ("dinsdag volgende week", date(2026, 12, 1)),
    ("dinsdag over een week", date(2026, 12, 1)),
    ("dinsdag over twee weken", date(2026, 12, 8)),
    ("tuesday week", date(2026, 12, 1)),
    ("a week on Tuesday", date(2026, 12, 1)),
    ("next monday", date(2026, 11, 30)),  # said on a Monday, both its meanings are the same
    ("vandaag over een week", date(2026, 11, 30)),
    ("tomorrow week", date(2026, 12, 1)),
    ("over drie dagen", date(2026, 11, 26)),
    ("over 2 weken", date(2026, 12, 7)),
    ("in 3 days", date(2026, 11, 26)),
    ("two days from now", WEDNESDAY),
    ("in a fortnight", date(2026, 12, 7)),
    ("de 24e", TUESDAY),
    ("the 24th", TUESDAY),
    ("de vierentwintigste", TUESDAY),
    ("the 1st", date(2026, 12, 1)),
    ("de 31e", date(2026, 12, 31)),  # November has none
    ("dinsdag de 24e", TUESDAY),
    ("24 november", TUESDAY),
    ("24nov", TUESDAY),
    ("november 24th", TUESDAY),
    ("the twenty-fourth of November", TUESDAY),
    ("vierentwintig november", TUESDAY),
    ("24-11", TUESDAY),
    ("24 11", TUESDAY),
    ("24.11", TUESDAY),
    ("24-11 2026", TUESDAY),
    ("24/11/26", TUESDAY),
    ("24 nov", TUESDAY),
    ("di 24 nov", TUESDAY),  # as a page writes it
    ("Tue 24 Nov", TUESDAY),
    ("2026-11-24", TUESDAY),
    ("1-1", date(2027, 1, 1)),  # past this year, so the next
    ("24 mrt", date(2027, 3, 24)),
    ("29-2-28", date(2028, 2, 29)),
]


@pytest.mark.parametrize(("text", "field", "expected"), SAID)
def test_a_clock_time_is_read_as_people_say_it(text: str, field: Field, expected: str) -> None:
    said = read_field(text, field, Calendar(MONDAY, HORIZON_DAYS))
    day = one_day([said], MONDAY)
    instant = one_instant([said], text, day, AMSTERDAM, by_day(day))
    assert f"{instant.astimezone(AMSTERDAM):%d-%m %H:%M}" == expected


@pytest.mark.parametrize(("text", "expected"), DAYS)
def test_a_day_is_read_as_people_say_it(text: str, expected: date) -> None:
    assert read_day(text) == expected


@pytest.mark.parametrize(
    ("text", "error", "params"),
    [
        # Both are in the hours, or neither, and it is day in both.
        ("half acht", UnsureTime, {"first": "07:30", "last": "19:30"}),
        ("half zeven", UnsureTime, {"first": "06:30", "last": "18:30"}),
        ("zeven uur", UnsureTime, {"first": "07:00", "last": "19:00"}),
        # A line's night, in digits: on the clock of 24 hours it is plain, but hardly meant.
        ("3:30", UnsureTime, {"first": "03:30", "last": "15:30"}),
        # Half past nine in Dutch, half past ten in Britain.
        ("half ten", UnsureTime, {"first": "09:30", "last": "10:30"}),
        ("middernacht", UnsureMidnight, {"first": MONDAY, "last": TUESDAY}),
        ("midnight tomorrow", UnsureMidnight, {"first": TUESDAY, "last": WEDNESDAY}),
        ("12 uur 's nachts", UnsureMidnight, {"first": MONDAY, "last": TUESDAY}),
        ("12 am", UnsureMidnight, {"first": MONDAY, "last": TUESDAY}),
        ("24:00", UnsureMidnight, {"first": MONDAY, "last": TUESDAY}),
        ("next tuesday 10:30", UnsureDay, {"first": TUESDAY, "last": date(2026, 12, 1)}),
        ("aanstaande maandag 10:30", UnsureDay, {"first": MONDAY, "last": date(2026, 11, 30)}),
        ("maandag over een week 10:30", UnsureDay, {"first": date(2026, 11, 30), "last": date(2026, 12, 7)}),
        ("wo 24 nov 10:30", OtherWeekday, {"day": TUESDAY}),
        ("gisteren 10 uur", PastDay, {"day": date(2026, 11, 22)}),
        ("morgen", UnreadTime, {}),  # a day alone
        ("morgenmiddag", UnreadTime, {}),
        ("24 nov 2026", UnreadTime, {}),  # a year, and not 20:26
        ("11 uur 's middags", UnreadTime, {}),
        ("", UnreadTime, {}),
        ("24", UnreadTime, {}),
        ("25:00", UnreadTime, {}),
        ("24:15", UnreadTime, {}),
        ("10:60", UnreadTime, {}),
        ("10.5", UnreadTime, {}),
        ("-1", UnreadTime, {}),
        ("10:30?", UnreadTime, {}),
        ("halfelf", UnreadTime, {}),
        ("half 25", UnreadTime, {}),
        ("kwart voor half vier", UnreadTime, {}),
        ("over een uur", UnreadTime, {}),
        ("tegen tienen", UnreadTime, {}),
        # Two times, or a time that is not said to be at once.
        ("10 of 11 uur", UnreadTime, {}),
        ("10, 11 uur", UnreadTime, {}),
        ("10 uur 11 uur", UnreadTime, {}),
        ("10 om 11", UnreadTime, {}),
        ("10-12 uur", UnreadTime, {}),
        ("kwart over 9 of zo", UnreadTime, {}),
        ("3 dec 13", UnreadTime, {}),  # 3 December at one, or 13 December at three
        ("voor 10 uur", UnreadTime, {}),
        ("na 3 uur", UnreadTime, {}),
        ("10:30 11:30", UnreadTime, {}),
        ("9999999999", UnreadTime, {}),
    ],
)
def test_a_time_that_is_not_sure_is_asked_back(
    text: str, error: type[NotUnderstood], params: dict[str, object]
) -> None:
    with pytest.raises(error) as asked:
        read_moment(text, by_day(MONDAY))
    assert asked.value.params == params


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("next thursday", UnsureDay),  # this week's or next week's
        ("volgende donderdag", UnsureDay),
        ("mo", UnreadDay),  # morgen, or Monday
        ("volgende week", UnreadDay),
        ("31-2", UnreadDay),
        ("x", UnreadDay),
        ("24-13", UnreadDay),
        ("gisterenochtend", UnreadDay),
        ("29-2", UnreadDay),
        ("99 nov", UnreadDay),
        ("24 xyz", UnreadDay),
        ("dinsdag woensdag", UnreadDay),
        ("di 25 nov", OtherWeekday),
        ("gisteren", PastDay),
        ("19-11", PastDay),
        ("22 nov", PastDay),
        ("19-11-2026", PastDay),
        ("2026-11-22", PastDay),
        ("1-7", PastDay),
    ],
)
def test_a_day_that_is_not_sure_is_asked_back(text: str, error: type[NotUnderstood]) -> None:
    with pytest.raises(error):
        read_day(text)


def test_what_next_means_is_plain_once_the_weekday_of_this_week_is_over() -> None:
    assert read_day("next tuesday", WEDNESDAY) == read_day("volgende dinsdag", WEDNESDAY) == date(2026, 12, 1)


def test_on_a_line_that_drives_in_the_evening_too_a_bare_hour_may_be_either() -> None:
    late = at(MONDAY, time(7), AMSTERDAM), at(MONDAY, time(21), AMSTERDAM)
    assert read_clock("half elf", late) == time(10, 30)
    with pytest.raises(UnsureTime) as asked:
        read_clock("acht uur", late)
    assert asked.value.params == {"first": "08:00", "last": "20:00"}
    assert read_clock("8:00", late) == time(8)  # digits are of the clock of 24 hours


def test_outside_the_hours_nobody_means_the_night() -> None:
    early = at(MONDAY, time(8), AMSTERDAM), at(MONDAY, time(12), AMSTERDAM)
    assert read_clock("half vijf", early) == time(16, 30)


def test_without_hours_a_bare_hour_is_asked() -> None:
    with pytest.raises(UnsureTime):
        read_clock("half vier")


def test_where_rides_are_booked_a_year_ahead_a_day_of_this_year_may_be_one_of_the_next() -> None:
    assert read_day("19-11", MONDAY, 366) == date(2027, 11, 19)


def test_a_day_of_last_year_is_over_in_january() -> None:
    with pytest.raises(PastDay):
        read_day("28-12", date(2027, 1, 5))


@pytest.mark.parametrize("text", ["29-3 2:30", "half drie 's nachts", "zondag 02:30"])
def test_a_time_that_the_clock_passes_over_in_spring_is_asked_back(text: str) -> None:
    with pytest.raises(SkippedTime) as asked:
        read_moment(text, None, SPRING)
    assert asked.value.params == {"day": SPRING, "clock": "02:30", "later": "03:30"}


def test_a_time_that_comes_twice_in_autumn_is_the_first() -> None:
    first = read_moment("half drie 's nachts", None, AUTUMN)
    assert first == read_moment("25-10 02:30", None, AUTUMN)
    assert first.isoformat() == "2026-10-25T02:30:00+02:00"


@pytest.mark.parametrize("day", [SPRING, AUTUMN])
def test_on_a_day_with_a_change_of_the_clock_days_are_days(day: date) -> None:
    assert read_moment("overmorgen 10:30", None, day.replace(day=day.day - 2)) == datetime.combine(
        day, time(10, 30), AMSTERDAM
    )
    assert read_moment("3:00", None, day).time() == time(3)


def _together(day_text: str, time_text: str) -> str:
    calendar = Calendar(MONDAY, HORIZON_DAYS)
    saids = [read_field(day_text, Field.DAY, calendar), read_field(time_text, Field.CLOCK, calendar)]
    day = one_day(saids, MONDAY)
    instant = one_instant(saids, time_text, day, AMSTERDAM, by_day(day))
    return f"{instant.astimezone(AMSTERDAM):%d-%m %H:%M}"


@pytest.mark.parametrize(
    ("day_text", "time_text", "expected"),
    [
        ("morgen", "half elf", "24-11 10:30"),
        ("", "morgen half elf", "24-11 10:30"),
        ("morgen half elf", "", "24-11 10:30"),
        ("half elf", "morgen", "24-11 10:30"),
        ("dinsdagavond", "8 uur", "24-11 20:00"),  # the part of the day tells which eight
        ("morgen half elf", "10:30", "24-11 10:30"),
        ("morgen", "di half elf", "24-11 10:30"),
    ],
)
def test_two_fields_are_heard_together(day_text: str, time_text: str, expected: str) -> None:
    assert _together(day_text, time_text) == expected


def test_two_fields_that_contradict_are_asked_back() -> None:
    with pytest.raises(TwoDaysSaid):
        _together("morgen", "woensdag half elf")
    with pytest.raises(TwoTimesSaid):
        _together("morgen half elf", "11:00")


# On a line that people ring from a quarter to eight for, and whose vans are out in three parts of the day.
DRIVEN = [("09:50", "11:40"), ("13:05", "15:10"), ("18:35", "20:55")]
IN_BETWEEN = [("06:00", "10:00"), ("13:00", "21:00")]


@pytest.mark.parametrize(
    ("text", "driven", "error", "params"),
    [
        # The evening can be ridden and the morning can't: both may be meant, the evening is named first.
        ("9 uur", DRIVEN, UnsureTimeOutside, {"first": "21:00", "last": "09:00"}),
        ("half negen", DRIVEN, UnsureTimeOutside, {"first": "20:30", "last": "08:30"}),
        ("eight o'clock", DRIVEN, UnsureTimeOutside, {"first": "20:00", "last": "08:00"}),
        # In digits, too: nobody rides at half past three at night.
        ("3:30", DRIVEN, UnsureTimeOutside, {"first": "15:30", "last": "03:30"}),
        # Both can be ridden, or neither: by the clock.
        ("9 uur", IN_BETWEEN, UnsureTime, {"first": "09:00", "last": "21:00"}),
        ("9 uur", [], UnsureTime, {"first": "09:00", "last": "21:00"}),
        ("half ten", [("10:20", "11:00")], UnsureTimeOutside, {"first": "10:30", "last": "09:30"}),
    ],
)
def test_of_two_times_the_one_that_can_be_ridden_is_named_first(
    text: str, driven: list[tuple[str, str]], error: type[NotUnderstood], params: dict[str, str]
) -> None:
    reach = timedelta(minutes=45)
    spans = [[at(MONDAY, time.fromisoformat(end), AMSTERDAM) for end in span] for span in driven]
    late = at(MONDAY, time(7, 45), AMSTERDAM), at(MONDAY, time(21), AMSTERDAM)
    said = read_field(text, Field.CLOCK, Calendar(MONDAY, HORIZON_DAYS))
    with pytest.raises(error) as asked:
        one_instant(
            [said],
            text,
            MONDAY,
            AMSTERDAM,
            late,
            lambda moment: any(moment - reach < ends and starts < moment for starts, ends in spans),
        )
    assert asked.value.params == params


def test_a_time_that_can_mean_only_one_is_taken_though_nobody_drives_then() -> None:
    late = at(MONDAY, time(7, 45), AMSTERDAM), at(MONDAY, time(21), AMSTERDAM)
    said = read_field("9 uur 's ochtends", Field.CLOCK, Calendar(MONDAY, HORIZON_DAYS))
    instant = one_instant([said], "", MONDAY, AMSTERDAM, late, lambda _: False)
    assert instant.astimezone(AMSTERDAM).time() == time(9)  # refused with the nearest times, and kept
