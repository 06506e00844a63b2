"""The one table of what each role may do; every route names the permission that it needs."""

from enum import StrEnum


class Role(StrEnum):
    """What somebody is for the line."""

    COORDINATOR = "coordinator"
    DRIVER = "driver"
    REVIEWER = "reviewer"
    LENDER = "lender"
    ADMIN = "admin"
    TELEPHONE = "telephone"


class Permission(StrEnum):
    """One kind of thing that can be done."""

    LINE_READ = "line_read"
    RESIDENTS_READ = "residents_read"
    RESIDENTS_WRITE = "residents_write"
    CARE_NOTES_READ = "care_notes_read"
    BOOKINGS_READ = "bookings_read"
    BOOK = "book"
    PLAN_READ = "plan_read"
    TASKS = "tasks"
    MESSAGES = "messages"
    OWN_RUN = "own_run"
    DRIVERS_READ = "drivers_read"
    DRIVERS_ABSENT = "drivers_absent"
    ROSTER = "roster"
    OWN_HOURS = "own_hours"
    HOURS_READ = "hours_read"
    HOURS_CORRECT = "hours_correct"
    HOURS_APPROVE = "hours_approve"
    MONTH_CLOSE = "month_close"
    RIDERSHIP_READ = "ridership_read"
    REPORTS_EXPORT = "reports_export"
    WINDOWS_READ = "windows_read"
    WINDOWS_WITHDRAW = "windows_withdraw"
    WINDOWS_OFFER = "windows_offer"
    VANS_CARE = "vans_care"
    VANS_HAND_OVER = "vans_hand_over"
    HISTORY_READ = "history_read"
    LIVE = "live"
    METRICS = "metrics"
    CALLS_ANNOUNCE = "calls_announce"


_COORDINATOR = frozenset(
    {
        Permission.LINE_READ,
        Permission.RESIDENTS_READ,
        Permission.RESIDENTS_WRITE,
        Permission.CARE_NOTES_READ,
        Permission.BOOKINGS_READ,
        Permission.BOOK,
        Permission.PLAN_READ,
        Permission.TASKS,
        Permission.MESSAGES,
        Permission.DRIVERS_READ,
        Permission.DRIVERS_ABSENT,
        Permission.ROSTER,
        Permission.WINDOWS_READ,
        Permission.VANS_CARE,
        Permission.VANS_HAND_OVER,
        Permission.OWN_HOURS,
        Permission.LIVE,
    }
)
_DRIVER = frozenset(
    {
        Permission.LINE_READ,
        Permission.OWN_RUN,
        Permission.OWN_HOURS,
        Permission.VANS_HAND_OVER,
        Permission.LIVE,
    }
)
_REVIEWER = frozenset(
    {
        Permission.LINE_READ,
        Permission.HOURS_READ,
        Permission.HOURS_CORRECT,
        Permission.HOURS_APPROVE,
        Permission.MONTH_CLOSE,
        Permission.RIDERSHIP_READ,
        Permission.REPORTS_EXPORT,
        Permission.HISTORY_READ,
        Permission.LIVE,
    }
)
_LENDER = frozenset(
    {
        Permission.LINE_READ,
        Permission.WINDOWS_READ,
        Permission.WINDOWS_WITHDRAW,
        Permission.WINDOWS_OFFER,
        Permission.VANS_CARE,
        Permission.VANS_HAND_OVER,
        Permission.LIVE,
    }
)

# An administrator keeps the system going; care notes, a driver's own buttons and hours of one's own are not
# part of that.
ROLE_PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.COORDINATOR: _COORDINATOR,
    Role.DRIVER: _DRIVER,
    Role.REVIEWER: _REVIEWER,
    Role.LENDER: _LENDER,
    Role.ADMIN: frozenset(Permission)
    - {Permission.CARE_NOTES_READ, Permission.OWN_RUN, Permission.OWN_HOURS},
    # The exchange, a machine: whoever finds its token learns nothing with it.
    Role.TELEPHONE: frozenset({Permission.CALLS_ANNOUNCE}),
}


def permissions_of(roles: frozenset[Role]) -> frozenset[Permission]:
    """Return everything that one of `roles` may do."""
    return frozenset().union(*(ROLE_PERMISSIONS[role] for role in roles))
