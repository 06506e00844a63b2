"""Windows proposed over HTTP: seen before they count, taken over as a whole or not at all."""

import json
import re
from datetime import timedelta
from typing import Any

from fastapi.testclient import TestClient
from sqlalchemy import select

from api.access.permissions import Role
from busline.nouns import BookingState
from busline.record.tables import Booking, IdleWindow, OutboxMessage, Run, User, Van
from tests.api.house import DAY, HERE, House, at, key

PROPOSALS = f"{HERE}/window-proposals"
TUESDAY = DAY.isoformat()


def wish(*spans: tuple[str, str], van: str = "van-1", last: str = TUESDAY) -> dict[str, Any]:
    windows = [
        {"van_id": van, "starts_at": at(a).isoformat(), "ends_at": at(b).isoformat()} for a, b in spans
    ]
    return {"van_ids": [van], "first_day": TUESDAY, "last_day": last, "windows": windows}


def propose(client: TestClient, *spans: tuple[str, str], **more: str) -> dict[str, Any]:
    reply = client.post(PROPOSALS, json=wish(*spans, **more), headers=key())
    assert reply.status_code == 200, reply.text
    found: dict[str, Any] = reply.json()
    return found


def take_over(client: TestClient, proposal: dict[str, Any], name: str | None = None) -> Any:
    address = f"{PROPOSALS}/{proposal['id']}/take-over"
    return client.post(address, json={"mark": proposal["mark"]}, headers=key(name))


def standing(house: House, van: str = "van-1") -> list[tuple[str, str]]:
    with house.record.read() as session:
        rows = session.scalars(
            select(IdleWindow)
            .where(
                IdleWindow.van_id == van, IdleWindow.withdrawn_at.is_(None), IdleWindow.service_date == DAY
            )
            .order_by(IdleWindow.starts_at)
        )
        return [(f"{row.starts_at:%H:%M}", f"{row.ends_at:%H:%M}") for row in rows]


def told(house: House) -> list[str]:
    with house.record.read() as session:
        return [
            row.message["type"] for row in session.scalars(select(OutboxMessage).order_by(OutboxMessage.seq))
        ]


def test_nothing_counts_before_it_is_taken_over(each_house: House) -> None:
    lender = each_house.as_role(Role.LENDER)
    proposal = propose(lender, ("09:45", "11:45"), ("12:30", "15:15"), ("20:00", "21:00"))
    kinds = [(one["kind"], one["after_from"] and one["after_from"][11:16]) for one in proposal["changes"]]
    # The pattern has 9:45 to 11:45, where the example's ride is, 13:00 to 15:15 and 18:30 to 21:00.
    assert (proposal["same"], kinds) == (1, [("changed", "11:30"), ("changed", "19:00")])
    before = standing(each_house)
    assert before == [("08:45", "10:45"), ("12:00", "14:15"), ("17:30", "20:00")]
    assert take_over(lender, proposal).json()["state"] == "taken_over"
    assert standing(each_house) == [("08:45", "10:45"), ("11:30", "14:15"), ("19:00", "20:00")]


def test_what_a_ride_is_on_is_left_to_the_dispatcher(each_house: House) -> None:
    lender = each_house.as_role(Role.LENDER)
    proposal = propose(lender, ("10:30", "11:45"))
    (changed,) = [one for one in proposal["changes"] if one["kind"] == "changed"]
    assert changed["has_rides"]
    take_over(lender, proposal)
    assert standing(each_house) == [("08:45", "10:45")]  # not ours to change; the other two are gone
    assert told(each_house) == ["roster_days", "change_window", "roster_days"]


def test_the_same_take_over_twice_is_one(each_house: House) -> None:
    lender = each_house.as_role(Role.LENDER)
    proposal = propose(lender, ("10:30", "11:45"))
    first, again = (take_over(lender, proposal, "once") for _ in range(2))
    assert first.json() == again.json()
    assert told(each_house).count("change_window") == 1
    assert take_over(lender, proposal).json()["code"] == "proposal-decided"


def test_what_would_change_otherwise_than_shown_is_not_taken_over(each_house: House) -> None:
    lender = each_house.as_role(Role.LENDER)
    one, other = propose(lender, ("09:45", "11:45")), propose(lender, ("09:45", "12:00"))
    take_over(lender, one)
    reply = take_over(lender, other)
    assert (reply.status_code, reply.json()["code"]) == (409, "windows-moved-on")
    fresh = lender.get(f"{PROPOSALS}/{other['id']}").json()
    assert take_over(lender, fresh).json()["state"] == "taken_over"


