"""The same call twice is one, on each database."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from sqlalchemy import func, select

from api.access.permissions import Role
from busline.record.tables import KeptReply, Resident
from tests.api.house import API, HERE, PASSWORD, House, add_user, key
from tests.api.pages.forms import HTMX

NEW = {"name": "Nieuwe Bewoner", "home_stop_id": "wc-botteskerk"}
RESIDENTS = f"{HERE}/residents"


def how_many(house: House) -> int:
    with house.record.read() as session:
        return session.scalars(select(func.count()).where(Resident.name == NEW["name"])).one()


def test_the_same_wish_again_gets_the_same_answer(each_house: House) -> None:
    client = each_house.as_role(Role.COORDINATOR)
    first = client.post(RESIDENTS, json=NEW, headers=key("one"))
    again = client.post(RESIDENTS, json=NEW, headers=key("one"))
    assert (again.status_code, again.json(), again.headers["etag"]) == (201, first.json(), '"v1"')
    assert again.headers["idempotency-replayed"] == "true"
    assert "idempotency-replayed" not in first.headers
    assert how_many(each_house) == 1


def test_the_key_with_another_wish_is_refused(each_house: House) -> None:
    client = each_house.as_role(Role.COORDINATOR)
    client.post(RESIDENTS, json=NEW, headers=key("one"))
    reply = client.post(RESIDENTS, json=NEW | {"street": "Osdorpplein"}, headers=key("one"))
    assert (reply.status_code, reply.json()["code"]) == (422, "idempotency-key-reused")
    assert how_many(each_house) == 1


def test_many_at_once_are_done_once(each_house: House) -> None:
    user = add_user(each_house.record, "ann", Role.COORDINATOR)
    clients = [each_house.as_user(user) for _ in range(6)]
    with ThreadPoolExecutor(6) as pool:
        replies = list(pool.map(lambda c: c.post(RESIDENTS, json=NEW, headers=key("one")), clients))
    assert {reply.status_code for reply in replies} == {201}
    assert len({reply.json()["id"] for reply in replies}) == 1
    assert how_many(each_house) == 1


def test_two_people_may_use_the_same_key(house: House) -> None:
    for _ in range(2):
        assert (
            house.as_role(Role.COORDINATOR).post(RESIDENTS, json=NEW, headers=key("one")).status_code == 201
        )
    assert how_many(house) == 2


def test_what_was_refused_may_be_corrected_under_the_same_key(house: House) -> None:
    client = house.as_role(Role.COORDINATOR)
    wrong = client.post(RESIDENTS, json=NEW | {"home_stop_id": "nowhere"}, headers=key("one"))
    assert wrong.json()["faults"][0]["where"] == "home_stop_id"
    assert client.post(RESIDENTS, json=NEW, headers=key("one")).status_code == 201


def test_a_key_is_needed_and_has_a_length(house: House) -> None:
    client = house.as_role(Role.COORDINATOR)
    missing = client.post(RESIDENTS, json=NEW)
    assert (missing.status_code, missing.json()["code"]) == (400, "idempotency-key-missing")
    assert client.post(RESIDENTS, json=NEW, headers=key("k" * 128)).status_code == 201
    assert client.post(RESIDENTS, json=NEW, headers=key("k" * 129)).status_code == 422
    assert client.post(RESIDENTS, json=NEW, headers=key("with blank")).status_code == 422


def test_an_answer_is_forgotten_when_nobody_repeats_the_call_any_more(house: House) -> None:
    user = add_user(house.record, "ann", Role.COORDINATOR)
    house.as_user(user).post(RESIDENTS, json=NEW, headers=key("one"))
    for days, kept in ((1, 1), (2, 0)):
        house.clock.advance(timedelta(days=days))
        house.anybody().post(f"{API}/session", json={"login": "ann", "password": PASSWORD})
        with house.record.read() as session:
            assert len(session.scalars(select(KeptReply)).all()) == kept


def test_who_logs_in_again_sends_the_same_form_with_another_token(house: House) -> None:
    add_user(house.record, "ann", Role.COORDINATOR)
    form = {"idempotency_key": "one-and-the-same", "name": NEW["name"], "home_stop": NEW["home_stop_id"]}
    shown = []
    for _ in range(2):
        client = house.anybody()
        told = client.post(f"{API}/session", json={"login": "ann", "password": PASSWORD}).json()
        reply = client.post("/desk/newcomer", data=form | {"csrf_token": told["csrf_token"]}, headers=HTMX)
        assert reply.status_code == 200
        shown.append(reply.headers["hx-replace-url"])
    assert shown[0] == shown[1]
    assert how_many(house) == 1
