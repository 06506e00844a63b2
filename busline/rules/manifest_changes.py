"""What is really different between two manifests of a duty: people, halts, their order, and times that count.

A ride is known by who rides, from where and where to, not by its booking: one that was cancelled and booked
again at the same time is no change for whoever drives it.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import combinations, zip_longest

from busline.nouns import Call, CallKind
from busline.nouns.manifest import ManifestChange, ManifestChangeKind, ManifestSheet

RideKey = tuple[str, str, str, int]  # resident, from, to, and the how manieth of these on the sheet


@dataclass(frozen=True, slots=True)
class ManifestRider:
    """Whose booking it is; ``missed`` where nobody came: the driver knows, and the plan has let them go."""

    resident_id: str
    missed: bool = False


@dataclass(frozen=True, slots=True)
class _Halt:
    """Where and when somebody gets on or off; ``place`` counts through the sheet, ``over``: it has been."""

    stop: str
    at: datetime
    place: int
    over: bool


@dataclass(frozen=True, slots=True)
class _Ride:
    booking_id: str
    resident_id: str
    on: _Halt | None = None
    off: _Halt | None = None

    @property
    def over(self) -> bool:
        halts = [halt for halt in (self.on, self.off) if halt is not None]
        return all(halt.over for halt in halts)


def changes_between(
    before: ManifestSheet, after: ManifestSheet, riders: Mapping[str, ManifestRider], moved_s: int
) -> tuple[ManifestChange, ...]:
    """Return how `after` differs from `before`, in the order in which a driver would want to hear it.

    What has happened by `after` is no news. Who is not in `riders` is taken for a resident of that id.

    Parameters
    ----------
    riders
        Who is behind the bookings of both sheets.
    moved_s
        Seconds, >= 0: a time that moves by no more is the same time.
    """
    old, new = _rides(before, riders), _rides(after, riders)
    moved = timedelta(seconds=moved_s)
    return (
        *_duty(before, after),
        *(_told(ride, ManifestChangeKind.NEW) for key, ride in new.items() if key not in old),
        *(_told(ride, ManifestChangeKind.GONE) for key, ride in old.items() if key not in new),
        *_order(old, new),
        *_ends(before, after, moved),
        *_times(old, new, moved),
        *_breaks(before, after, moved),
    )


def _rides(sheet: ManifestSheet, riders: Mapping[str, ManifestRider]) -> dict[RideKey, _Ride]:
    """Return who rides on a sheet, in the order in which they get on or off first."""
    on: dict[str, _Halt] = {}
    off: dict[str, _Halt] = {}
    place = 0
    for call in sheet.calls:
        turns = [(on, call.board), (off, call.alight)]
        for halts, bookings in turns if call.board_first else reversed(turns):
            for booking in bookings:
                place += 1
                halts[booking] = _Halt(call.stop, call.arrive, place, _is_over(call))
    found: dict[RideKey, _Ride] = {}
    seen: Counter[tuple[str, str, str]] = Counter()
    for booking in sorted({*on, *off}, key=lambda one: min(h[one].place for h in (on, off) if one in h)):
        rider = riders.get(booking, ManifestRider(booking))
        if rider.missed:
            continue
        ride = _Ride(booking, rider.resident_id, on.get(booking), off.get(booking))
        name = (rider.resident_id, _stop_of(ride.on), _stop_of(ride.off))
        found[(*name, seen[name])] = ride
        seen[name] += 1
    return found


def _is_over(call: Call) -> bool:
    return call.arrived is not None or call.departed is not None


def _stop_of(halt: _Halt | None) -> str:
    return halt.stop if halt is not None else ""


def _duty(before: ManifestSheet, after: ManifestSheet) -> Iterator[ManifestChange]:
    if (before.starts_at, before.ends_at) != (after.starts_at, after.ends_at):
        yield ManifestChange(
            ManifestChangeKind.DUTY,
            at=after.starts_at,
            was=before.starts_at,
            ends=after.ends_at,
            ended=before.ends_at,
        )


def _told(ride: _Ride, kind: ManifestChangeKind) -> ManifestChange:
    first = ride.on or ride.off
    at = first.at if first is not None else None
    is_new = kind is ManifestChangeKind.NEW
    return ManifestChange(
        kind,
        stop=_stop_of(first),
        to_stop=_stop_of(ride.off) if ride.on is not None else "",
        who=(ride.resident_id,),
        booking_id=ride.booking_id,
        at=at if is_new else None,
        was=None if is_new else at,
    )


def _pairs(old: Mapping[RideKey, _Ride], new: Mapping[RideKey, _Ride]) -> list[tuple[_Halt, _Halt, _Ride]]:
    """Return the halts that are on both sheets and still ahead, as they were and are, in the new order."""
    found = []
    for key, ride in new.items():
        if key not in old:
            continue
        for was, is_now in ((old[key].on, ride.on), (old[key].off, ride.off)):
            if was is not None and is_now is not None and not is_now.over:
                found.append((was, is_now, ride))
    return sorted(found, key=lambda pair: pair[1].place)


def _order(old: Mapping[RideKey, _Ride], new: Mapping[RideKey, _Ride]) -> Iterator[ManifestChange]:
    """Yield that the order is another, with the first two stops that changed places."""
    for (was, is_now, _), (was_then, is_then, _) in combinations(_pairs(old, new), 2):
        if was.place > was_then.place and is_now.stop != is_then.stop:
            yield ManifestChange(
                ManifestChangeKind.ORDER,
                stop=is_now.stop,
                to_stop=is_then.stop,
                at=is_now.at,
                was=is_then.at,
            )
            return


def _times(
    old: Mapping[RideKey, _Ride], new: Mapping[RideKey, _Ride], moved: timedelta
) -> Iterator[ManifestChange]:
    """Yield the halts at another time, each once for all who get on or off there."""
    found: dict[tuple[str, datetime, datetime], list[str]] = {}
    for was, is_now, ride in _pairs(old, new):
        if abs(is_now.at - was.at) > moved:
            found.setdefault((is_now.stop, was.at, is_now.at), []).append(ride.resident_id)
    for (stop, was_at, at), who in found.items():
        yield ManifestChange(
            ManifestChangeKind.CALL, stop=stop, who=tuple(dict.fromkeys(who)), at=at, was=was_at
        )


def _ends(before: ManifestSheet, after: ManifestSheet, moved: timedelta) -> Iterator[ManifestChange]:
    """Yield that the van leaves its base, or is back, at another time; a new run says so by itself."""
    if not before.calls or not after.calls:
        return
    first, last = after.calls[0], after.calls[-1]
    left, returned = before.calls[0].depart, before.calls[-1].arrive
    if first.departed is None and first.kind is CallKind.BASE and abs(first.depart - left) > moved:
        yield ManifestChange(ManifestChangeKind.LEAVE, stop=first.stop, at=first.depart, was=left)
    if last.arrived is None and last.kind is CallKind.BASE and abs(last.arrive - returned) > moved:
        yield ManifestChange(ManifestChangeKind.BACK, stop=last.stop, at=last.arrive, was=returned)


def _breaks(before: ManifestSheet, after: ManifestSheet, moved: timedelta) -> Iterator[ManifestChange]:
    for was, is_now in zip_longest(_breaks_of(before.calls), _breaks_of(after.calls)):
        if was is None:
            yield ManifestChange(
                ManifestChangeKind.BREAK_NEW, stop=is_now.stop, at=is_now.arrive, ends=is_now.depart
            )
        elif is_now is None:
            yield ManifestChange(
                ManifestChangeKind.BREAK_GONE, stop=was.stop, was=was.arrive, ended=was.depart
            )
        elif not _is_over(is_now) and _moved_break(was, is_now, moved):
            yield ManifestChange(
                ManifestChangeKind.BREAK_MOVED,
                stop=is_now.stop,
                at=is_now.arrive,
                ends=is_now.depart,
                was=was.arrive,
                ended=was.depart,
            )


def _breaks_of(calls: Iterable[Call]) -> list[Call]:
    return [call for call in calls if call.kind is CallKind.BREAK]


def _moved_break(was: Call, is_now: Call, moved: timedelta) -> bool:
    return abs(is_now.arrive - was.arrive) > moved or abs(is_now.depart - was.depart) > moved
