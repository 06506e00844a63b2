"""The page of a period: all figures, and the pictures."""

from datetime import timedelta
from itertools import groupby
from typing import Any

from fastapi import APIRouter, Response
from sqlalchemy import select
from sqlalchemy.orm import Session

from api.access.permissions import Permission
from api.pages.figures.asked import FigureReader, PeriodAsked, days_said, name_of, query_of
from api.pages.figures.pictures.flow_map import Place, make_flow_map
from api.pages.figures.pictures.member_bars import make_member_bars
from api.pages.figures.pictures.week_grid import make_week_grid
from api.pages.figures.saying import Said, say
from api.pages.figures.steps import Step, steps_of, unit_of
from api.pages.frame import Reader
from api.pages.render import render
from api.pages.review.chart import make_chart
from busline.figures import FIGURES, Period, PeriodFigures, PeriodKind, read_figures
from busline.figures.facts import TO
from busline.record.tables import Activity, Driver, Stop

router = APIRouter()
KINDS = (PeriodKind.WEEK, PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.YEAR)
SLOT_PX = 58.0  # “28 sep” under a bar


@router.get("/figures")
def figures_page(frame: FigureReader, asked: PeriodAsked) -> Response:
    """Show the figures of a period."""
    with frame.services.record.read() as session:
        found = read_figures(session, frame.line.id, asked.period, frame.now)
        view = period_view(frame, found) | _pictures(session, frame, found)
    return render(frame, "figures/page.html", view)


def period_view(frame: Reader, found: PeriodFigures) -> dict[str, Any]:
    """Return what stands at the head of every page about a period, and its figures."""
    whole, shown = found.whole, found.shown
    return {
        "figures": found,
        "name": name_of(frame, whole),
        "query": query_of(whole),
        "compared": days_said(frame, found.before.first, found.before.last),
        "until_now": shown.last if shown.last < whole.last else None,
        "to_come": frame.today < whole.first,
        "before": query_of(whole.before),
        "after": query_of(whole.after),
        "kind": whole.kind.value,
        "kinds": [(kind.value, query_of(_at(kind, shown))) for kind in KINDS],
        "groups": _groups(frame, found),
        "is_empty": not found.by_day,
    }


def _at(kind: PeriodKind, shown: Period) -> Period:
    """Return the period of another kind that a reader of `shown` means: the one that holds its end."""
    return Period.holding(kind, shown.last)


def _groups(frame: Reader, found: PeriodFigures) -> list[tuple[str, list[Said]]]:
    grouped = groupby(FIGURES.values(), key=lambda figure: figure.group)
    return [(group.value, [say(frame, found, one.name) for one in figures]) for group, figures in grouped]


def _pictures(session: Session, frame: Reader, found: PeriodFigures) -> dict[str, Any]:
    totals, steps = found.now, steps_of(frame, found)
    unit = unit_of(found.shown)
    stops = session.scalars(select(Stop).where(Stop.line_id == frame.line.id)).all()
    names = {stop.id: stop.name for stop in stops}
    flows = {(ends[0], ends[2]): n for pair, n in totals.facts.flows.items() for ends in [pair.partition(TO)]}
    places = [
        Place(stop.id, stop.name, stop.lat, stop.lon)
        for stop in stops
        if stop.lat is not None and stop.lon is not None
    ]
    return {
        "unit": unit,
        "steps": steps,
        "weeks": make_chart(
            frame.words(f"figures-per-{unit}"),
            [(step.label, step.totals.count("rides")) for step in steps],
            slot_px=SLOT_PX,
        ),
        "grid": make_week_grid(totals.grid, totals.refusal_grid),
        "weekdays": _weekdays(frame),
        "map": make_flow_map(flows, places),
        "flows": [
            (names.get(origin, origin), names.get(goal, goal), count)
            for (origin, goal), count in sorted(flows.items(), key=lambda flow: (-flow[1], flow[0]))
        ],
        "members": make_member_bars(_members(session, frame, found)),
        "refusals": _refusals(frame, found),
        "activities": _activities(session, frame, found),
        "rates": [
            (name, frame.times.money(cents)) for name, cents in totals.rates.model_dump().items() if cents
        ],
    }


def _members(session: Session, frame: Reader, found: PeriodFigures) -> dict[str, int]:
    """Return seconds by name, for those who may see whose hours they are."""
    if not frame.caller.may(Permission.HOURS_READ):
        return {}
    drivers = session.scalars(select(Driver).where(Driver.line_id == frame.line.id))
    names = {driver.id: driver.name for driver in drivers}
    return {names.get(driver_id, driver_id): s for driver_id, s in found.now.facts.worked.items()}


def _refusals(frame: Reader, found: PeriodFigures) -> list[tuple[str, int, int]]:
    now, then = found.now.facts.refusals, found.then.facts.refusals
    reasons = sorted({*now, *then}, key=lambda reason: (-now[reason], reason))
    return [(frame.words(f"refusal-{reason}"), now[reason], then[reason]) for reason in reasons]


def _activities(session: Session, frame: Reader, found: PeriodFigures) -> list[tuple[str, int, int]]:
    now, then = found.now.facts.activities, found.then.facts.activities
    rows = session.scalars(select(Activity).where(Activity.line_id == frame.line.id))
    names = {activity.id: activity.name for activity in rows}
    known = sorted({*now, *then}, key=lambda one: (-now[one], names.get(one, one)))
    return [(names.get(one, one), now[one], then[one]) for one in known]


def _weekdays(frame: Reader) -> list[tuple[str, str]]:
    week = Period.holding(PeriodKind.WEEK, frame.today)
    days = [week.first + timedelta(days=n) for n in range(week.days)]
    return [(frame.times.weekday_short(day), frame.times.weekday(day)) for day in days]


__all__ = ["Step", "period_view", "router"]
