"""Ridership as it leaves the office: in counts only."""

from datetime import date

from api.common import Shown
from busline.figures import Ridership
from busline.nouns import RefusalReason


class RidershipCounts(Shown):
    """Counts of a day or of a span of days."""

    rides: int
    riders: int
    requests: int
    refusals: int
    refusals_by_reason: dict[RefusalReason, int]
    cancellations: int
    no_shows: int
    broken: int
    on_time_share: float | None

    @classmethod
    def of(cls, counted: Ridership) -> "RidershipCounts":
        """Return what was counted."""
        return cls(
            rides=counted.rides,
            riders=counted.riders,
            requests=counted.requests,
            refusals=counted.refusal_count,
            refusals_by_reason=dict(counted.refusals),
            cancellations=counted.cancellations,
            no_shows=counted.no_shows,
            broken=counted.broken,
            on_time_share=counted.on_time_share,
        )


class DayCounts(Shown):
    """Counts of one day."""

    date: date
    counts: RidershipCounts


class RidershipReport(Shown):
    """Counts of a span, and of each of its days on which anything happened."""

    total: RidershipCounts
    days: list[DayCounts]
