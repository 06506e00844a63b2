"""The day on a map over HTTP: the list that it is drawn from, and what browsers may ask elsewhere."""

import re
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from api.access.permissions import Role
from api.pages.board.map_runs import letter
from busline.clock import VirtualClock
from busline.nouns import DutyState
from busline.record.engine import Record
from busline.record.tables import Duty, Run, Stop
from busline.settings import Settings
from tests.api.house import BASE, HOME, LINE, NOBODY_LISTENS, SHOPS, House, at, open_house
from tests.api.pages.forms import HTMX

MAP = "/board/map?day=2026-11-24"
TILES = "https://{s}.tiles.example.org/{z}/{x}/{y}.png"


def test_the_list_says_what_the_map_draws(each_house: House) -> None:
    page = each_house.as_role(Role.COORDINATOR).get(MAP).text
    assert re.findall(r'data-call="([a-z-]+)"', page) == [BASE, HOME, SHOPS, BASE]
    assert "10:05" in page
    assert re.findall(r'data-letter="(\w+)"', page) == ["A"]
    called = re.findall(r'data-stop="([a-z-]+)"[^>]* data-called', page)
    assert set(called) == {BASE, HOME, SHOPS}
    with each_house.record.read() as session:
        assert len(re.findall(r'data-stop="', page)) == session.query(Stop).filter_by(line_id=LINE).count()


def test_the_last_that_is_known_of_a_van_is_said(each_house: House) -> None:
    client = each_house.as_role(Role.COORDINATOR)
    assert "Laatst bekend" not in client.get(MAP).text
    with each_house.record.change("test") as session:
        session.get_one(Duty, "example-duty").state = DutyState.UNDER_WAY
        run = session.get_one(Run, "example-duty")
        calls = [dict(call) for call in run.calls]
        calls[0] |= {"arrived": at("09:45").isoformat(), "departed": at("09:52").isoformat()}
        calls[1] |= {"arrived": at("10:07").isoformat()}
        run.calls = calls
    part = client.get("/board/map/runs?day=2026-11-24", headers=HTMX).text
    assert "Laatst bekend: sinds 10:07 bij Wooncomplex Botteskerksingel." in part
    assert f'data-last="{HOME}"' in part


def test_one_van_can_be_looked_at_alone(house: House) -> None:
    client = house.as_role(Role.COORDINATOR)
    assert 'aria-current="true"' in client.get(f"{MAP}&duty=example-duty").text
    # A duty without calls, or of another day, shows them all.
    assert re.findall(r'data-letter="(\w+)"', client.get(f"{MAP}&duty=nowhere").text) == ["A"]


def test_a_day_without_runs_says_so_and_still_has_its_stops(house: House) -> None:
    page = house.as_role(Role.COORDINATOR).get("/board/map?day=2026-12-24").text
    assert "rijdt nog geen busje" in page
    assert 'data-stop="' in page


def test_without_tiles_nothing_may_be_asked_elsewhere(house: House) -> None:
    reply = house.as_role(Role.COORDINATOR).get(MAP)
    assert "img-src 'self' data:;" in reply.headers["content-security-policy"]
    assert 'data-tiles=""' in reply.text


def test_with_tiles_their_origin_is_allowed_on_this_page_and_on_no_other(
    examples: Record, clock: VirtualClock, tmp_path: Path
) -> None:
    settings = Settings(
        data_dir=tmp_path, feed_url=NOBODY_LISTENS, map_tiles=TILES, map_attribution="© <b>Kaartmaker</b>"
    )
    with open_house(examples, clock, NOBODY_LISTENS, tmp_path, settings) as house:
        client = house.as_role(Role.COORDINATOR)
        reply, board = client.get(MAP), client.get("/board")
    policy = reply.headers["content-security-policy"]
    assert "img-src 'self' data: https://*.tiles.example.org;" in policy
    assert policy.replace(" https://*.tiles.example.org", "") == board.headers["content-security-policy"]
    assert "© &lt;b&gt;Kaartmaker&lt;/b&gt;" in reply.text


def test_who_may_not_see_the_plan_sees_no_map(house: House) -> None:
    assert house.as_role(Role.REVIEWER).get(MAP).status_code == 403


@given(st.sets(st.integers(0, 2000), min_size=2))
def test_each_run_has_a_letter_of_its_own(indices: set[int]) -> None:
    assert len({letter(index) for index in indices}) == len(indices)


def test_letters_begin_as_in_the_alphabet() -> None:
    letters = [letter(index) for index in (0, 1, 25, 26, 27, 701, 702)]
    assert letters == ["A", "B", "Z", "AA", "AB", "ZZ", "AAA"]
