"""A manifest on paper: everything that stands on it, as plain text, and its PDF."""

from collections.abc import Mapping, Sequence
from typing import Any

from api.driver.schemas import DriverCall, RiderCard
from api.pages.drive.manifest_reading import Manifest
from api.pages.drive.manifest_saying import changes_said, shown_changes, version_words
from api.pages.paper.riding import OFF_THE_RUN
from api.pages.paper.typeset import FOOT, set_sheet
from api.pages.teller import Teller
from busline.nouns import Aid, CallKind
from busline.nouns import ManifestChangeKind as Kind

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
    "new",
    "care",
    *FOOT,
)


def set_manifests(teller: Teller, manifests: Sequence[Manifest]) -> bytes:
    """Return manifests as one PDF, each beginning on a page of its own and counting its pages itself."""
    sheets = [sheet_of(teller, manifest) for manifest in manifests]
    return set_sheet("manifest.typ", {"sheets": sheets, "language": teller.words.language})


def sheet_of(teller: Teller, manifest: Manifest) -> dict[str, Any]:
    """Return everything that stands on the paper of one manifest."""
    words, times, duty = teller.words, teller.times, manifest.duty
    version, differs = version_words(teller, manifest)
    return {
        "words": {label: words(f"paper-{label}") for label in LABELS},
        "line": teller.line.name,
        "phone": times.phone(teller.line.phone) if teller.line.phone else "",
        "foot": _foot(teller, manifest),
        "version": version,
        "differs": differs,
        "changes": changes_said(teller, manifest),
        "day": times.day_long(duty.starts_at),
        "span": times.span(duty.starts_at, duty.ends_at),
        "driver": manifest.driver or words("board-no-driver"),
        "van": f"{duty.van_name} {duty.plate}".strip(),
        "calls": [_call(teller, manifest, call) for call in duty.calls],
    }


def _foot(teller: Teller, manifest: Manifest) -> str:
    at, newest = teller.times.moment(teller.now), manifest.newest
    if newest is None:
        return teller.words("paper-foot-draft", at=at)
    return teller.words("paper-foot", number=newest.version.number, at=at)


def _call(teller: Teller, manifest: Manifest, call: DriverCall) -> dict[str, Any]:
    stops = {rider.booking_id: other.stop_name for other in manifest.duty.calls for rider in other.alight}
    board = [rider for rider in call.board if rider.state not in OFF_THE_RUN]
    return {
        "kind": call.kind.value,
        "time": _time(teller, manifest, call),
        "was": _was(teller, manifest, call),
        "rest": f"{teller.words('paper-break')} {teller.times.span(call.arrive, call.depart)}",
        "stop": call.stop_name,
        "street": _street(call),
        "board": [_rider(teller, manifest, rider, stops) for rider in board],
        "alight": [
            {"name": rider.name, "aid": _aid(teller, rider)}
            for rider in call.alight
            if rider.state not in OFF_THE_RUN
        ],
        "board_first": call.board_first,
    }


def _street(call: DriverCall) -> str:
    """Return the street of a halt, unless the name of the stop says it already."""
    return "" if call.street in call.stop_name or call.kind is not CallKind.STOP else call.street


def _time(teller: Teller, manifest: Manifest, call: DriverCall) -> str:
    """Return when to be there; of the first call at the base when to leave."""
    if call is manifest.duty.calls[0] and call.kind is CallKind.BASE:
        return teller.times.clock(call.depart)
    return teller.times.clock(call.arrive)


def _was(teller: Teller, manifest: Manifest, call: DriverCall) -> str:
    """Return when a halt was to be, where that changed last."""
    for change in shown_changes(manifest):
        if change.kind is Kind.CALL and (change.stop, change.at) == (call.stop_id, call.arrive):
            return teller.words("paper-was", at=teller.times.clock(change.was)) if change.was else ""
    return ""


def _rider(teller: Teller, manifest: Manifest, rider: RiderCard, stops: Mapping[str, str]) -> dict[str, Any]:
    words, times = teller.words, teller.times
    destination = stops.get(rider.booking_id, "")
    new = {change.booking_id for change in shown_changes(manifest) if change.kind is Kind.NEW}
    return {
        "name": rider.name,
        "aid": _aid(teller, rider),
        "companions": words("companions", count=rider.companions) if rider.companions else "",
        "note": rider.driver_note,
        "phone": times.phone(rider.phone) if rider.phone else "",
        "promise": times.span(rider.pickup_from, rider.pickup_to),
        "to": words("paper-to", stop=destination) if destination else "",
        "new": rider.booking_id in new,
    }


def _aid(teller: Teller, rider: RiderCard) -> str:
    return teller.words(f"aid-{rider.aid.value}") if rider.aid is not Aid.NONE else ""
