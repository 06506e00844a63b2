"""When manifests are published: in the evening before, and then when a change has come to rest.

Ten bookings in a row are one new version: a change waits until the run has stayed the same for a while
(``manifest_quiet_s``), but not for longer than ``manifest_longest_s``. Shortly before the duty and under way
there is less time to wait, see `patience`.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from busline.days import at
from busline.rules.line_rules import LineRules
from busline.rules.message_times import MessageTimes


@dataclass(frozen=True, slots=True)
class Unrest:
    """A change that nobody was told yet: what the run is now, since when, and when it first differed."""

    what: str
    since: datetime
    first: datetime

    def seen(self, what: str, now: datetime) -> "Unrest":
        """Return this unrest after a look at the run, which is `what` now."""
        return self if what == self.what else replace(self, what=what, since=now)


@dataclass(frozen=True, slots=True)
class ManifestTimes:
    """The times of one line's manifests; all instants are aware."""

    rules: LineRules
    zone: ZoneInfo

    def evening_before(self, day: date) -> datetime:
        """Return when the manifests of `day` are published."""
        return at(day - timedelta(days=1), time(self.rules.manifest_hour), self.zone)

    def patience(self, starts_at: datetime, now: datetime) -> tuple[timedelta, timedelta]:
        """Return how long a run must have stayed the same before it is told, and how long that may take."""
        rules = self.rules
        if starts_at - now <= timedelta(seconds=rules.manifest_near_s):
            quiet, longest = rules.message_delay_s, max(rules.manifest_quiet_s, rules.message_delay_s)
        else:
            quiet, longest = rules.manifest_quiet_s, rules.manifest_longest_s
        return timedelta(seconds=quiet), timedelta(seconds=longest)

    def is_settled(self, unrest: Unrest, starts_at: datetime, now: datetime) -> bool:
        """Tell whether a change has come to rest, or has waited long enough."""
        quiet, longest = self.patience(starts_at, now)
        return now - unrest.since >= quiet or now - unrest.first >= longest

    def told_from(self, starts_at: datetime, now: datetime) -> datetime:
        """Return when a driver is written to: not at night, unless the duty begins too soon after it."""
        awake = MessageTimes(self.rules, self.zone).awake(now)
        return awake if awake < self.of_use_until(starts_at, now) else now

    def of_use_until(self, starts_at: datetime, now: datetime) -> datetime:
        """Return until when an e-mail is of use: so that somebody can still phone before the duty begins."""
        early = starts_at - timedelta(seconds=self.rules.manifest_near_s)
        return early if early > now else starts_at
