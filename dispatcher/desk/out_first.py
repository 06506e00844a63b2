"""One call at one stop: who gets out there gets out before anybody gets in.

The planner only sees visits, and the order of those at one stop makes little difference to it. To a driver
it does: somebody who gets out after somebody else got in would need a second call without driving on.
"""

from itertools import groupby

from dispatcher.desk.binding import without_slack
from dispatcher.desk.day import Day, DutyOnDay
from dispatcher.desk.duty_framing import frame_duty
from dispatcher.desk.line_data import LineData
from dispatcher.desk.placing import with_rest
from dispatcher.planning.problem import Route, Visit
from dispatcher.planning.schedule import schedule


def out_first(line: LineData, day: Day, duty: DutyOnDay, now: int) -> Day:
    """Return `day` with the visits at each stop of a run reordered to one call, if all promises hold so.

    Getting in is later then by the time that getting out takes: that may use up the line's slack, and
    nothing more.
    """
    if _tidy(day, duty.order) == duty.order:
        return day
    for bound in (day, *without_slack(line, day, duty)):
        framed = frame_duty(line, bound, duty, now)
        if framed is None:
            return day
        tidy = _tidy(day, framed.route)
        if tidy == framed.route:
            return day
        if schedule(framed.alone(line), framed.frame, tidy) is not None:
            return with_rest(day, duty.id, framed.fixed, tidy)
    return day


def _tidy(day: Day, route: Route) -> Route:
    """Return `route` with those who get out before those who get in wherever it stays at one stop."""
    tidy: list[Visit] = []
    for _, at_stop in groupby(route, key=lambda visit: _stop(day, visit)):
        tidy += sorted(at_stop, key=lambda visit: visit.is_pickup)
    return tuple(tidy)


def _stop(day: Day, visit: Visit) -> str | None:
    if visit.ride is None:
        return None
    ride = day.ride(visit.ride)
    return ride.from_stop if visit.is_pickup else ride.to_stop
