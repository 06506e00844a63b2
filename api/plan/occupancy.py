"""How full a van is between its calls, and what still fits."""

from collections.abc import Mapping, Sequence

from busline.nouns import Call, Layout, Places

NOTHING = Places()


def loads_after(calls: Sequence[Call], places: Mapping[str, Places]) -> list[Places]:
    """Return the places taken after each call, until the next.

    Parameters
    ----------
    calls
        In driving order.
    places
        What each booking takes, by its id; bookings that are missing take nothing.
    """
    loads, load = [], NOTHING
    for call in calls:
        for booking_id in call.alight:
            load = _less(load, places.get(booking_id, NOTHING))
        for booking_id in call.board:
            load += places.get(booking_id, NOTHING)
        loads.append(load)
    return loads


def left(layouts: Sequence[Layout], load: Places) -> list[Places]:
    """Return what each layout that holds `load` has left; nothing if none does."""
    return [
        Places(seats=layout.seats - load.seats, wheelchairs=layout.wheelchairs - load.wheelchairs)
        for layout in layouts
        if load.seats <= layout.seats and load.wheelchairs <= layout.wheelchairs
    ]


def _less(load: Places, gone: Places) -> Places:
    return Places(
        seats=max(0, load.seats - gone.seats), wheelchairs=max(0, load.wheelchairs - gone.wheelchairs)
    )
