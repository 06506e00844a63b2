"""A standing booking was made, changed, skipped or stopped: its rides ahead follow.

What has to go goes first, on all days in one transaction; then each day that is empty is filled. Done again,
after a crash or because it was told twice, it finds nothing left to do.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select, update

from busline.errors import UnknownNoun
from busline.feed.messages import Done, StandingChanged
from busline.nouns import BookingState
from busline.record.engine import WriteSession
from busline.record.tables import Booking, Request, StandingBooking
from dispatcher.day.booking import take_off
from dispatcher.day.rescuing.disruption import Rescued, rescue
from dispatcher.desk.committing import PLAN_AND_BOOKINGS, Decision, keep_reply
from dispatcher.desk.rows import write_states
from dispatcher.desk.standing.booking import fill
from dispatcher.desk.standing.calling import close_outdated
from dispatcher.desk.standing.filling import WHO
from dispatcher.desk.standing.judging import Verdict, judge
from dispatcher.desk.standing.looking import look

if TYPE_CHECKING:
    from dispatcher.desk.line_desk import LineDesk

# A change whose message has not come after so long is followed without it: Redis may have lost it.
PATIENCE = timedelta(seconds=20)
WHY = "the standing booking was changed"


def answer_standing_changed(desk: LineDesk, command: StandingChanged) -> Done:
    """Let the rides of a standing booking follow its change; the reply names what came of it.

    The result holds ids of bookings: ``cancelled``, ``booked``, ``kept`` (agreed with the caller for one
    day, so that they stay) and ``apart`` (the same trip, booked by hand); and ``unplaced``, the days on
    which it does not fit, each with a phone call on the list.
    """
    result = Done(result=_follow(desk, command.standing_id, command.actor))
    with desk.change(command.actor, WHY) as session:
        keep_reply(session, command, result, desk.clock)
    return result


def follow_changed(desk: LineDesk) -> int:
    """Follow changes of a while ago whose message never came; return how many."""
    with desk.record.read() as session:
        ids = session.scalars(
            select(StandingBooking.id).where(
                StandingBooking.line_id == desk.owner.line_id,
                StandingBooking.changed_at < desk.clock.now() - PATIENCE,
            )
        ).all()
    for standing_id in ids:
        _follow(desk, standing_id, WHO)
    return len(ids)


def _follow(desk: LineDesk, standing_id: str, who: str) -> dict[str, list[str]]:
    days = [desk.today + timedelta(days=ahead) for ahead in range(desk.line.rules.horizon_days)]
    with desk.record.read() as session:
        found = look(session, desk.owner.line_id, desk.line.rules, days, standing_id)
    if not found.standings:
        raise UnknownNoun("standing booking", standing_id)
    (standing,) = found.standings
    now = desk.clock.now()
    verdicts = [judge(found, standing, day, desk.line.zone, now, follows=True) for day in days]
    cancelled = _give_back(desk, verdicts, who)
    booked: list[str] = []
    unplaced: list[str] = []
    for verdict in verdicts:
        made = fill(desk, verdict, who)
        booked += made
        unplaced += [verdict.day.isoformat()] if verdict.wish is not None and not made else []
    followed(desk, standing)
    return {
        "cancelled": cancelled,
        "booked": booked,
        "kept": _ids(ride for verdict in verdicts for ride in verdict.kept),
        "apart": _ids(ride for verdict in verdicts for ride in verdict.apart),
        "unplaced": unplaced,
    }


def _give_back(desk: LineDesk, verdicts: Sequence[Verdict], who: str) -> list[str]:
    """Cancel what no longer matches, on all days or on none; return the bookings in their order."""
    outdated = [task for verdict in verdicts for task in verdict.outdated]
    given = [(verdict.day, asked, ids) for verdict in verdicts for asked, ids in verdict.give_back]
    now = desk.clock.now()
    if not given:
        if outdated:
            with desk.change(who, WHY) as session:
                close_outdated(session, outdated, now)
        return []
    days = {day: [one for at, _, ids in given if at == day for one in ids] for day, _, _ in given}
    changed: list[Rescued] = [
        rescue(desk.line, take_off(desk.day(day), ids, BookingState.CANCELLED), desk.now)
        for day, ids in days.items()
    ]
    gone = [one for ids in days.values() for one in ids]

    def write(session: WriteSession) -> None:
        write_states(session, [(one, BookingState.CANCELLED, desk.now) for one in gone], WHY)
        for _, asked, ids in given:
            row = session.get_one(Request, asked.request.id)
            row.given_back = [*row.given_back, *ids]
        close_outdated(session, outdated, now)

    first, *others = (one.day for one in changed)
    calls = tuple(call for one in changed for call in one.calls)
    decision = Decision(
        first,
        Done(),
        write=write,
        topics=PLAN_AND_BOOKINGS,
        who=who,
        why=WHY,
        others=tuple(others),
        calls=calls,
    )
    desk.commit(decision)
    return gone


def followed(desk: LineDesk, standing: StandingBooking) -> None:
    """Note that the rides have followed, unless the series was changed again meanwhile."""
    if standing.changed_at is None:
        return
    with desk.change(WHO) as session:
        # Past the version: whoever edits the series does not see this.
        session.execute(
            update(StandingBooking)
            .where(
                StandingBooking.line_id == standing.line_id,
                StandingBooking.id == standing.id,
                StandingBooking.version == standing.version,
            )
            .values(changed_at=None)
            .execution_options(synchronize_session=False)
        )


def _ids(rides: Iterable[Booking]) -> list[str]:
    return list(dict.fromkeys(ride.id for ride in rides))
