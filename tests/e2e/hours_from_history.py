"""Hours computed from ``busline export history`` alone: a second implementation, plain Python.

It shares no code with the house. It reads what drivers pressed, what reviewers wrote otherwise, which
corrections were asked for and approved, and which months were closed when; from these it comes to what
everybody worked, to the second.
"""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass
class Shift:
    """What one person worked in one go; times as Unix seconds."""

    person: str
    date: str
    starts: int
    ends: int | None = None
    paused: int = 0
    is_open: bool = True
    corrected_by: str = ""
    approved_by: str = ""

    @property
    def worked(self) -> int:
        """Seconds worked; nothing while it goes on."""
        return 0 if self.ends is None else self.ends - self.starts - self.paused


@dataclass
class Recount:
    """All hours that a history tells of."""

    driven: dict[str, Shift] = field(default_factory=dict)
    desk: dict[str, Shift] = field(default_factory=dict)
    duties: dict[str, dict[str, Any]] = field(default_factory=dict)
    presses: dict[str, list[tuple[int, str]]] = field(default_factory=dict)
    corrections: dict[str, dict[str, Any]] = field(default_factory=dict)
    closed: dict[str, dict[str, Any]] = field(default_factory=dict)
    logins: dict[str, str] = field(default_factory=dict)

    @property
    def adjustments(self) -> dict[str, dict[str, Any]]:
        """Approved corrections that count in a later month than the hours."""
        return {
            key: one
            for key, one in self.corrections.items()
            if one["state"] == "approved" and one["month"] != first_of(one["service_date"])
        }

    def total_of(self, month: str) -> int:
        """Return the seconds that count in a month that begins on the day `month`."""
        shifts = [*self.driven.values(), *self.desk.values()]
        worked = sum(one.worked for one in shifts if first_of(one.date) == month)
        return worked + sum(one["difference_s"] for one in self.adjustments.values() if one["month"] == month)

    def checksum_of(self, line: str, month: str) -> str:
        """Return the checksum over a month, as its documented form says."""
        rows = [(key, "driving", one) for key, one in self.driven.items()]
        rows += [(key, "desk", one) for key, one in self.desk.items()]
        text = f"busline-hours-1\t{line}\t{month[:7]}\n"
        for key, kind, one in sorted(rows):
            if first_of(one.date) == month:
                ends = "" if one.ends is None else zulu(one.ends)
                fields = ["worked", key, kind, one.person, one.date, zulu(one.starts), ends]
                fields += [str(one.paused), str(one.worked), one.corrected_by, one.approved_by]
                text += "\t".join(fields) + "\n"
        for key, one in sorted(self.adjustments.items()):
            if one["month"] == month:
                fields = ["adjusted", key, one["hours_id"], self.person_of(one["hours_id"])]
                fields += [one["service_date"], str(one["difference_s"]), one["asked_by"], one["decided_by"]]
                text += "\t".join(fields) + "\n"
        text += f"total\t{self.total_of(month)}\n"
        return hashlib.sha256(text.encode()).hexdigest()

    def person_of(self, key: str) -> str:
        """Return whose hours they are."""
        known = self.driven.get(key) or self.desk.get(key)
        return known.person if known else str(self.duties[key]["driver_id"])


def recount(changes: list[dict[str, Any]]) -> Recount:
    """Return the hours that a list of changes, oldest first, comes to."""
    told = Recount()
    readers = {
        "users": _user,
        "duties": _duty,
        "driver_events": _press,
        "hours": _review,
        "hours_corrections": _correction,
        "desk_hours": _desk,
        "closed_months": _month,
    }
    for change in changes:
        if change["noun"] in readers:
            readers[change["noun"]](told, change)
    return told


def _user(told: Recount, change: dict[str, Any]) -> None:
    if change["what"] == "created":
        told.logins[change["id"]] = change["after"]["login"]


