"""A day's runs as lines between stops, for the map and for the table beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from string import ascii_uppercase

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.pages.frame import Reader
from api.plan.schemas import CallCard, DayCard, DutyCard
from api.stops.nearest import NearStop, nearest_stop
from api.van_places.queries import places_of
from api.vans.queries import van_names
from busline.nouns import CallKind, DutyState
from busline.record.tables import Stop

STYLES = 8  # of line; a letter tells apart what has the same


@dataclass(frozen=True, slots=True)
class StopOnMap:
    """A stop and where it is; ``is_called`` if a run that is drawn calls there."""

    id: str
    name: str
    kind: str
    lat: float
    lon: float
    is_called: bool


@dataclass(frozen=True, slots=True)
class CallOnMap:
    """One call of a run, with how many rides begin and end there."""

    at: datetime
    stop_id: str
    stop: str
    kind: str
    boards: int
    alights: int
    done: bool


@dataclass(frozen=True, slots=True)
class LastCall:
    """Where a van is known to have been last."""

    stop_id: str
    stop: str
    at: datetime
    has_left: bool


@dataclass(frozen=True, slots=True)
class SharedPlace:
    """Where the driver's phone is while it is shared: in degrees, how long ago, and near which stop."""

    lat: float
    lon: float
    at: datetime
    minutes: int
    near: NearStop | None


@dataclass(frozen=True, slots=True)
class RunOnMap:
    """One run as a line: which of the `STYLES` it has, and the letter that stands on it."""

    duty_id: str
    style: int
    letter: str
    van: str
    starts_at: datetime
    ends_at: datetime
    driver: str
    state: str
    calls: tuple[CallOnMap, ...]
    last: LastCall | None
    place: SharedPlace | None


def runs_on_map(session: Session, frame: Reader, card: DayCard) -> list[RunOnMap]:
    """Return the runs of a day in the order of their letters: by van, then by start."""
    stops = {stop.id: stop.name for stop in _stops(session, frame.line.id)}
    vans = van_names(session, frame.line.id)
    with_calls = sorted(
        (duty for duty in card.duties if duty.calls), key=lambda duty: (vans[duty.van_id], duty.starts_at)
    )
    places = _places(session, frame, with_calls)
    return [
        _run(index, duty, vans[duty.van_id], stops, places.get(duty.id))
        for index, duty in enumerate(with_calls)
    ]


def stops_on_map(session: Session, line_id: str, runs: list[RunOnMap]) -> list[StopOnMap]:
    """Return the stops whose place is known, by name, and which of them `runs` call at."""
    called = {call.stop_id for run in runs for call in run.calls}
    return [
        StopOnMap(stop.id, stop.name, stop.kind.value, stop.lat, stop.lon, stop.id in called)
        for stop in _stops(session, line_id)
        if stop.lat is not None and stop.lon is not None
    ]


def letter(index: int) -> str:
    """Return A, B … Z, AA, AB … for 0, 1 …"""
    first, last = divmod(index, len(ascii_uppercase))
    return (letter(first - 1) if first else "") + ascii_uppercase[last]


def _stops(session: Session, line_id: str) -> list[Stop]:
    return list(session.scalars(select(Stop).where(Stop.line_id == line_id).order_by(Stop.name, Stop.id)))


def _places(session: Session, frame: Reader, duties: Sequence[DutyCard]) -> dict[str, SharedPlace]:
    under_way = [duty.id for duty in duties if duty.state is DutyState.UNDER_WAY]
    found = places_of(frame.services, frame.line.id, under_way, frame.now)
    return {
        duty_id: SharedPlace(
            lat=place.lat,
            lon=place.lon,
            at=place.at,
            minutes=max(0, int((frame.now - place.at).total_seconds() // 60)),
            near=nearest_stop(session, frame.line.id, place.lat, place.lon),
        )
        for duty_id, place in found.items()
    }


def _run(
    index: int, duty: DutyCard, van: str, stops: Mapping[str, str], place: SharedPlace | None
) -> RunOnMap:
    return RunOnMap(
        duty_id=duty.id,
        style=index % STYLES + 1,
        letter=letter(index),
        van=van,
        starts_at=duty.starts_at,
        ends_at=duty.ends_at,
        driver=duty.driver_name or "",
        state=duty.state.value,
        calls=tuple(_call(call, stops) for call in duty.calls),
        last=_last(duty, stops),
        place=place,
    )


def _call(call: CallCard, stops: Mapping[str, str]) -> CallOnMap:
    return CallOnMap(
        at=call.arrived or call.arrive,
        stop_id=call.stop,
        stop=stops[call.stop],
        kind=call.kind.value,
        boards=len(call.board),
        alights=len(call.alight),
        done=call.departed is not None,
    )


def _last(duty: DutyCard, stops: Mapping[str, str]) -> LastCall | None:
    """Return the call that a van under way was heard of at last."""
    heard = [call for call in duty.calls if call.arrived is not None and call.kind is not CallKind.BREAK]
    if duty.state is not DutyState.UNDER_WAY or not heard:
        return None
    call = heard[-1]
    at = call.departed or call.arrived
    assert at is not None  # it has arrived
    return LastCall(call.stop, stops[call.stop], at, call.departed is not None)
