"""Who is busy with which resident, over HTTP."""

from datetime import timedelta

from fastapi.testclient import TestClient

from api.access.permissions import Role
from tests.api.house import House
from tests.api.pages.desk.test_calling import coordinator
from tests.api.pages.forms import HTMX

DESK = "0123456789abcdef"


def say(client: TestClient, resident: str, desk: str = DESK) -> int:
    return client.post("/desk/busy", data={"desk": desk, "resident": resident}, headers=HTMX).status_code


def shown(client: TestClient) -> str:
    reply = client.get("/desk/busy", headers=HTMX)
    assert reply.status_code == 200
    return reply.text


def test_colleagues_hear_who_is_busy_and_nobody_hears_of_themselves(unplanned_house: House) -> None:
    corrie, bea = (coordinator(unplanned_house, login) for login in ("corrie", "bea"))
    assert say(corrie, "b001") == 204
    assert say(corrie, "b001", DESK[::-1]) == 204  # a second page of the same coordinator
    assert "data-busy-resident" not in shown(corrie)
    assert shown(bea).count("Corrie is bezig met mevrouw Voorbeeld.") == 1
    assert 'data-busy-resident="b001"' in shown(bea)
    assert 'hx-trigger="load delay:46s"' in shown(bea)
    bea.cookies.set("language", "en")
    assert "Corrie is helping mevrouw Voorbeeld." in shown(bea)
    for desk in (DESK, DESK[::-1]):
        assert say(corrie, "", desk) == 204
    assert "data-busy-resident" not in shown(bea)


def test_two_colleagues_are_both_named(unplanned_house: House) -> None:
    corrie, bea, cor = (coordinator(unplanned_house, login) for login in ("corrie", "bea", "cor"))
    say(corrie, "b001")
    say(bea, "b001")
    assert "Bea is bezig met mevrouw Voorbeeld. Corrie is bezig met mevrouw Voorbeeld." in shown(cor)


def test_somebody_whose_desk_is_silent_is_not_busy_any_more(unplanned_house: House) -> None:
    corrie, bea = (coordinator(unplanned_house, login) for login in ("corrie", "bea"))
    say(corrie, "b001")
    unplanned_house.clock.advance(timedelta(seconds=44))
    assert "data-busy-resident" in shown(bea)
    unplanned_house.clock.advance(timedelta(seconds=1))
    assert "data-busy-resident" not in shown(bea)


def test_only_who_books_says_and_hears_it_and_only_of_residents_there_are(unplanned_house: House) -> None:
    corrie = coordinator(unplanned_house, "corrie")
    assert say(corrie, "nobody") == 404
    assert say(corrie, "b001", "not a desk") == 422
    for role in (Role.REVIEWER, Role.LENDER, Role.TELEPHONE):
        other = unplanned_house.as_role(role)
        assert say(other, "b001") == 403
        assert other.get("/desk/busy", headers=HTMX).status_code == 403


def test_without_the_feed_nobody_is_busy_and_nothing_breaks(house: House) -> None:
    corrie = house.as_role(Role.COORDINATOR)
    assert say(corrie, "b001") == 204
    assert "data-busy-resident" not in shown(corrie)
