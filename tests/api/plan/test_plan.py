"""A day as it is planned, and how full the vans are."""

from api.access.permissions import Role
from api.plan.occupancy import left, loads_after
from busline.nouns import Call, Layout, Places
from tests.api.house import HERE, House, at, prove

DAY_PATH = f"{HERE}/days/2026-11-24"

LAYOUTS = [Layout(seats=8), Layout(seats=5, wheelchairs=1), Layout(seats=2, wheelchairs=2)]


def call(board: tuple[str, ...] = (), alight: tuple[str, ...] = ()) -> Call:
    return Call(stop="s", arrive=at("10:00"), depart=at("10:00"), board=board, alight=alight)


def test_loads_follow_who_gets_in_and_out() -> None:
    places = {"a": Places(seats=2), "b": Places(wheelchairs=1)}
    calls = [call(board=("a",)), call(board=("b",), alight=("a",)), call(alight=("b", "unknown"))]
    assert loads_after(calls, places) == [Places(seats=2), Places(wheelchairs=1), Places()]


def test_what_is_left_depends_on_how_the_floor_is_set_up() -> None:
    # Three seats and a wheelchair fit only 5 + 1.
    assert left(LAYOUTS, Places(seats=3, wheelchairs=1)) == [Places(seats=2)]
    assert left(LAYOUTS, Places(seats=2)) == [
        Places(seats=6),
        Places(seats=3, wheelchairs=1),
        Places(wheelchairs=2),
    ]
    assert left(LAYOUTS, Places(seats=9)) == []


def test_a_day_shows_duties_calls_and_bookings(house: House) -> None:
    day = house.as_role(Role.COORDINATOR).get(f"{HERE}/days/2026-11-24").json()
    (duty,) = day["duties"]
    assert (duty["van_id"], duty["driver_name"], duty["state"]) == ("van-1", "Anna Chauffeursen", "planned")
    # A resident with a walker and a companion: two of eight seats.
    assert duty["calls"][1]["load"] == {"seats": 2, "wheelchairs": 0}
    assert duty["calls"][1]["left"][0] == {"seats": 6, "wheelchairs": 0}
    assert [(one["reference"], one["resident_name"]) for one in day["bookings"]] == [
        ("482 913", "Truus Voorbeeld")
    ]


def test_a_day_without_a_plan_is_empty(house: House) -> None:
    day = house.as_role(Role.COORDINATOR).get(f"{HERE}/days/2030-01-01").json()
    assert (day["revision"], day["duties"], day["bookings"]) == (0, [], [])


def test_how_good_a_plan_is_shows_while_it_is_true_of_it(house: House) -> None:
    client = house.as_role(Role.COORDINATOR)
    assert client.get(DAY_PATH).json()["bound"] is None
    prove(house, van_s=10_150, best_possible_van_s=10_000)
    assert client.get(DAY_PATH).json()["bound"] == {
        "van_s": 10_150,
        "best_possible_van_s": 10_000,
        "gap_percent": 2,
    }
    prove(house, van_s=10_150, best_possible_van_s=10_150, moved_on=True)
    assert client.get(DAY_PATH).json()["bound"] is None
