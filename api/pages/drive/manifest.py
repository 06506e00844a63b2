"""The manifest on paper: a run as a pen can tick it, set by typst."""

import json
from pathlib import Path
from typing import Annotated, Any

import typst
from fastapi import APIRouter, Depends, Query, Response

from api.access.permissions import Permission
from api.driver.queries import manifest_of
from api.driver.schemas import DriverCall, DriverDuty, RiderCard
from api.pages.frame import Reader, reader
from api.pages.render import HERE, STATIC
from busline.errors import UnknownNoun
from busline.nouns import Aid, BookingState, CallKind
from busline.record.tables import Driver, Duty, Run

router = APIRouter()
AnyRole = Annotated[Reader, Depends(reader(Permission.LINE_READ))]
TEMPLATE = HERE / "templates" / "manifest.typ"
FONTS = STATIC / "vendor" / "inter-print"
OFF_THE_RUN = frozenset({BookingState.CANCELLED, BookingState.BROKEN})
# The words that stand on every sheet, without the prefix "paper-".
LABELS = (
    "title",
    "driver",
    "van",
    "time",
    "stop",
    "who",
    "in",
    "out",
    "break",
    "base",
    "page",
    "of",
    "empty",
)
MORE_LABELS = ("phone-desk", "clock-in", "clock-out")


@router.get("/drive/manifest.pdf")
def manifest(frame: AnyRole, duty: Annotated[str, Query(max_length=32)]) -> Response:
    """Print one duty: a driver the own duty of today, a coordinator any."""
    with frame.services.record.read() as session:
        row = session.get(Duty, duty)
        if row is None or not _may_print(frame, row):
            raise UnknownNoun("duty", duty)
        card = manifest_of(session, row)
        run = session.get(Run, row.id)
        driver = session.get(Driver, (row.line_id, row.driver_id)) if row.driver_id else None
    sheet = sheet_of(frame, card, driver.name if driver else "", run.revision if run else 0)
    name = f"{frame.words('paper-title').lower()}-{row.service_date}-{row.van_id}.pdf"
    return Response(
        set_sheet(sheet),
        media_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{name}"', "Cache-Control": "no-store"},
    )


def sheet_of(frame: Reader, duty: DriverDuty, driver: str, revision: int) -> dict[str, Any]:
    """Return everything that stands on the paper, as plain text."""
    words, times = frame.words, frame.times
    return {
        "language": frame.language,
        "words": {label: words(f"paper-{label}") for label in (*LABELS, *MORE_LABELS)},
        "line": frame.line.name,
        "phone": times.phone(frame.line.phone) if frame.line.phone else "",
        "when": f"{times.day_long(duty.starts_at)}, {times.span(duty.starts_at, duty.ends_at)}",
        "driver": driver or words("board-no-driver"),
        "van": f"{duty.van_name} {duty.plate}".strip(),
        "version": words("paper-version", revision=revision, at=times.moment(frame.now)),
        "calls": [_call(frame, duty, call) for call in duty.calls],
    }


def set_sheet(sheet: dict[str, Any]) -> bytes:
    """Return the sheet as PDF. Its text travels as JSON: nothing of it is ever read as markup."""
    return bytes(
        typst.compile(
            TEMPLATE,
            format="pdf",
            font_paths=[FONTS],
            ignore_system_fonts=True,
            sys_inputs={"sheet": json.dumps(sheet, ensure_ascii=False)},
            root=Path(TEMPLATE).parent,
        )
    )


def _may_print(frame: Reader, duty: Duty) -> bool:
    if duty.line_id != frame.line.id:
        return False
    caller = frame.caller
    if caller.may(Permission.PLAN_READ) and caller.may(Permission.RESIDENTS_READ):
        return True
    own = caller.driver_id is not None and duty.driver_id == caller.driver_id
    return own and caller.may(Permission.OWN_RUN) and duty.service_date == frame.today


def _call(frame: Reader, duty: DriverDuty, call: DriverCall) -> dict[str, Any]:
    stops = {rider.booking_id: other.stop_name for other in duty.calls for rider in other.alight}
    return {
        "kind": call.kind.value,
        "time": frame.times.clock(call.arrive),
        "stop": call.stop_name,
        "street": call.street if call.street != call.stop_name and call.kind is CallKind.STOP else "",
        "board": [
            _rider(frame, rider, stops.get(rider.booking_id, ""))
            for rider in call.board
            if rider.state not in OFF_THE_RUN
        ],
        "alight": [{"name": rider.name} for rider in call.alight if rider.state not in OFF_THE_RUN],
        "board_first": call.board_first,
    }


def _rider(frame: Reader, rider: RiderCard, destination: str) -> dict[str, str]:
    words, times = frame.words, frame.times
    needs = [
        words(f"aid-{rider.aid.value}") if rider.aid is not Aid.NONE else "",
        words("companions", count=rider.companions) if rider.companions else "",
        rider.driver_note,
    ]
    window = {"from": times.clock(rider.pickup_from), "to": times.clock(rider.pickup_to)}
    return {
        "name": rider.name,
        "phone": words("paper-phone", phone=times.phone(rider.phone)) if rider.phone else "",
        "needs": ". ".join(need.rstrip(".") for need in needs if need),
        "promise": words("paper-promise", **window),
        "to": words("paper-to", stop=destination) if destination else "",
    }
