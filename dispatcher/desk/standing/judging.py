"""What is to be done about one standing booking on one day: nothing, fill it, or give its rides back."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from busline.nouns import BookingState
from busline.record.requests import RequestWish
from busline.record.tables import Booking, StandingBooking, Task
from busline.rules.standing import rides_on
from dispatcher.desk.standing.looking import Asked, Found
from dispatcher.desk.standing.wishing import trip_wished, wish_on


@dataclass(frozen=True)
class Verdict:
    """The rides to give back, then whether to fill the day, and what stays beside it and is named.

    ``wish`` is what the day shall be filled with; None if it shall not. ``apart`` holds the same trip booked
    by hand, ``kept`` rides that were agreed with the caller for this day alone, ``outdated`` phone calls
    about what the series no longer asks for.
    """

    standing: StandingBooking
    day: date
    wish: RequestWish | None = None
    asked: Sequence[Asked] = ()
    give_back: Sequence[tuple[Asked, tuple[str, ...]]] = ()
    apart: Sequence[Booking] = ()
    kept: Sequence[Booking] = ()
    outdated: Sequence[Task] = ()


def judge(
    found: Found, standing: StandingBooking, day: date, zone: ZoneInfo, now: datetime, *, follows: bool
) -> Verdict:
    """Return what a day needs.

    Parameters
    ----------
    follows
        Whether rides that no longer match are given back, because the series was changed; else what is
        booked stays as it is, and only an empty day is filled.
    """
    key = (standing.id, day)
    asked = found.asked.get(key, ())
    calls = [task for task in found.calls.get(key, ()) if not task.about.get("outdated")]
    wish = wish_on(standing, day, zone) if rides_on(found.series[standing.id], day) else None
    verdict = Verdict(standing, day, asked=asked)
    in_force = [one for one in asked if one.is_in_force]
    if follows:
        outdated = [task for task in calls if wish is None or not _is_about(task, asked, wish)]
        calls = [task for task in calls if task not in outdated]
        verdict = replace(_kept_or_given_back(found, verdict, wish, in_force, now), outdated=outdated)
    given_back = {one.request.id for one, _ in verdict.give_back}
    is_filled = bool(calls) or any(one.request.id not in given_back for one in in_force)
    if wish is None or is_filled or any(leg.wanted_at <= now for leg in wish.legs):
        return verdict
    apart = found.apart.get(key, ())
    return replace(verdict, apart=apart) if apart else replace(verdict, wish=wish)


def _kept_or_given_back(
    found: Found, verdict: Verdict, wish: RequestWish | None, in_force: Sequence[Asked], now: datetime
) -> Verdict:
    """Part the rides that no longer match: a day that was agreed with the caller stays, the others go."""
    give_back, kept = [], []
    for one in in_force:
        if wish is not None and one.trip == trip_wished(wish):
            continue
        moved = [ride for gone in one.taken_by_hand for ride in found.changed_into.get(gone, ())]
        ahead = [b for b in one.bookings if b.state is BookingState.CONFIRMED and b.pickup_from > now]
        is_touched = bool(one.taken_by_hand) or len(ahead) < len(one.bookings)
        has_begun = any(b.state in (BookingState.ON_BOARD, BookingState.COMPLETED) for b in one.bookings)
        if has_begun or (wish is not None and is_touched):
            kept += [*moved, *ahead]
        else:
            kept += moved
            if ahead:
                give_back.append((one, tuple(b.id for b in ahead)))
    return replace(verdict, give_back=give_back, kept=kept)


def _is_about(task: Task, asked: Sequence[Asked], wish: RequestWish) -> bool:
    """Tell whether a phone call is about what the series still asks for."""
    return any(one.request.id == task.request_id and one.trip == trip_wished(wish) for one in asked)
