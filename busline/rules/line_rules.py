"""The numbers a line sets for itself. Kept with the line, edited in its ``line.toml``."""

import math
import re
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from busline.rules.holidays import USUAL_HOLIDAYS, Holiday
from busline.rules.rates import Rates


class BoardingTimes(BaseModel):
    """Seconds that getting in, and getting out, takes by aid."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    seat: int = Field(default=60, ge=0, le=1800)
    walker: int = Field(default=90, ge=0, le=1800)
    wheelchair: int = Field(default=240, ge=0, le=1800)
    scooter: int = Field(default=240, ge=0, le=1800)


class LineRules(BaseModel):
    """A line's own rules; every field has a default that suits a neighbourhood bus.

    Times are seconds unless the name says days or an hour of the clock.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    max_ride_factor: float = Field(default=1.5, ge=1.0, le=5.0)
    max_ride_allowance_s: int = Field(default=900, ge=0, le=7200)
    base_margin_s: int = Field(default=300, ge=0, le=3600)
    boarding_s: BoardingTimes = BoardingTimes()
    freeze_s: int = Field(default=600, ge=0, le=7200)
    pickup_window_s: int = Field(default=600, ge=60, le=3600)
    # The end of every promised window that plans keep free for traffic, as long as nothing runs late.
    promise_slack_s: int = Field(default=180, ge=0, le=1800)
    # Offers lie on a grid of round clock times and at most this far from the time that was asked for.
    offer_grid_s: int = Field(default=300, ge=60, le=1800)
    offer_reach_s: int = Field(default=2700, ge=0, le=14400)
    offer_early_s: int = Field(default=900, ge=0, le=7200)  # how much earlier than asked a ride may leave
    offer_count: int = Field(default=4, ge=1, le=8)
    offer_spread_s: int = Field(default=900, ge=0, le=7200)
    offer_hold_s: int = Field(default=180, ge=30, le=1800)
    # A window without a driver may be promised until this long before it starts; 0 means never.
    open_duty_lead_s: int = Field(default=86_400, ge=0)
    # A place that came free is held so long for whoever waits for it, and at most until so long before its
    # pickup: they have to be phoned, and to get ready. Who waits wants to know so long before their time too.
    waiting_hold_s: int = Field(default=7200, ge=300, le=86_400)
    waiting_lead_s: int = Field(default=1800, ge=0, le=86_400)
    waiting_span_s: int = Field(default=1800, ge=0, le=14_400)  # how much earlier or later than asked will do
    horizon_days: int = Field(default=28, ge=1, le=366)
    # How a driver's phone opens the way to a stop: in its own maps app, or on a site.
    route_link: str = Field(default="geo:{lat},{lon}?q={lat},{lon}", max_length=300)
    wait_at_stop_s: int = Field(default=180, ge=0, le=1800)  # before a driver may report a no-show
    # Expected times are no better than this: a promise missed by less is no task.
    late_tolerance_s: int = Field(default=60, ge=0, le=900)
    # A break is planned at the base, between these offsets from the duty's start.
    break_earliest_s: int = Field(default=5400, ge=0)
    # Standing bookings stay at home on the holidays that count, unless one of them says otherwise.
    standing_on_holidays: bool = False
    holidays: tuple[Holiday, ...] = USUAL_HOLIDAYS
    # Residents hear what the desk did after this long: a slip is undone before anybody was told.
    message_delay_s: int = Field(default=60, ge=0, le=900)
    # Only a call-ahead comes before or after these hours of the local clock.
    messages_from_hour: int = Field(default=8, ge=0, le=23)
    messages_until_hour: int = Field(default=21, ge=1, le=24)
    reminder_hour: int = Field(default=18, ge=1, le=23)  # of the evening before
    call_ahead_s: int = Field(default=600, ge=60, le=3600)  # before the van is expected
    call_again_s: int = Field(default=300, ge=60, le=3600)  # another time is told if it differs by more
    # Drivers get the manifests of tomorrow from this hour of the evening on, by e-mail where they have an
    # address: as a link behind the log-in, or (then with names and telephone numbers in the mail) as PDF.
    manifest_hour: int = Field(default=19, ge=1, le=23)
    manifest_by_email: Literal["link", "pdf"] = "link"
    # A manifest is published anew when people, halts or their order change, or a time by more than this.
    manifest_moved_s: int = Field(default=180, ge=0, le=1800)
    # That waits until the run has stayed the same for so long, and at most for `manifest_longest_s`; from
    # `manifest_near_s` before the duty on only for `message_delay_s`, and at most for `manifest_quiet_s`.
    manifest_quiet_s: int = Field(default=600, ge=0, le=7200)
    manifest_longest_s: int = Field(default=3600, ge=0, le=14_400)
    manifest_near_s: int = Field(default=3600, ge=0, le=14_400)

    rates: Rates = Rates()  # for the figures of the review; past periods are reckoned with those of now too

    @field_validator("route_link")
    @classmethod
    def _link_that_leads_there(cls, link: str) -> str:
        if not link.startswith(("geo:", "https://")):
            raise ValueError("route_link begins with geo: or https://")
        if set(re.findall(r"\{(.*?)\}", link)) != {"lat", "lon"}:
            raise ValueError("route_link names {lat} and {lon}, and nothing else in braces")
        return link

    def way_to(self, lat: float, lon: float) -> str:
        """Return the link that opens the way to a place in a maps app."""
        return self.route_link.replace("{lat}", f"{lat:.6f}").replace("{lon}", f"{lon:.6f}")

    @model_validator(mode="after")
    def _messages_by_day(self) -> Self:
        if not self.messages_from_hour <= self.reminder_hour < self.messages_until_hour:
            raise ValueError("reminder_hour lies from messages_from_hour to before messages_until_hour")
        return self

    @model_validator(mode="after")
    def _manifests_in_time(self) -> Self:
        if self.manifest_longest_s < self.manifest_quiet_s:
            raise ValueError("manifest_longest_s is at least manifest_quiet_s")
        return self

    def max_ride_s(self, direct_s: int) -> int:
        """Return the longest ride allowed for a trip of `direct_s` seconds: factor × direct + allowance."""
        return math.floor(self.max_ride_factor * direct_s) + self.max_ride_allowance_s
