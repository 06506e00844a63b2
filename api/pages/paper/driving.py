"""“Vans and drivers”: every duty of a day with whom to phone, and its calls in short."""

from typing import Any

from api.pages.paper.reading import PaperDay
from api.pages.teller import Teller
from api.plan.schemas import CallCard, DutyCard
from busline.nouns import CallKind


def crew_of(teller: Teller, day: PaperDay, duty: DutyCard) -> dict[str, str]:
    """Return the van of a duty, who drives it, and the driver's number where there is one."""
    van, driver = day.vans[duty.van_id], day.drivers.get(duty.driver_id or "")
    return {
        "van": van.name,
        "driver": driver.name if driver else teller.words("board-no-driver"),
        "phone": teller.times.phone(driver.phone) if driver and driver.phone else "",
    }


def duty_blocks(teller: Teller, day: PaperDay) -> list[dict[str, Any]]:
    """Return the duties as blocks of plain text, by their start."""
    names = {ride.booking.id: ride.resident.name for ride in day.rides}
    return [
        crew_of(teller, day, duty)
        | {
            "plate": day.vans[duty.van_id].plate,
            "span": teller.times.span(duty.starts_at, duty.ends_at),
            "base": day.stops[day.bases[duty.window_id]],
            "calls": [_call(teller, day, call, names) for call in duty.calls],
        }
        for duty in day.duties
    ]


def _call(teller: Teller, day: PaperDay, call: CallCard, names: dict[str, str]) -> dict[str, Any]:
    kinds = {CallKind.BASE: teller.words("paper-base"), CallKind.BREAK: teller.words("paper-break")}
    return {
        "time": teller.times.clock(call.arrived or call.arrive),
        "kind": kinds.get(call.kind, ""),
        "stop": day.stops[call.stop],
        "board": [names[one] for one in call.board if one in names],
        "alight": [names[one] for one in call.alight if one in names],
    }
