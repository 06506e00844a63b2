"""What a storm can ask for, read through the API: a line, a day with vans, who rides, from where to where."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import httpx

from busline.days import service_day
from busline.errors import Away, InvalidInput
from busline.nouns import Aid, StopKind
from busline.record.tables.base import new_id

TUESDAY = 1
DAYS_AHEAD = 2  # at least: beyond every freeze and every lead time
INSIDE = timedelta(minutes=15)  # what is asked for lies this far inside a window
DESTINATIONS = (StopKind.FACILITY.value, StopKind.CARE_LOCATION.value)


@dataclass(frozen=True, slots=True)
class Rider:
    """Somebody who can ride."""

    id: str
    home: str
    in_wheelchair: bool


@dataclass(frozen=True)
class Town:
    """One line on one day. ``times`` are the spans in which rides can be asked for."""

    line_id: str
    day: date
    riders: Sequence[Rider]
    places: Sequence[str]
    times: Sequence[tuple[datetime, datetime]]

    @property
    def path(self) -> str:
        """Where the line is in the API."""
        return f"/api/v1/lines/{self.line_id}"


def read_town(client: httpx.Client, now: datetime, line_id: str | None = None) -> Town:
    """Return what can be asked for on the first Tuesday that is far enough ahead.

    Raises
    ------
    InvalidInput
        If there is no such line, or no van drives on that day.
    Away
        If the API does not answer as it should.
    """
    lines = {line["id"]: line for line in _items(client, "/api/v1/lines")}
    line = lines.get(line_id) if line_id else next(iter(lines.values()), None)
    if line is None:
        raise InvalidInput(f"There is no line {line_id or ''} to storm. Name one of: {', '.join(lines)}.")
    path = f"/api/v1/lines/{line['id']}"
    day = service_day(now, ZoneInfo(line["timezone"])) + timedelta(days=DAYS_AHEAD)
    day += timedelta(days=(TUESDAY - day.weekday()) % 7)
    stops = _items(client, f"{path}/stops?limit=200")
    riders = _riders(_items(client, f"{path}/residents?limit=200"))
    places = [stop["id"] for stop in stops if stop["kind"] in DESTINATIONS]
    _let_duties_be_made(client, path, day, riders[0], places, ZoneInfo(line["timezone"]))
    windows = _items(client, f"{path}/windows?from={day}&to={day}")
    times = [(_at(w["starts_at"]) + INSIDE, _at(w["ends_at"]) - INSIDE) for w in windows]
    if not times:
        raise InvalidInput(f"No van drives on {day}, so there is nothing to storm.")
    return Town(line["id"], day, riders, places, [(start, end) for start, end in times if start < end])


def _riders(cards: Sequence[dict[str, Any]]) -> list[Rider]:
    wheeled = (Aid.WHEELCHAIR.value, Aid.SCOOTER.value)
    return [
        Rider(card["id"], card["home_stop_id"], card["aid"] in wheeled) for card in cards if card["active"]
    ]


def _let_duties_be_made(
    client: httpx.Client, path: str, day: date, rider: Rider, places: Sequence[str], zone: ZoneInfo
) -> None:
    """Ask for a ride in the middle of the night: the desk then makes the day's windows and duties."""
    night = datetime(day.year, day.month, day.day, 4, tzinfo=zone)
    place = next(place for place in places if place != rider.home)
    leg = {"from_stop": rider.home, "to_stop": place, "wanted_at": night.isoformat()}
    reply = client.post(
        f"{path}/requests",
        json={"resident_id": rider.id, "legs": [leg], "note": "before the storm"},
        headers={"Idempotency-Key": new_id()},
    )
    _require(reply)


def _items(client: httpx.Client, path: str) -> list[dict[str, Any]]:
    reply = client.get(path)
    _require(reply)
    items: list[dict[str, Any]] = reply.json()["items"]
    return items


def _require(reply: httpx.Response) -> None:
    if reply.is_error:
        raise Away(f"{reply.request.url} answered {reply.status_code}: {reply.text[:500]}")


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text)
