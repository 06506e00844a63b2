"""Publishing a drafted roster of weeks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from busline.errors import UnknownNoun
from busline.feed.messages import Done, PublishRoster
from busline.feed.telling import tell_pages
from busline.record.bounds import drop_bound
from busline.record.spans import days_between
from busline.record.tables import Roster
from dispatcher.desk.commands.settling_again import settle_again
from dispatcher.desk.committing import keep_reply
from dispatcher.desk.finding import find
from dispatcher.roster.weeks.keeping import publish

if TYPE_CHECKING:
    from dispatcher.desk.line_desk import LineDesk


def publish_roster(desk: LineDesk, command: PublishRoster) -> Done:
    """Give the duties of a draft their drivers, and tell those.

    Raises
    ------
    UnknownNoun
        If there is no such roster.
    NoDraft
        If it is no draft.
    """
    with desk.change(command.actor, "published the roster") as session:
        roster = find(session, Roster, command.roster_id, "roster")
        if roster.line_id != command.line_id:
            raise UnknownNoun("roster", command.roster_id)
        published, refused = publish(session, roster, now=desk.clock.now())
        days = days_between(roster.from_day, roster.to_day)
        for day in days:
            drop_bound(session, desk.owner.line_id, day)
        done = Done(result={"published": len(published), "refused": refused})
        keep_reply(session, command, done, desk.clock)
        tell_pages(session, desk.owner.line_id, "plan")
    desk.forget(*days)  # drivers owe breaks that were not planned while nobody drove
    for day in days:
        ids = [duty.id for duty in published if duty.service_date == day]
        settle_again(desk, day, ids, who=command.actor, why="published the roster")
    return done
