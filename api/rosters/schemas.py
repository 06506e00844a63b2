"""How rosters, duties, swaps and notices are shown, and what is sent for them."""

from datetime import date, datetime
from typing import Any, Self

from pydantic import ConfigDict, Field, model_validator

from api.common import Shown, Wish
from busline.nouns import DutyState, Instant, NoticeKind, RosterState, ServiceDay, SwapState

LONGEST_DAYS = 56


class RosterWish(Wish):
    """For which days a roster is wanted, both included; at most eight weeks."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"from_day": "2026-11-30", "to_day": "2026-12-27"}]}
    )

    from_day: ServiceDay
    to_day: ServiceDay

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if not 0 <= (self.to_day - self.from_day).days < LONGEST_DAYS:
            raise ValueError(f"the last day must be 0 to {LONGEST_DAYS - 1} days after the first")
        return self


class RosterShare(Shown):
    """What one driver gets in a roster, in seconds; ``fairest_s`` in the fairest one that was found."""

    driver: str
    got_s: int
    fairest_s: int
    contract_s: int
    wanted_s: int | None
    before_s: int
    wishes: int
    wishes_kept: int


class RosterGoal(Shown):
    """What a roster is good for, in order; ``gap`` is how far it may be from the best, as a share."""

    goal: str
    cost: int
    bound: int
    gap: float


class RosterCard(Shown):
    """A roster of weeks. ``gap`` is how far it may be from the best possible one, as a share.

    ``failed`` is true where none could be made; ``refused`` are windows whose driver may not drive them any
    more since the draft. The cost of the goal “contract” counts units of ``unit_s`` seconds.
    """

    id: str
    from_day: date
    to_day: date
    state: RosterState
    asked_by: str
    asked_at: datetime
    made_at: datetime | None
    published_at: datetime | None
    gap: float | None = None
    unit_s: int = 900
    goals: list[RosterGoal] = Field(default_factory=list)
    shares: list[RosterShare] = Field(default_factory=list)
    refused: list[str] = Field(default_factory=list)
    failed: bool = False


class RosterLine(Shown):
    """One window of a roster: when, on which van, by whom; ``open_reason`` says why by nobody."""

    window_id: str
    van_id: str
    starts_at: datetime
    ends_at: datetime
    driver_id: str | None
    open_reason: str | None = None


class RosterSheet(Shown):
    """A roster with everything in it."""

    roster: RosterCard
    lines: list[RosterLine]


class DutyLine(Shown):
    """A duty as a driver sees it in their roster."""

    id: str
    van: str
    starts_at: datetime
    ends_at: datetime
    state: DutyState
    driver_id: str | None


class BlockedDuty(Shown):
    """A duty that a driver may not drive, with the error that says why: its code, and its values."""

    duty: DutyLine
    code: str
    params: dict[str, Any] = Field(default_factory=dict)


class SwapCard(Shown):
    """A swap that was asked: who gives which duty to whom, and for which in return."""

    id: str
    duty: DutyLine
    from_driver: str
    to_driver: str
    in_return: DutyLine | None
    state: SwapState
    asked_at: datetime


class NoticeCard(Shown):
    """Something that a driver is told of a duty."""

    id: str
    kind: NoticeKind
    duty: DutyLine
    made_at: datetime


class DriverRoster(Shown):
    """A driver's own roster: what comes, what is open for them, what is asked and told.

    ``blocked`` are the open duties that they may not take, ``against_rules`` those of their own that they may
    not drive any more.
    """

    duties: list[DutyLine]
    open: list[DutyLine]
    blocked: list[BlockedDuty]
    against_rules: list[BlockedDuty]
    swaps: list[SwapCard]
    notices: list[NoticeCard]


class SwapWishBody(Wish):
    """Ask a driver to take over a duty, for one of theirs in return or for nothing."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"duty_id": "example-duty", "to_driver": "bram"}]}
    )

    duty_id: str = Field(max_length=32)
    to_driver: str = Field(max_length=64)
    return_duty_id: str | None = Field(default=None, max_length=32)


class Terms(Wish):
    """The hours a week that a contract promises, and that a driver would like in all; in seconds."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"contract_week_s": 14400, "wanted_week_s": 43200}]}
    )

    contract_week_s: int = Field(default=0, ge=0, le=60 * 3600)
    wanted_week_s: int | None = Field(default=None, ge=0, le=60 * 3600)


class WishBody(Wish):
    """When a driver would like to drive or, with ``avoid``, would rather not."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"starts_at": "2026-12-05T00:00:00+01:00", "ends_at": "2026-12-06T00:00:00+01:00"}]
        }
    )

    starts_at: Instant
    ends_at: Instant
    avoid: bool = True


class Noted(Shown):
    """It is written down."""

    id: str
