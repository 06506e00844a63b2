"""A phone call is made by one person, and never closed in silence."""

from api.access.permissions import Role
from tests.api.house import HERE, House, add_user, key

TASK = f"{HERE}/tasks/example-task"


def tag(version: int) -> dict[str, str]:
    return key() | {"If-Match": f'"v{version}"'}


def test_a_task_says_whom_to_phone(house: House) -> None:
    (task,) = house.as_role(Role.COORDINATOR).get(f"{HERE}/tasks").json()["items"]
    assert (task["resident_name"], task["phone"], task["etag"]) == (
        "Truus Voorbeeld",
        "+31205550200",
        '"v1"',
    )


def test_of_two_who_claim_at_once_one_gets_it(each_house: House) -> None:
    ann = each_house.as_user(add_user(each_house.record, "ann", Role.COORDINATOR))
    bob = each_house.as_user(add_user(each_house.record, "bob", Role.COORDINATOR))
    assert ann.post(f"{TASK}/claim", headers=tag(1)).json()["claimed_by"] == "ann"
    assert bob.post(f"{TASK}/claim", headers=tag(1)).status_code == 412


def test_a_colleagues_call_is_taken_over_only_by_who_saw_that(house: House) -> None:
    ann = house.as_user(add_user(house.record, "ann", Role.COORDINATOR))
    bob = house.as_user(add_user(house.record, "bob", Role.COORDINATOR))
    ann.post(f"{TASK}/claim", headers=tag(1))
    refused = bob.post(f"{TASK}/done", json={"outcome": "rides later"}, headers=tag(2))
    assert (refused.status_code, refused.json()["code"]) == (409, "task-of-another")
    assert bob.post(f"{TASK}/claim", headers=tag(2)).json()["claimed_by"] == "bob"
    assert bob.post(f"{TASK}/done", json={"outcome": "rides later"}, headers=tag(3)).status_code == 200


def test_a_call_that_was_made_leaves_the_list_with_its_outcome(house: House) -> None:
    client = house.as_role(Role.COORDINATOR)
    done = client.post(f"{TASK}/done", json={"outcome": "rides later"}, headers=tag(1)).json()
    assert (done["state"], done["outcome"], done["done_at"]) == (
        "done",
        "rides later",
        "2026-11-24T07:00:00Z",
    )
    assert client.get(f"{HERE}/tasks").json()["items"] == []
    assert len(client.get(f"{HERE}/tasks?state=done").json()["items"]) == 1
    assert client.post(f"{TASK}/claim", headers=tag(2)).json()["code"] == "task-done"


def test_a_call_is_not_closed_without_an_outcome(house: House) -> None:
    reply = house.as_role(Role.COORDINATOR).post(f"{TASK}/done", json={"outcome": ""}, headers=tag(1))
    assert reply.status_code == 422


def test_a_call_in_vain_rests_until_it_is_time_again(each_house: House) -> None:
    client = each_house.as_role(Role.COORDINATOR)
    again = {"what": "no_answer", "again_at": "2026-11-24T09:40:00+01:00"}
    task = client.post(f"{TASK}/again", json=again, headers=tag(1)).json()
    assert (task["state"], task["again_at"], len(task["tries"])) == ("open", "2026-11-24T08:40:00Z", 1)
    task = client.post(f"{TASK}/again", json=again | {"what": "message_left"}, headers=tag(2)).json()
    assert [one["what"] for one in task["tries"]] == ["no_answer", "message_left"]
    past = client.post(
        f"{TASK}/again", json=again | {"again_at": "2026-11-24T06:00:00+01:00"}, headers=tag(3)
    )
    assert (past.status_code, past.json()["faults"][0]["code"]) == (422, "time-past")


def test_a_claim_is_given_back_by_who_has_it(each_house: House) -> None:
    ann = each_house.as_user(add_user(each_house.record, "ann", Role.COORDINATOR))
    bob = each_house.as_user(add_user(each_house.record, "bob", Role.COORDINATOR))
    assert ann.post(f"{TASK}/claim", headers=tag(1)).json()["claimed_at"] == "2026-11-24T07:00:00Z"
    assert bob.post(f"{TASK}/release", headers=tag(2)).json()["code"] == "task-of-another"
    again = {"what": "no_answer", "again_at": "2026-11-24T09:40:00+01:00"}
    assert bob.post(f"{TASK}/again", json=again, headers=tag(2)).json()["code"] == "task-of-another"
    freed = ann.post(f"{TASK}/release", headers=tag(2)).json()
    assert (freed["state"], freed["claimed_by"], freed["claimed_at"]) == ("open", None, None)


def test_how_a_call_ended_is_kept(each_house: House) -> None:
    client = each_house.as_role(Role.COORDINATOR)
    body = {"outcome": "told by the porter", "ended": "other_means"}
    assert client.post(f"{TASK}/done", json=body, headers=tag(1)).json()["ended"] == "other_means"
