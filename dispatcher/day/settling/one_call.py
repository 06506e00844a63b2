"""One call at one stop, whatever order the visits there were planned in.

The planner only sees visits, and the order of those at one stop makes little difference to it. To a driver
it does: somebody who gets out after somebody else got in would need a second call without driving on, unless
all who get in there do so first.
"""

from itertools import chain, groupby

from dispatcher.day.day import Day, DutyOnDay
from dispatcher.day.framing.binding import without_slack
from dispatcher.day.framing.duty_framing import frame_duty
from dispatcher.day.line_data import LineData
from dispatcher.day.placing import with_rest
from dispatcher.planning.problem import Route, Visit
from dispatcher.planning.route.schedule import schedule


def call_once(line: LineData, day: Day, duty: DutyOnDay, now: int) -> Day:
    """Return `day` with the visits of a run at each stop in an order that makes one call, if promises hold.

    Who gets out goes first, and where that takes too long for the promise of somebody who waits, last. That
    may use up the line's slack, and nothing more.
    """
    if all(_out_first(visits) == visits for visits in _by_stop(day, duty.order)):
        return day
    bounds = (day, *without_slack(line, day, duty))
    framings = [framed for bound in bounds if (framed := frame_duty(line, bound, duty, now)) is not None]
    if not framings:
        return day
    stops = _by_stop(day, framings[0].route)
    for index, visits in enumerate(stops):
        for wanted in (_out_first(visits), _in_first(visits)):
            route = tuple(chain(*stops[:index], wanted, *stops[index + 1 :]))
            if wanted == visits or any(schedule(f.alone(line), f.frame, route) is not None for f in framings):
                stops[index] = wanted
                break
    return with_rest(day, duty.id, framings[0].fixed, tuple(chain(*stops)))


def _out_first(visits: Route) -> Route:
    return tuple(sorted(visits, key=lambda visit: visit.is_pickup))


def _in_first(visits: Route) -> Route:
    return tuple(sorted(visits, key=lambda visit: not visit.is_pickup))


def _by_stop(day: Day, route: Route) -> list[Route]:
    """Return `route` cut into what is visited without driving on."""
    return [tuple(visits) for _, visits in groupby(route, key=lambda visit: _stop(day, visit))]


def _stop(day: Day, visit: Visit) -> str | None:
    if visit.ride is None:
        return None
    ride = day.ride(visit.ride)
    return ride.from_stop if visit.is_pickup else ride.to_stop
