"""Residents: added, changed by one at a time, and their care notes never read in silence."""

import pytest
from sqlalchemy import select

from api.access.permissions import Role
from busline.record.tables import HistoryEntry
from tests.api.house import HERE, House, key

RESIDENTS = f"{HERE}/residents"


def test_two_who_edit_the_same_card_do_not_overwrite_each_other(each_house: House) -> None:
    ann, bob = each_house.as_role(Role.COORDINATOR), each_house.as_role(Role.COORDINATOR)
    tag = ann.get(f"{RESIDENTS}/b001").headers["etag"]
    first = ann.patch(f"{RESIDENTS}/b001", json={"companions": 2}, headers=key() | {"If-Match": tag})
    second = bob.patch(f"{RESIDENTS}/b001", json={"companions": 3}, headers=key() | {"If-Match": tag})
    assert (first.status_code, first.json()["companions"]) == (200, 2)
    assert (second.status_code, second.json()["code"]) == (412, "stale-edit")
    assert first.headers["etag"] != tag
    assert second.json()["params"]["etag"] == first.headers["etag"]


@pytest.mark.parametrize(
    ("header", "status"), [(None, 428), ("*", 422), ("v1", 422), ('"v1", "v2"', 422), ('W/"v1"', 422)]
)
def test_an_edit_names_the_version_that_it_edits(house: House, header: str | None, status: int) -> None:
    headers = key() | ({"If-Match": header} if header else {})
    reply = house.as_role(Role.COORDINATOR).patch(f"{RESIDENTS}/b001", json={}, headers=headers)
    assert reply.status_code == status


def test_what_an_edit_leaves_out_stays(house: House) -> None:
    client = house.as_role(Role.COORDINATOR)
    before = client.get(f"{RESIDENTS}/b001").json()
    headers = key() | {"If-Match": '"v1"'}
    after = client.patch(f"{RESIDENTS}/b001", json={"driver_note": "belt twice"}, headers=headers).json()
    assert after == before | {"driver_note": "belt twice"}


def test_a_phone_number_is_kept_as_the_world_writes_it(house: House) -> None:
    client = house.as_role(Role.COORDINATOR)
    body = {"name": "Nieuw", "home_stop_id": "wc-botteskerk", "phone": "020-555 01 23"}
    assert client.post(RESIDENTS, json=body, headers=key()).json()["phone"] == "+31205550123"
    wrong = client.post(RESIDENTS, json=body | {"phone": "12"}, headers=key())
    assert wrong.json()["faults"][0]["where"] == "phone"


def test_nobody_lives_at_a_base(house: House) -> None:
    body = {"name": "Nieuw", "home_stop_id": "base-noord"}
    reply = house.as_role(Role.COORDINATOR).post(RESIDENTS, json=body, headers=key())
    assert reply.json()["faults"][0] == {
        "where": "home_stop_id",
        "message": "There is no stop “base-noord” to live at.",
        "code": "unknown-stop",
        "params": {"stop": "base-noord"},
    }


def test_reading_a_care_note_is_itself_recorded(each_house: House) -> None:
    client = each_house.as_role(Role.COORDINATOR)
    headers = key() | {"If-Match": '"v1"'}
    card = client.patch(f"{RESIDENTS}/b001", json={"care_note": "needs oxygen"}, headers=headers).json()
    assert card["has_care_note"]
    assert "oxygen" not in str(card)
    assert client.get(f"{RESIDENTS}/b001/care-note").json() == {"care_note": "needs oxygen"}
    with each_house.record.read() as session:
        entry = session.scalars(select(HistoryEntry).where(HistoryEntry.what == "read")).one()
    assert (entry.noun, entry.noun_id, entry.who[:11]) == ("care_note", "osdorp/b001", "coordinator")


def test_whoever_may_not_read_care_notes_does_not_write_them(house: House) -> None:
    headers = key() | {"If-Match": '"v1"'}
    admin = house.as_role(Role.ADMIN)
    reply = admin.patch(f"{RESIDENTS}/b001", json={"care_note": "mine"}, headers=headers)
    assert reply.status_code == 403


def test_somebody_is_found_over_http(house: House) -> None:
    found = house.as_role(Role.COORDINATOR).get(RESIDENTS, params={"q": "truus voorb", "limit": 5}).json()
    assert found["items"][0]["id"] == "b001"


def test_whoever_was_just_added_renamed_or_gone_is_found_as_they_are_now(each_house: House) -> None:
    client = each_house.as_role(Role.COORDINATOR)

    def found(asked: str) -> list[str]:
        reply = client.get(RESIDENTS, params={"q": asked}).json()
        return [item["name"] for item in reply["items"]]

    assert found("nieuwenhuyzen") == []  # by now the finder knows everybody
    body = {"name": "Bep Nieuwenhuijzen", "home_stop_id": "wc-botteskerk"}
    card = client.post(RESIDENTS, json=body, headers=key()).json()
    assert found("nieuwenhuyzen") == ["Bep Nieuwenhuijzen"]
    address = f"{RESIDENTS}/{card['id']}"
    headers = {"If-Match": '"v1"'}
    client.patch(address, json={"name": "Bep Oudeman"}, headers=key() | headers)
    assert (found("nieuwenhuyzen"), found("oudeman")) == ([], ["Bep Oudeman"])
    headers = {"If-Match": '"v2"'}
    client.patch(address, json={"active": False}, headers=key() | headers)
    assert found("oudeman") == []
