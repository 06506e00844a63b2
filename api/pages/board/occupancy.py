"""How full a van is between its calls, and what is still free."""

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from busline.nouns import Call, Layout, Places


@dataclass(frozen=True, slots=True)
class Load:
    """Places taken from one call until the next."""

    starts_at: datetime
    ends_at: datetime
    taken: Places


def loads(calls: Sequence[Call], places: Mapping[str, Places]) -> list[Load]:
    """Return the load after each call but the last.

    Parameters
    ----------
    calls
        Of one run, in order.
    places
        By booking id; a booking that is not there (cancelled meanwhile) takes none.
    """
    seats = wheelchairs = 0
    found = []
    for call, following in itertools.pairwise(calls):
        for booking_id in call.alight:
            seats -= places.get(booking_id, Places()).seats
            wheelchairs -= places.get(booking_id, Places()).wheelchairs
        for booking_id in call.board:
            seats += places.get(booking_id, Places()).seats
            wheelchairs += places.get(booking_id, Places()).wheelchairs
        taken = Places(seats=max(0, seats), wheelchairs=max(0, wheelchairs))
        found.append(Load(call.arrived or call.arrive, following.arrived or following.arrive, taken))
    return found


def free(layouts: Iterable[Layout], taken: Places) -> Places:
    """Return the most seats, and the most wheelchair places, that could still be given beside `taken`.

    The two are alternatives: taking a wheelchair place may fold seats away.
    """
    fitting = [
        layout
        for layout in layouts
        if taken.seats <= layout.seats and taken.wheelchairs <= layout.wheelchairs
    ]
    return Places(
        seats=max((layout.seats - taken.seats for layout in fitting), default=0),
        wheelchairs=max((layout.wheelchairs - taken.wheelchairs for layout in fitting), default=0),
    )


def least_free(layouts: Sequence[Layout], run: Sequence[Load]) -> Places:
    """Return what is free on the fullest leg of a run."""
    left = [free(layouts, load.taken) for load in run] or [free(layouts, Places())]
    return Places(seats=min(f.seats for f in left), wheelchairs=min(f.wheelchairs for f in left))