def _duty(told: Recount, change: dict[str, Any]) -> None:
    told.duties.setdefault(change["id"], {}).update(change["after"] or {})


def _press(told: Recount, change: dict[str, Any]) -> None:
    if change["what"] != "created":
        return
    press = change["after"]
    duty, kind, at = press["duty_id"], press["kind"], unix(press["happened_at"])
    told.presses.setdefault(duty, []).append((at, kind))
    date = told.duties[duty]["service_date"]
    if kind not in ("clock_in", "break_end", "clock_out") or first_of(date) in told.closed:
        return
    shift = told.driven.setdefault(duty, Shift(press["driver_id"], date, at))
    if not shift.is_open:
        return
    if kind == "clock_in":
        shift.starts = at
    elif kind == "break_end":
        shift.paused = _paused(told.presses[duty])
    else:
        shift.ends, shift.is_open = max(at, shift.starts), False


def _paused(presses: list[tuple[int, str]]) -> int:
    begun: int | None = None
    total = 0
    for at, kind in sorted(presses):
        if kind == "break_start":
            begun = at if begun is None else begun
        elif kind == "break_end" and begun is not None:
            total, begun = total + at - begun, None
    return total


def _review(told: Recount, change: dict[str, Any]) -> None:
    """Take over what a reviewer wrote; of the rest only who approved: the presses say what was worked."""
    after = change["after"] or {}
    shift = told.driven.get(change["id"])
    if shift is None or change["what"] != "changed":
        return
    if after.get("state") == "corrected" or (shift.corrected_by and "worked_to" in after):
        _overwrite(shift, after)
    _signatures(shift, after)


def _overwrite(shift: Shift, values: dict[str, Any]) -> None:
    if values.get("worked_from"):
        shift.starts = unix(values["worked_from"])
    if values.get("worked_to"):
        shift.ends = unix(values["worked_to"])
    shift.paused = values.get("break_s", shift.paused)
    shift.is_open = False


def _signatures(shift: Shift, values: dict[str, Any]) -> None:
    shift.corrected_by = values.get("corrected_by", shift.corrected_by) or ""
    shift.approved_by = values.get("approved_by", shift.approved_by) or ""


def _correction(told: Recount, change: dict[str, Any]) -> None:
    one = told.corrections.setdefault(change["id"], {})
    was_approved = one.get("state") == "approved"
    one.update(change["after"])
    if one["state"] != "approved" or was_approved or one["month"] != first_of(one["service_date"]):
        return
    key = one["hours_id"]
    if key in told.desk:
        shift = told.desk[key]
    else:
        shift = told.driven.setdefault(key, Shift(told.person_of(key), one["service_date"], 0))
    _overwrite(shift, one)
    shift.corrected_by, shift.approved_by = one["asked_by"], one["decided_by"]


def _desk(told: Recount, change: dict[str, Any]) -> None:
    after = change["after"]
    if change["what"] == "created":
        person = told.logins[after["user_id"]]
        told.desk[change["id"]] = Shift(person, after["service_date"], unix(after["worked_from"]))
    shift = told.desk[change["id"]]
    if after.get("worked_to"):
        _overwrite(shift, after)
    _signatures(shift, after)


def _month(told: Recount, change: dict[str, Any]) -> None:
    if change["what"] == "deleted":
        del told.closed[change["before"]["month"]]
    else:
        told.closed[change["after"]["month"]] = change["after"]


def first_of(date: str) -> str:
    """Return the first day of the month of a date."""
    return f"{date[:8]}01"


def unix(text: str) -> int:
    """Return the whole seconds of ``2026-11-24T07:00:00Z``."""
    return int(datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp())


def zulu(moment: int) -> str:
    """Return whole seconds as ``2026-11-24T07:00:00Z``."""
    return datetime.utcfromtimestamp(moment).strftime("%Y-%m-%dT%H:%M:%SZ")  # noqa: DTZ004 - names no zone
