"""What the coordinators of a storm were told, for the check afterwards."""

import threading
from collections.abc import Iterable
from dataclasses import dataclass, field

from busline.feed.messages import BookedRide


@dataclass(frozen=True, slots=True)
class ToldRide:
    """One ride that a reply said is booked."""

    request_id: str
    resident_id: str
    ride: BookedRide

    @property
    def id(self) -> str:
        """The booking's id."""
        return self.ride.booking_id


@dataclass
class Told:
    """Everything that replies said; safe for many threads.

    Attributes
    ----------
    rides
        Every ride that was said to be booked, by booking id.
    given_up_maybe
        Bookings that somebody asked to cancel or to change: they may be gone.
    given_up
        Bookings that were said to be cancelled, or changed into others.
    told_twice
        Wishes that were answered with different bookings on a repeat.
    requests
        The request that each wish was stored as, by the wish's key.
    """

    rides: dict[str, ToldRide] = field(default_factory=dict)
    given_up_maybe: set[str] = field(default_factory=set)
    given_up: set[str] = field(default_factory=set)
    told_twice: set[str] = field(default_factory=set)
    requests: dict[str, str] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def stored(self, key: str, request_id: str) -> None:
        """Note which request a wish became."""
        with self._lock:
            if self.requests.setdefault(key, request_id) != request_id:
                self.told_twice.add(key)

    def booked(self, resident_id: str, request_id: str, rides: Iterable[BookedRide]) -> None:
        """Note rides that a reply said are booked."""
        with self._lock:
            for ride in rides:
                self.rides[ride.booking_id] = ToldRide(request_id, resident_id, ride)

    def answered_differently(self, key: str) -> None:
        """Note that a repeat got another answer than the first time."""
        with self._lock:
            self.told_twice.add(key)

    def asked_to_give_up(self, booking_ids: Iterable[str]) -> None:
        """Note, before it is asked, that bookings may be gone from here on."""
        with self._lock:
            self.given_up_maybe.update(booking_ids)

    def gone(self, booking_ids: Iterable[str]) -> None:
        """Note that a reply said that bookings are cancelled or changed."""
        with self._lock:
            self.given_up.update(booking_ids)

    def standing(self) -> list[ToldRide]:
        """Return the rides that nobody was told are gone."""
        with self._lock:
            return [ride for ride in self.rides.values() if ride.id not in self.given_up]


def note_of(key: str) -> str:
    """Return what a request carries, so that the wish it was stored for can be told from the record."""
    return f"storm {key}"
