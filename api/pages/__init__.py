"""The pages, rendered on the server: one small module a page, its templates beside the other ones."""

from api.pages import login, login_again
from api.pages.board import map_page as board_map
from api.pages.board import moving as board_moving
from api.pages.board import routes as board
from api.pages.desk import (
    booking,
    busy,
    calling,
    editing,
    finding,
    meanwhile,
    nearby,
    newcomer,
    undoing,
    whereabouts,
    wishes,
)
from api.pages.drive import installing, manifest, place
from api.pages.drive import routes as drive
from api.pages.figures import opened as figure_opened
from api.pages.figures import page as figures
from api.pages.hours import closing, files, own
from api.pages.hours import routes as hours
from api.pages.lend import calendars, offering, report
from api.pages.lend import windows as lend
from api.pages.messages import routes as messages
from api.pages.paper import routes as paper
from api.pages.problem_page import problem_page
from api.pages.quarterly import routes as quarterly
from api.pages.review import routes as review
from api.pages.roster import duties, illness, people, swapping
from api.pages.roster import making as roster_making
from api.pages.roster import times as driver_times
from api.pages.standing import changing, making
from api.pages.tasks import routes as tasks
from api.pages.vans import routes as vans
from api.pages.waiting import routes as waiting

CARD = (finding, newcomer, nearby, editing, calling, busy, whereabouts, wishes, making, changing)
BOOKING = (booking, meanwhile, undoing)
BOARD = (board, board_moving, board_map)
LEND = (lend, calendars, offering, report, vans)
HOURS = (hours, closing, files, own)
# What has a name comes before what takes any.
ROSTER = (people, driver_times, illness, roster_making, swapping, duties)
DRIVE = (drive, installing, manifest, place)
OTHERS = (tasks, waiting, messages, paper, review, quarterly)
FIGURES = (figures, figure_opened)
PAGES = (login, login_again, *CARD, *BOOKING, *BOARD, *LEND, *DRIVE, *HOURS, *ROSTER, *FIGURES, *OTHERS)

__all__ = ["PAGES", "problem_page"]
