"""Standing bookings: every coming week's ride is booked ahead, as if the resident had called."""

from dispatcher.desk.standing.filling import fill_next_day
from dispatcher.desk.standing.following import answer_standing_changed, follow_changed

__all__ = ["answer_standing_changed", "fill_next_day", "follow_changed"]
