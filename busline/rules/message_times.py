"""When a line's messages go out: not before a slip can be undone, not at night, reminders in the evening."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from busline.days import at
from busline.rules.line_rules import LineRules


@dataclass(frozen=True, slots=True)
class MessageTimes:
    """The times of one line's messages; all instants are aware."""

    rules: LineRules
    zone: ZoneInfo

    def awake(self, moment: datetime) -> datetime:
        """Return `moment`, or the next morning's first hour if people should not be disturbed then."""
        local = moment.astimezone(self.zone)
        if self.rules.messages_from_hour <= local.hour < self.rules.messages_until_hour:
            return moment
        over = local.hour >= self.rules.messages_until_hour
        morning = local.date() + timedelta(days=1 if over else 0)
        return at(morning, time(self.rules.messages_from_hour), self.zone)

    def after_change(self, now: datetime) -> datetime:
        """Return when something that the desk did `now` is told."""
        return self.awake(now + timedelta(seconds=self.rules.message_delay_s))

    def evening_before(self, day: date) -> datetime:
        """Return when residents are reminded of their rides on `day`."""
        return at(day - timedelta(days=1), time(self.rules.reminder_hour), self.zone)
