"""The history, each reader as much of it as their work needs."""

from api.access.permissions import Role
from tests.api.house import HERE, House, key

HISTORY = f"{HERE}/history"


def change_card(house: House) -> None:
    headers = key() | {"If-Match": '"v1"'}
    body = {"phone": "0205550199", "care_note": "needs oxygen", "language": "en"}
    client = house.as_role(Role.COORDINATOR)
    assert client.patch(f"{HERE}/residents/b001", json=body, headers=headers).status_code == 200


def test_a_reviewer_sees_that_something_changed_but_nothing_personal(house: House) -> None:
    change_card(house)
    found = house.as_role(Role.REVIEWER).get(HISTORY, params={"noun": "residents", "limit": 1}).json()
    after = found["items"][0]["after"]
    assert after["language"] == "en"
    assert (after["phone"], after["care_note"]) == ("…", "…")


def test_nobody_reads_a_care_note_here(house: House) -> None:
    change_card(house)
    reply = house.as_role(Role.ADMIN).get(HISTORY, params={"noun": "residents", "noun_id": "osdorp/b001"})
    assert "+31205550199" in reply.text
    assert "oxygen" not in reply.text


def test_the_history_can_be_asked_for_a_span(house: House) -> None:
    client = house.as_role(Role.ADMIN)
    none = client.get(HISTORY, params={"since": "2026-11-24T07:00:01Z"}).json()
    some = client.get(
        HISTORY, params={"since": "2026-11-24T07:00:00Z", "until": "2026-11-24T07:00:01Z"}
    ).json()
    assert none["items"] == []
    assert some["items"]
    assert client.get(HISTORY, params={"since": "2026-11-24T07:00:00"}).status_code == 422
