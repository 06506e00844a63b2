"""Small enumerations of the record."""

from enum import StrEnum


class StopKind(StrEnum):
    """What stands at a stop."""

    HOUSING_COMPLEX = "housing_complex"
    CARE_LOCATION = "care_location"
    FACILITY = "facility"
    BASE = "base"


class TransportKind(StrEnum):
    """What another way to travel is."""

    TRAM = "tram"
    BUS = "bus"
    TRAM_AND_BUS = "tram_and_bus"
    MEDICAL_TAXI = "medical_taxi"
    TAXI = "taxi"
    VOLUNTEERS = "volunteers"


class RequestState(StrEnum):
    """Where a request stands. ``waiting``: stored, but not answered yet."""

    WAITING = "waiting"
    OFFERED = "offered"
    CONFIRMED = "confirmed"
    REFUSED = "refused"


class RefusalReason(StrEnum):
    """Why a request became no booking."""

    NO_WINDOW = "no_window"  # no van is lent at that time
    NO_DRIVER = "no_driver"  # a van, but nobody to drive it
    NO_PLACE_KIND = "no_place_kind"  # no van that drives then can take this party at all
    FULL = "full"  # the vans that could are full or elsewhere
    DECLINED = "declined"  # there were offers; the caller took none


class DutyState(StrEnum):
    """Where a duty stands. ``open``: it has no driver yet."""

    OPEN = "open"
    PLANNED = "planned"
    UNDER_WAY = "under_way"
    DONE = "done"
    WITHDRAWN = "withdrawn"


class TaskKind(StrEnum):
    """Why a coordinator should phone somebody."""

    PROMISE_BROKEN = "promise_broken"
    PROMISE_AT_RISK = "promise_at_risk"
    ANSWER_READY = "answer_ready"  # a stored request was answered after the caller hung up
    STANDING_BOOKING = "standing_booking"  # a standing booking found no place
    OPEN_DUTY = "open_duty"  # rides were promised in a window that still has no driver
    WAITING_LIST = "waiting_list"  # a seat came free for somebody who waits, or none came in time
    MESSAGE_UNDELIVERED = "message_undelivered"  # somebody was to be told something and was not reached
    EMERGENCY = "emergency"  # a driver says that something is wrong
    VAN_FULL = "van_full"  # somebody could not get in
    DRIVER_LATE = "driver_late"  # a driver says that the van comes later
    CALENDAR_UNREAD = "calendar_unread"  # a lender's calendar can't be read for longer than a day


class SkipKind(StrEnum):
    """Why a standing booking does not ride on a date."""

    ASKED = "asked"  # the resident does not go
    BOOKED_APART = "booked_apart"  # the same trip was booked for that day already, by hand


class TaskState(StrEnum):
    """Where a task stands; it is never closed in silence."""

    OPEN = "open"
    CLAIMED = "claimed"
    DONE = "done"


class TaskEnd(StrEnum):
    """How a task left the list for good."""

    REACHED = "reached"
    OTHER_MEANS = "other_means"  # told or arranged otherwise than by this phone call
    NOT_NEEDED = "not_needed"  # what it was about is over


class TaskTry(StrEnum):
    """What a phone call came to that has to be made again."""

    NO_ANSWER = "no_answer"
    MESSAGE_LEFT = "message_left"


class HoursState(StrEnum):
    """Where a duty's hours stand."""

    OPEN = "open"  # clocked in, not out
    SUBMITTED = "submitted"
    CORRECTED = "corrected"
    APPROVED = "approved"
    CLOSED = "closed"


class CorrectionState(StrEnum):
    """Where a correction stands that somebody asks for."""

    ASKED = "asked"
    APPROVED = "approved"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class RosterState(StrEnum):
    """Where a roster of weeks stands. Drivers see nothing of it before it is published."""

    ASKED = "asked"  # somebody wants one; it is being made
    DRAFT = "draft"
    PUBLISHED = "published"
    DROPPED = "dropped"


class NoticeKind(StrEnum):
    """What a driver is told of a duty after the roster was published."""

    ROSTER = "roster"  # there is a new roster, and this is its first duty of yours
    GIVEN = "given"  # it is yours now
    ASKED = "asked"  # somebody is ill: can you take over?
    TAKEN_OFF = "taken_off"  # somebody else drives it, or nobody


class SwapState(StrEnum):
    """Where a swap of duties between two drivers stands."""

    ASKED = "asked"
    AGREED = "agreed"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
