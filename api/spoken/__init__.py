"""Days and clock times as people say them on the phone, in Dutch and English."""

from api.spoken.choosing import Hours, one_day, one_instant
from api.spoken.days import Calendar, Day
from api.spoken.errors import NotUnderstood, PastDay, UnreadDay, UnreadTime
from api.spoken.fields import NOTHING, Field, Said, read_field

__all__ = [
    "NOTHING",
    "Calendar",
    "Day",
    "Field",
    "Hours",
    "NotUnderstood",
    "PastDay",
    "Said",
    "UnreadDay",
    "UnreadTime",
    "one_day",
    "one_instant",
    "read_field",
]
