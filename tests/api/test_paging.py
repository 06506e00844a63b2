"""A long list comes in pages that leave nothing out and show nothing twice."""

from api.access.permissions import Role
from tests.api.house import HERE, House


def test_pages_together_are_the_list(house: House) -> None:
    client = house.as_role(Role.ADMIN)
    whole = client.get(f"{HERE}/stops?limit=200").json()
    assert whole["next_cursor"] is None
    seen, cursor, pages = [], "", 0
    while cursor is not None:
        page = client.get(f"{HERE}/stops", params={"limit": 7, "cursor": cursor}).json()
        seen += page["items"]
        cursor, pages = page["next_cursor"], pages + 1
    assert seen == whole["items"]
    assert pages == 4  # 24 stops by 7


def test_the_newest_history_comes_first_page_by_page(house: House) -> None:
    client = house.as_role(Role.ADMIN)
    first = client.get(f"{HERE}/history?limit=3").json()
    second = client.get(f"{HERE}/history?limit=3&cursor={first['next_cursor']}").json()
    numbers = [entry["seq"] for entry in first["items"] + second["items"]]
    assert numbers == sorted(numbers, reverse=True)
    assert len(set(numbers)) == 6
