"""Storing what a person confirmed: all of it, or nothing."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from busline.addresses.sought import Proposal, Sought
from busline.errors import Fault, InvalidInput
from busline.record.engine import WriteSession
from busline.record.tables import Resident, Stop

PLACE = re.compile(r"^(-?\d{1,2}(?:\.\d+)?),(-?\d{1,3}(?:\.\d+)?)$")


class NotAcceptable(InvalidInput):
    """What was confirmed can't be stored; nothing of it was."""

    code = "not-acceptable"


@dataclass(frozen=True, slots=True)
class Accepted:
    """One decision of a person: what was looked for, and the proposal that is right."""

    sought: Sought
    proposal: Proposal

    def summary(self) -> dict[str, Any]:
        """Return the decision as JSON knows it."""
        return {"noun": self.sought.noun, "id": self.sought.id, **self.proposal.model_dump(mode="json")}


def decisions(said: Sequence[str], shown: Sequence[Sought]) -> list[Accepted]:
    """Read decisions as they are typed: ``ID=INDEX``, or ``ID=LAT,LON`` for a stop that nobody found.

    ``stop:ID`` and ``resident:ID`` tell the two apart where both have the same id. The index is that of
    the proposal as it was shown, from 0.

    Raises
    ------
    NotAcceptable
        With one fault for each decision that is about nothing that was shown.
    """
    accepted, faults = [], []
    for words in said:
        try:
            accepted.append(_decision(words, shown))
        except ValueError as wrong:
            faults.append(Fault(words, str(wrong), "not-shown"))
    seen = [(one.sought.noun, one.sought.id) for one in accepted]
    faults += [
        Fault(f"{n}:{i}", "decided twice", "twice") for n, i in sorted(set(seen)) if seen.count((n, i)) > 1
    ]
    if faults:
        raise NotAcceptable("Not all of that can be accepted, so nothing was stored.", faults=faults)
    return accepted


def _decision(words: str, shown: Sequence[Sought]) -> Accepted:
    name, _, choice = words.rpartition("=")
    noun, _, noun_id = name.rpartition(":")
    about = [one for one in shown if one.id == noun_id and noun in ("", one.noun)]
    if not about:
        raise ValueError("nothing was looked up for it; run “busline addresses” first, and write ID=INDEX")
    if len(about) > 1:
        raise ValueError(
            f"there is a stop and a resident of that id: write stop:{noun_id} or resident:{noun_id}"
        )
    (sought,) = about
    if match := PLACE.match(choice.replace(" ", "")):
        return Accepted(sought, _given_place(sought, float(match[1]), float(match[2])))
    if not choice.isascii() or not choice.isdigit() or int(choice) >= len(sought.proposals):
        raise ValueError(f"write the index of one of its {len(sought.proposals)} proposals, from 0")
    return Accepted(sought, sought.proposals[int(choice)])


def _given_place(sought: Sought, lat: float, lon: float) -> Proposal:
    if sought.noun != "stop":
        raise ValueError("a resident has no coordinates: choose a home stop by its index")
    if abs(lat) > 90 or abs(lon) > 180:
        raise ValueError("write latitude,longitude in degrees, as in 52.3588,4.8058")
    return Proposal(label="given by hand", lat=lat, lon=lon)


def store(session: WriteSession, line_id: str, accepted: Sequence[Accepted]) -> None:
    """Write what was `accepted` into the record.

    Raises
    ------
    NotAcceptable
        With one fault for each stop or resident that changed since it was looked up.
    """
    faults = []
    for one in accepted:
        taken = (
            _store_stop(session, line_id, one)
            if one.sought.noun == "stop"
            else _store_home(session, line_id, one)
        )
        if not taken:
            why = "it changed since it was looked up: run “busline addresses” again"
            faults.append(Fault(one.sought.id, why, "changed-meanwhile"))
    if faults:
        raise NotAcceptable("Not all of that can be accepted, so nothing was stored.", faults=faults)


def _store_stop(session: WriteSession, line_id: str, accepted: Accepted) -> bool:
    stop = session.get(Stop, (line_id, accepted.sought.id))
    if stop is None or stop.lat is not None:
        return False
    stop.lat, stop.lon = accepted.proposal.lat, accepted.proposal.lon
    return True


def _store_home(session: WriteSession, line_id: str, accepted: Accepted) -> bool:
    resident = session.get(Resident, (line_id, accepted.sought.id))
    stop_id = accepted.proposal.stop_id
    stop = session.get(Stop, (line_id, stop_id)) if stop_id else None
    if resident is None or stop is None or resident.home_stop_id != accepted.sought.home_stop_id:
        return False
    resident.home_stop_id = stop.id
    return True
