"""What closing a month seals: its hours in one canonical form, and a checksum over it.

The form is text in UTF-8, lines ended by a line feed, fields separated by one tab, without free text:

- ``busline-hours-1``, line, month as ``2026-11``
- for each duty and each time at the desk, in the order of their ids: ``worked``, id, ``driving`` or ``desk``,
  driver's id or coordinator's login, service date, begin, end (UTC, ``2026-11-24T07:00:00Z``), seconds of
  breaks, seconds worked, login of who corrected it (or nothing), login of who approved it
- for each correction of an earlier, closed month that counts in this one, in the order of their ids:
  ``adjusted``, id, id of the hours, driver's id or login, service date of the hours, seconds added (negative:
  taken off), who asked, who approved
- ``total``, the sum of the seconds worked and added

The checksum is the SHA-256 of that, in hexadecimal. So anybody who has the figures can make it again.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from busline.days import iso_z
from busline.hours.reading import Correction, Worked

FORM = "busline-hours-1"


@dataclass(frozen=True, slots=True)
class Sealed:
    """The checksum over a month and the seconds that it comes to."""

    checksum: str
    total_s: int


def seal(line_id: str, month: date, worked: Sequence[Worked], adjustments: Sequence[Correction]) -> Sealed:
    """Return the checksum over a month's hours and its adjustments, and their sum."""
    total_s = sum(row.worked_s for row in worked) + sum(one.row.difference_s for one in adjustments)
    text = canonical(line_id, month, worked, adjustments, total_s)
    return Sealed(hashlib.sha256(text.encode()).hexdigest(), total_s)


def canonical(
    line_id: str, month: date, worked: Iterable[Worked], adjustments: Iterable[Correction], total_s: int
) -> str:
    """Return the text that the checksum is over."""
    lines: list[tuple[str, ...]] = [(FORM, line_id, f"{month:%Y-%m}")]
    lines += [_worked(row) for row in sorted(worked, key=lambda row: row.hours_id)]
    lines += [_adjusted(one) for one in sorted(adjustments, key=lambda one: one.row.id)]
    lines.append(("total", str(total_s)))
    return "".join("\t".join(fields) + "\n" for fields in lines)


def _worked(row: Worked) -> tuple[str, ...]:
    return (
        "worked",
        row.hours_id,
        row.kind.value,
        row.person_id,
        row.service_date.isoformat(),
        iso_z(row.worked_from),
        iso_z(row.worked_to) if row.worked_to else "",
        str(row.break_s),
        str(row.worked_s),
        row.corrected_by or "",
        row.approved_by or "",
    )


def _adjusted(one: Correction) -> tuple[str, ...]:
    row = one.row
    return (
        "adjusted",
        row.id,
        row.hours_id,
        one.person_id,
        row.service_date.isoformat(),
        str(row.difference_s),
        row.asked_by,
        row.decided_by or "",
    )