def test_a_lender_sees_only_their_own_vans(each_house: House) -> None:
    with each_house.record.change("test") as session:
        for van in session.scalars(select(Van)):
            van.lender = "Cordaan" if van.id in ("van-1", "van-2") else "Amstelring"
    clients = {}
    for lender in ("Cordaan", "Amstelring"):
        clients[lender] = each_house.as_role(Role.LENDER)
        with each_house.record.change("test") as session:
            user = session.scalars(select(User).where(User.lender == "").order_by(User.login.desc())).all()
            for one in user:
                if one.roles == ["lender"]:
                    one.lender = lender
    own, other = clients["Cordaan"], clients["Amstelring"]
    proposal = propose(own, ("09:45", "11:45"))
    assert other.get(f"{PROPOSALS}/{proposal['id']}").status_code == 404
    assert take_over(other, proposal).status_code == 404
    refused = other.post(PROPOSALS, json=wish(("09:45", "11:45")), headers=key())
    assert refused.json()["faults"][0]["code"] == "lent-unknown-van"
    day = {"from": TUESDAY, "to": TUESDAY}
    assert {w["van_id"] for w in own.get(f"{HERE}/windows", params=day).json()["items"]} == {"van-1"}
    assert other.get(f"{HERE}/windows", params=day).json()["items"] == []
    assert other.get(f"{HERE}/windows/example-window").status_code == 404
    withdrawn = other.post(
        f"{HERE}/windows/example-window/withdraw", json={}, headers=key() | {"If-Match": '"v1"'}
    )
    assert withdrawn.status_code == 404


def test_what_can_not_be_is_refused_with_its_place(each_house: House) -> None:
    lender = each_house.as_role(Role.LENDER)

    def refused(body: dict[str, Any]) -> list[str]:
        reply = lender.post(PROPOSALS, json=body, headers=key())
        assert reply.status_code == 422
        return [fault["where"] for fault in reply.json()["faults"]]

    assert refused(wish(("11:45", "09:45"))) == ["windows.0.ends_at"]
    assert refused(wish(("09:45", "11:45"), ("11:00", "12:00"))) == ["windows.1"]
    assert refused(wish(("09:45", "11:45")) | {"van_ids": ["van-2"]}) == ["windows.0.van_id"]
    assert refused(wish(("09:45", "11:45"), last="2028-01-01")) == ["days"]
    each_house.clock.advance(timedelta(days=2))
    assert refused(wish(("09:45", "11:45"))) == ["days"]


def test_no_end_that_is_tried_tells_when_somebody_rides(each_house: House) -> None:
    """An attack: minute by minute, a lender proposes that the window of the example's ride ends earlier."""
    lender = each_house.as_role(Role.LENDER)

    def seen(end: str) -> list[dict[str, Any]]:
        changes: list[dict[str, Any]] = propose(lender, ("09:45", end))["changes"]
        return changes

    def said(end: str) -> str:
        """Return what is said beside the times that were given, and the mark with which it is taken over."""
        told = seen(end)
        assert set(told[0]) == {
            *("kind", "van_id", "window_id", "has_rides"),
            *("before_from", "before_to", "after_from", "after_to"),
        }
        return json.dumps([{k: v for k, v in one.items() if k != "after_to"} for one in told])

    # The window is from 9:45 to 11:45 and the ride at 10:05: some of these cut it off, some don't.
    ends = [f"{hour:02d}:{minute:02d}" for hour in (9, 10, 11) for minute in range(60)]
    ends = [end for end in ends if "09:45" < end < "11:45"][::3]
    assert len({said(end) for end in ends}) == 1
    pages = {
        re.sub(end, "END", re.sub(r'value="[^"]*"|offer/\w+', "", page))
        for end in ends[::7]
        for page in [lender.get(f"/lend/offer/{propose(lender, ('09:45', end))['id']}").text]
    }
    assert len(pages) == 1


def test_the_mark_of_what_would_change_does_not_depend_on_who_rides(each_house: House) -> None:
    """A mark is a hash: who knows all that it is made of but one thing could try that."""
    lender = each_house.as_role(Role.LENDER)
    first = propose(lender, ("09:50", "11:45"))
    with each_house.record.change("test") as session:
        run = session.get_one(Run, "example-duty")
        calls = [dict(call) for call in run.calls]
        for call in calls:
            call["arrive"] = call["depart"] = at("10:45").isoformat()
        run.calls = calls
    assert lender.get(f"{PROPOSALS}/{first['id']}").json()["mark"] == first["mark"]


def test_whether_a_window_has_rides_does_not_change_when_the_last_one_is_over(each_house: House) -> None:
    lender = each_house.as_role(Role.LENDER)
    for state in (BookingState.ON_BOARD, BookingState.COMPLETED, BookingState.NO_SHOW):
        with each_house.record.change("test") as session:
            session.get_one(Booking, "example-booking").state = state
        assert "Er zijn ritten in geboekt." in lender.get("/lend").text
    with each_house.record.change("test") as session:
        session.get_one(Booking, "example-booking").state = BookingState.CANCELLED
    assert "Er zijn ritten in geboekt." not in lender.get("/lend").text
