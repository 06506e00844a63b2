"""The tables of the record, one class a noun."""

from busline.record.tables.access import AccessToken, FailedLogins, LoginSession, User
from busline.record.tables.activity import Activity, StandingBooking, StandingSkip
from busline.record.tables.address import KnownAddress
from busline.record.tables.base import Base, UtcDateTime
from busline.record.tables.booking import Booking
from busline.record.tables.figures import DayChange, KeptDay
from busline.record.tables.fleet import IdleWindow, Van, WindowPattern
from busline.record.tables.ledger import HistoryEntry, KeptReply, OutboxMessage
from busline.record.tables.lending import (
    CalendarCheck,
    CalendarFeed,
    Handover,
    VanOutage,
    WindowProposal,
)
from busline.record.tables.line import Line, LineLease, Stop, TravelMatrix
from busline.record.tables.manifest import ManifestVersion
from busline.record.tables.message import Message
from busline.record.tables.people import (
    AvailabilityPattern,
    Driver,
    DriverAbsence,
    ElsewherePattern,
    Resident,
    WorkedElsewhere,
)
from busline.record.tables.pin import Pin
from busline.record.tables.plan import DayPlan, Duty, Run
from busline.record.tables.report import PublishedQuarter, ReportExport
from busline.record.tables.request import Refusal, Request, RequestLeg
from busline.record.tables.roster import DriverTerms, DriverWish, DutyNotice, DutySwap, Roster, RosterDuty
from busline.record.tables.task import AlarmPlace, Task
from busline.record.tables.transport import OtherTransport
from busline.record.tables.waiting import WaitingEntry
from busline.record.tables.work import ClosedMonth, DeskHours, DriverEvent, Hours, HoursCorrection, WorkedTime

__all__ = [
    "AccessToken",
    "Activity",
    "AlarmPlace",
    "AvailabilityPattern",
    "Base",
    "Booking",
    "CalendarCheck",
    "CalendarFeed",
    "ClosedMonth",
    "DayChange",
    "DayPlan",
    "DeskHours",
    "Driver",
    "DriverAbsence",
    "DriverEvent",
    "DriverTerms",
    "DriverWish",
    "Duty",
    "DutyNotice",
    "DutySwap",
    "ElsewherePattern",
    "FailedLogins",
    "Handover",
    "HistoryEntry",
    "Hours",
    "HoursCorrection",
    "IdleWindow",
    "KeptDay",
    "KeptReply",
    "KnownAddress",
    "Line",
    "LineLease",
    "LoginSession",
    "ManifestVersion",
    "Message",
    "OtherTransport",
    "OutboxMessage",
    "Pin",
    "PublishedQuarter",
    "Refusal",
    "ReportExport",
    "Request",
    "RequestLeg",
    "Resident",
    "Roster",
    "RosterDuty",
    "Run",
    "StandingBooking",
    "StandingSkip",
    "Stop",
    "Task",
    "TravelMatrix",
    "User",
    "UtcDateTime",
    "Van",
    "VanOutage",
    "WaitingEntry",
    "WindowPattern",
    "WindowProposal",
    "WorkedElsewhere",
    "WorkedTime",
]
