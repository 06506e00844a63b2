"""The day list: what the desk needs to know, and a form to write on, while the computer is down."""

from typing import Any

from api.pages.paper.driving import duty_blocks
from api.pages.paper.reading import PaperDay
from api.pages.paper.rides import ride_rows
from api.pages.paper.typeset import frame_of_sheet
from api.pages.tasks.queries import TaskView
from api.pages.teller import Teller

# The words that stand on the list, without the prefix "daylist-".
LABELS = (
    "title",
    "care",
    "rides",
    "pickup",
    "who",
    "route",
    "needs",
    "reference",
    "duties",
    "duties-none",
    "call-back",
    "about",
    "form",
    "form-hint",
    "form-called",
    "form-kind",
    "form-booking",
    "form-change",
    "form-cancel",
    "form-who",
    "form-from",
    "form-to",
    "form-day",
    "form-time",
    "form-party",
    "form-promised",
    "form-initials",
    "form-typed",
    "no-van",
)
# Those that are said elsewhere with the same meaning.
SHARED = (
    "paper-phone-desk",
    "paper-van",
    "paper-driver",
    "paper-time",
    "paper-stop",
    "paper-empty",
    "paper-base",
    "board-col-in",
    "board-col-out",
    "desk-depart-at",
    "desk-arrive-by",
    "tasks-none",
    "task-outcome",
)


def day_list(teller: Teller, day: PaperDay, tasks: list[TaskView]) -> dict[str, Any]:
    """Return everything that stands on the list, as plain text.

    Parameters
    ----------
    tasks
        The phone calls that are still to be made about this day.
    """
    words, times = teller.words, teller.times
    labels = {label: words(f"daylist-{label}") for label in LABELS} | {key: words(key) for key in SHARED}
    when = times.day_long(day.date)
    return frame_of_sheet(teller, day.revision, labels) | {
        "when": f"{when} {day.date.year}",
        "glance": " · ".join(
            [
                words("day-rides", count=len(day.rides)),
                words("daylist-duty-count", count=len(day.duties)),
                words("daylist-call-count", count=len(tasks)),
            ]
        ),
        "no_rides": words("daylist-none", day=when),
        "rides": ride_rows(teller, day),
        "duties": duty_blocks(teller, day),
        "tasks": [_task(teller, task) for task in tasks],
    }


def _task(teller: Teller, task: TaskView) -> dict[str, Any]:
    words, times = teller.words, teller.times
    claimed = [words("task-claimed-by", name=task.claimed_by)] if task.claimed_by else []
    return {
        # What is about a duty and nobody in person stands under the heading of all, as on the page.
        "name": task.name or words("tasks-title"),
        "phone": times.phone(task.phone) if task.phone else "",
        "sentence": task.sentence,
        "more": [line for line in (task.route, *task.hints, *claimed) if line],
    }
