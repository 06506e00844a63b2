"""Pictures in numbers: zero-based, complete, and inside their frame."""

from hypothesis import given
from hypothesis import strategies as st

from api.pages.figures.pictures.flow_map import HEIGHT, MOST_ARROWS, WIDTH, Place, make_flow_map
from api.pages.figures.pictures.member_bars import BAR_W, make_member_bars
from api.pages.figures.pictures.week_grid import EDGES, SHADES, make_week_grid

CELLS = st.dictionaries(st.tuples(st.integers(0, 6), st.integers(0, 23)), st.integers(0, 5000))
PLACES = [Place(f"s{n}", f"Stop {n}", 52.35 + (n * 7 % 5) / 100, 4.78 + n / 200) for n in range(8)]
ENDS = st.tuples(st.sampled_from([one.id for one in PLACES]), st.sampled_from([one.id for one in PLACES]))


@given(CELLS, CELLS)
def test_the_grid_has_every_ride_and_refusal_once(
    rides: dict[tuple[int, int], int], refusals: dict[tuple[int, int], int]
) -> None:
    grid = make_week_grid(rides, refusals)
    if grid is None:
        assert not any((*rides.values(), *refusals.values()))
        return
    cells = [cell for row in grid.rows for cell in row]
    assert sum(cell.rides for cell in cells) == sum(rides.values())
    assert sum(cell.refusals for cell in cells) == sum(refusals.values())
    assert all((cell.shade == 0) == (cell.rides == 0) and cell.shade <= SHADES for cell in cells)
    assert all((cell.edge == 0) == (cell.refusals == 0) and cell.edge <= EDGES for cell in cells)
    most = max(cells, key=lambda cell: cell.rides)
    assert most.shade == (SHADES if most.rides else 0)


@given(st.dictionaries(ENDS, st.integers(0, 500), min_size=1))
def test_the_map_draws_the_busiest_pairs_inside_its_frame(flows: dict[tuple[str, str], int]) -> None:
    drawn = make_flow_map(flows, PLACES)
    if drawn is None:
        assert not any(flows.values())
        return
    assert len(drawn.arrows) <= MOST_ARROWS
    assert all(0 <= dot.x <= WIDTH and 0 <= dot.y <= HEIGHT for dot in drawn.dots)
    widths = [arrow.width for arrow in drawn.arrows]
    assert widths == sorted(widths)  # the busiest is drawn last, on top
    rides = sorted((n for ends, n in flows.items() if ends[0] != ends[1] and n), reverse=True)
    if len([n for n in flows.values() if n]) <= MOST_ARROWS:
        assert sorted((arrow.rides for arrow in drawn.arrows), reverse=True) == rides


def test_a_stop_without_a_place_is_left_to_the_table() -> None:
    assert make_flow_map({("s1", "nowhere"): 4}, PLACES) is None
    drawn = make_flow_map({("s1", "nowhere"): 4, ("s1", "s2"): 1}, PLACES)
    assert drawn is not None
    assert (len(drawn.arrows), drawn.left_out) == (1, 1)


def test_members_stand_by_their_hours_from_zero() -> None:
    drawn = make_member_bars({"Anna": 3600, "Bram": 7200, "Els": 0})
    assert drawn is not None
    assert [(bar.name, bar.length) for bar in drawn.bars] == [("Bram", BAR_W), ("Anna", BAR_W / 2)]
    assert drawn.mean_x == 190 + BAR_W * 0.75
    assert make_member_bars({"Els": 0}) is None
