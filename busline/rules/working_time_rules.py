"""The working-time rules of one line: the law's values, or stricter ones of a collective agreement."""

from typing import Self

from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic_core import InitErrorDetails, PydanticCustomError, ValidationError

from busline.rules.law import Rule, Side, newest_law

DAY_S = 24 * 3600


def _law(key: str) -> int:
    return newest_law()[key].value


class WorkingTimeRules(BaseModel):
    """A line's limits on working time for adults, in seconds unless the name counts something.

    Left out, a value is the law's (`busline.rules.law`); a line can only tighten it. What the law allows
    as an exception is off: `short_rests` and `split_weekly_rests` are 0 unless a line says 1.

    Attributes
    ----------
    max_work_s
        Most work in one shift, the time between two rests.
    rest_s, short_rests, short_rest_s
        Uninterrupted rest in each 24 hours from the begin of a shift; how often in 7 times 24 hours it may
        be shortened, and to what.
    break_after_s, break_s, long_break_after_s, long_break_s, break_piece_s
        Work beyond the first asks for the second as break; the same for long shifts. A break may be split
        in pieces of at least the last; anything shorter counts as work.
    weekly_rest_s, split_weekly_rests, two_weeks_rest_s, rest_part_s
        Uninterrupted rest in each 7 times 24 hours from the begin of a day's work; or, where a line allows
        that, the third in 14 times 24 hours, in parts of at least the fourth.
    free_sundays
        Sundays without work in each 52 weeks.
    max_week_s, mean_4_weeks_s, mean_16_weeks_s
        Most work in a week, and a week on average over 4 and over 16 weeks in a row.
    max_night_work_s, night_rest_s
        Most work in a night shift (more than an hour between 00:00 and 06:00); rest after one that ends
        after 02:00.
    night_mean_16_weeks_s, many_nights
        Most work a week over 16 weeks with at least so many night shifts.
    night_series, night_series_rest_s
        After so many night shifts in a row, or more, the second is the rest.
    max_shifts_with_night, max_late_nights
        Most shifts in a row if one is a night shift; most night shifts that end after 02:00 in 16 weeks.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    max_work_s: int = Field(default=_law("max_work_s"), ge=3600, le=DAY_S)
    rest_s: int = Field(default=_law("rest_s"), ge=3600, le=DAY_S)
    short_rests: int = Field(default=0, ge=0, le=7)
    short_rest_s: int = Field(default=_law("short_rest_s"), ge=3600, le=DAY_S)
    break_after_s: int = Field(default=_law("break_after_s"), ge=3600, le=DAY_S)
    break_s: int = Field(default=_law("break_s"), ge=0, le=7200)
    long_break_after_s: int = Field(default=_law("long_break_after_s"), ge=3600, le=DAY_S)
    long_break_s: int = Field(default=_law("long_break_s"), ge=0, le=7200)
    break_piece_s: int = Field(default=_law("break_piece_s"), ge=60, le=7200)
    weekly_rest_s: int = Field(default=_law("weekly_rest_s"), ge=3600, le=6 * DAY_S)
    split_weekly_rests: int = Field(default=0, ge=0, le=7)
    two_weeks_rest_s: int = Field(default=_law("two_weeks_rest_s"), ge=3600, le=12 * DAY_S)
    rest_part_s: int = Field(default=_law("rest_part_s"), ge=3600, le=6 * DAY_S)
    free_sundays: int = Field(default=_law("free_sundays"), ge=0, le=52)
    max_week_s: int = Field(default=_law("max_week_s"), ge=3600, le=7 * DAY_S)
    mean_4_weeks_s: int = Field(default=_law("mean_4_weeks_s"), ge=3600, le=7 * DAY_S)
    mean_16_weeks_s: int = Field(default=_law("mean_16_weeks_s"), ge=3600, le=7 * DAY_S)
    max_night_work_s: int = Field(default=_law("max_night_work_s"), ge=3600, le=DAY_S)
    night_mean_16_weeks_s: int = Field(default=_law("night_mean_16_weeks_s"), ge=3600, le=7 * DAY_S)
    many_nights: int = Field(default=_law("many_nights"), ge=1, le=112)
    night_rest_s: int = Field(default=_law("night_rest_s"), ge=3600, le=3 * DAY_S)
    night_series: int = Field(default=_law("night_series"), ge=1, le=14)
    night_series_rest_s: int = Field(default=_law("night_series_rest_s"), ge=3600, le=7 * DAY_S)
    max_shifts_with_night: int = Field(default=_law("max_shifts_with_night"), ge=1, le=14)
    max_late_nights: int = Field(default=_law("max_late_nights"), ge=0, le=112)

    @model_validator(mode="after")
    def _no_looser_than_the_law(self) -> Self:
        wrong = [
            InitErrorDetails(type=_too_loose(rule, given), loc=(key,), input=given)
            for key, rule in newest_law().items()
            if rule.is_looser(given := getattr(self, key))
        ]
        if wrong:
            raise ValidationError.from_exception_data("WorkingTimeRules", wrong)
        return self

    def break_owed_s(self, work_s: int) -> int:
        """Return the break that a shift of `work_s` seconds of work owes."""
        if work_s > self.long_break_after_s:
            return max(self.break_s, self.long_break_s)
        return self.break_s if work_s > self.break_after_s else 0


def _too_loose(rule: Rule, given: int) -> PydanticCustomError:
    side = "less" if rule.side is Side.AT_MOST else "more"
    return PydanticCustomError(
        "looser_than_the_law",
        "is {given}; the law asks for {limit} or {side} ({source}), and a line can only be stricter",
        {"given": given, "limit": rule.value, "side": side, "source": rule.source},
    )
