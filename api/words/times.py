"""Days, clock times and durations as people say them, in a line's own time."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

import phonenumbers
from babel import Locale
from babel.dates import format_date
from babel.numbers import format_currency, format_decimal

from busline.days import AMSTERDAM


@dataclass(frozen=True, slots=True)
class Times:
    """Writes instants in `zone` for readers of `language`."""

    language: str = "nl"
    zone: ZoneInfo = AMSTERDAM

    @property
    def locale(self) -> Locale:
        """The reader's locale; English is British, for its 24 hours and its order of day and month."""
        return Locale.parse("en_GB" if self.language == "en" else "nl_NL")

    def local(self, moment: datetime) -> datetime:
        """Return `moment` on the line's clock."""
        return moment.astimezone(self.zone)

    def clock(self, moment: datetime) -> str:
        """Return “10:05”."""
        return f"{self.local(moment):%H:%M}"

    def day(self, day: date | datetime) -> str:
        """Return “di 24 nov”."""
        return self._pattern(day, "EEE d MMM")

    def day_long(self, day: date | datetime) -> str:
        """Return “dinsdag 24 november”."""
        return self._pattern(day, "EEEE d MMMM")

    def weekday(self, day: date | datetime) -> str:
        """Return “dinsdag”."""
        return self._pattern(day, "EEEE")

    def month(self, day: date) -> str:
        """Return “november 2026”."""
        return self._pattern(day, "MMMM y")

    def date_full(self, day: date) -> str:
        """Return “24 nov 2026”."""
        return self._pattern(day, "d MMM y")

    def date_short(self, day: date) -> str:
        """Return “24 nov”."""
        return self._pattern(day, "d MMM")

    def month_short(self, day: date) -> str:
        """Return “nov”."""
        return self._pattern(day, "MMM")

    def weekday_short(self, day: date) -> str:
        """Return “di”."""
        return self._pattern(day, "EEE")

    def span(self, start: datetime, end: datetime) -> str:
        """Return “10:05–10:15”."""
        return f"{self.clock(start)}–{self.clock(end)}"

    def day_span(self, start: datetime, end: datetime) -> str:
        """Return “di 24 nov, 10:05–10:15”."""
        return f"{self.day(start)}, {self.span(start, end)}"

    def moment(self, moment: datetime) -> str:
        """Return “di 24 nov, 10:05”."""
        return f"{self.day(moment)}, {self.clock(moment)}"

    def recently(self, moment: datetime | str, now: datetime) -> str:
        """Return “10:05” for a moment of the day that it is `now`, “di 24 nov, 10:05” for any other."""
        moment = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
        is_today = self.local(moment).date() == self.local(now).date()
        return self.clock(moment) if is_today else self.moment(moment)

    def hours(self, seconds: int) -> str:
        """Return “12:30”: hours and minutes of work, rounded to the minute."""
        minutes = round(abs(seconds) / 60)
        return f"{'−' if seconds < 0 else ''}{minutes // 60}:{minutes % 60:02d}"

    def number(self, value: float, digits: int = 0) -> str:
        """Return a number with the reader's separators."""
        return format_decimal(round(value, digits), locale=self.locale)

    def percent(self, share: float) -> str:
        """Return “93%”."""
        return f"{round(share * 100)}%"

    def money(self, cents: float) -> str:
        """Return “€ 12,50”; whole euros from a thousand on."""
        euros, pattern = (
            cents / 100,
            "¤\u00a0#,##0.00;¤\u00a0-#,##0.00" if abs(cents) < 100_000 else "¤\u00a0#,##0;¤\u00a0-#,##0",
        )
        return format_currency(euros, "EUR", pattern, locale=self.locale, currency_digits=False)

    def phone(self, number: str) -> str:
        """Return a phone number in groups; what can't be read as one comes back as it is."""
        try:
            parsed = phonenumbers.parse(number, "NL")
        except phonenumbers.NumberParseException:
            return number
        form = phonenumbers.PhoneNumberFormat
        national = parsed.country_code == 31
        if national and (parsed.national_number or 0) // 10**8 == 6:
            digits = f"0{parsed.national_number}"
            return " ".join(digits[i : i + 2] for i in range(0, len(digits), 2))
        return phonenumbers.format_number(parsed, form.NATIONAL if national else form.INTERNATIONAL)

    def language_name(self, code: str) -> str:
        """Return what a language is called, “Nederlands”; a code that nobody knows comes back as it is."""
        return str(self.locale.languages.get(code.partition("-")[0], code)).capitalize()

    def _pattern(self, day: date | datetime, pattern: str) -> str:
        local = self.local(day) if isinstance(day, datetime) else day
        return format_date(local, pattern, locale=self.locale).replace(".", "")
