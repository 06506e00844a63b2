"""The manifest on paper: a run as a pen can tick it, set by typst."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Response

from api.access.permissions import Permission
from api.driver.queries import manifest_of
from api.driver.schemas import DriverCall, DriverDuty, RiderCard
from api.pages.frame import Reader, reader
from api.pages.paper.riding import OFF_THE_RUN, needs_of
from api.pages.paper.typeset import frame_of_sheet, pdf_response, set_sheet
from busline.errors import UnknownNoun
from busline.nouns import CallKind
from busline.record.tables import Driver, Duty, Run

router = APIRouter()
AnyRole = Annotated[Reader, Depends(reader(Permission.LINE_READ))]
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
    "empty",
    "phone-desk",
    "clock-in",
    "clock-out",
)


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
    return pdf_response(set_sheet("manifest.typ", sheet), name)


def sheet_of(frame: Reader, duty: DriverDuty, driver: str, revision: int) -> dict[str, Any]:
    """Return everything that stands on the paper, as plain text."""
    words, times = frame.words, frame.times
    labels = {label: words(f"paper-{label}") for label in LABELS}
    return frame_of_sheet(frame, revision, labels) | {
        "when": f"{times.day_long(duty.starts_at)}, {times.span(duty.starts_at, duty.ends_at)}",
        "driver": driver or words("board-no-driver"),
        "van": f"{duty.van_name} {duty.plate}".strip(),
        "calls": [_call(frame, duty, call) for call in duty.calls],
    }


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
    window = {"from": times.clock(rider.pickup_from), "to": times.clock(rider.pickup_to)}
    return {
        "name": rider.name,
        "phone": words("paper-phone", phone=times.phone(rider.phone)) if rider.phone else "",
        "needs": needs_of(words, rider.aid, rider.companions, rider.driver_note),
        "promise": words("paper-promise", **window),
        "to": words("paper-to", stop=destination) if destination else "",
    }
