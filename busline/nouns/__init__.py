"""The words of the line as plain immutable values and enumerations, without storage."""

from busline.nouns.booking import BOOKING_TRANSITIONS, BookingState, ImpossibleStep
from busline.nouns.bound import PlanBound
from busline.nouns.events import DriverEventKind
from busline.nouns.explanation import Elsewhere, Obstacle, RideExplained, Stay
from busline.nouns.instant import Instant, ServiceDay
from busline.nouns.kinds import (
    CorrectionState,
    DutyState,
    HoursState,
    NoticeKind,
    RefusalReason,
    RequestState,
    RosterState,
    SkipKind,
    StopKind,
    SwapState,
    TaskEnd,
    TaskKind,
    TaskState,
    TaskTry,
    TransportKind,
)
from busline.nouns.legs import LegName, TimeMode
from busline.nouns.manifest import DRIFT, ManifestChange, ManifestChangeKind, ManifestSheet
from busline.nouns.message import (
    DRIVER_KINDS,
    MANIFEST_KINDS,
    MESSAGE_TRANSITIONS,
    RESIDENT_KINDS,
    ROSTER_KINDS,
    MessageChannel,
    MessageFault,
    MessageKind,
    MessageState,
    ResidentKind,
)
from busline.nouns.offer import Offer
from busline.nouns.party import Aid, Party
from busline.nouns.phone_call import PhoneCallState
from busline.nouns.places import Layout, Places, fits
from busline.nouns.promise import Promise
from busline.nouns.quarter import QUARTER_PATTERN, Quarter
from busline.nouns.refusal import NearTime, Shortage, WhyNot
from busline.nouns.run import Call, CallKind
from busline.nouns.waiting import WAITING_TRANSITIONS, WaitingState

__all__ = [
    "BOOKING_TRANSITIONS",
    "DRIFT",
    "DRIVER_KINDS",
    "MANIFEST_KINDS",
    "MESSAGE_TRANSITIONS",
    "QUARTER_PATTERN",
    "RESIDENT_KINDS",
    "ROSTER_KINDS",
    "WAITING_TRANSITIONS",
    "Aid",
    "BookingState",
    "Call",
    "CallKind",
    "CorrectionState",
    "DriverEventKind",
    "DutyState",
    "Elsewhere",
    "HoursState",
    "ImpossibleStep",
    "Instant",
    "Layout",
    "LegName",
    "ManifestChange",
    "ManifestChangeKind",
    "ManifestSheet",
    "MessageChannel",
    "MessageFault",
    "MessageKind",
    "MessageState",
    "NearTime",
    "NoticeKind",
    "Obstacle",
    "Offer",
    "Party",
    "PhoneCallState",
    "Places",
    "PlanBound",
    "Promise",
    "Quarter",
    "RefusalReason",
    "RequestState",
    "ResidentKind",
    "RideExplained",
    "RosterState",
    "ServiceDay",
    "Shortage",
    "SkipKind",
    "Stay",
    "StopKind",
    "SwapState",
    "TaskEnd",
    "TaskKind",
    "TaskState",
    "TaskTry",
    "TimeMode",
    "TransportKind",
    "WaitingState",
    "WhyNot",
    "fits",
]
