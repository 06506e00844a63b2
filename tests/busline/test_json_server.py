"""Asking servers that answer rightly, wrongly, slowly and not at all."""

import pytest

from busline.errors import Away, BuslineError
from busline.json_server import JsonServer, Patience
from tests.local_server import Answer, Asked, serving, unused_address

QUICK = Patience(connect_s=5, answer_s=10, tries=3, pause_s=0.01)
HASTY = Patience(connect_s=5, answer_s=0.3, tries=3, pause_s=0.01)


class Wrong(BuslineError):
    """Raised where the answer is no JSON."""


def server_at(url: str, patience: Patience = QUICK) -> JsonServer:
    """Return a server that is waited for with `patience`."""
    return JsonServer(url, "The map server", Away, Wrong, patience, {"User-Agent": "busline"})


def test_answers_come_with_their_status() -> None:
    def answer(asked: Asked) -> Answer:
        return Answer({"got": asked.body, "query": asked.query}, status=400 if asked.body else 200)

    with serving(answer) as local:
        got = server_at(local.url + "/").get("/free", {"q": "Osdorpplein 1"})
        sent = server_at(local.url).post("/table", {"a": 1})
    assert (got.status, got.data) == (200, {"got": None, "query": {"q": "Osdorpplein 1"}})
    assert (sent.status, sent.data["got"]) == (400, {"a": 1})
    assert local.asked[0].path == "/free"
    assert local.asked[0].headers["User-Agent"] == "busline"


def test_a_busy_server_is_tried_again() -> None:
    answers = iter([Answer(status=503), Answer(status=429), Answer({"ok": True})])
    with serving(lambda _: next(answers)) as local:
        assert server_at(local.url).get("/").data == {"ok": True}
    assert len(local.asked) == 3


def test_a_server_that_stays_busy_is_away() -> None:
    with serving(lambda _: Answer(status=500)) as local, pytest.raises(Away, match="status 500"):
        server_at(local.url).get("/")
    assert len(local.asked) == 3


@pytest.mark.parametrize("slow", [Answer(never=True), Answer(drip=True)])
def test_a_slow_server_is_away_and_not_tried_again(slow: Answer) -> None:
    with serving(lambda _: slow) as local, pytest.raises(Away, match=r"within 0\.3 s"):
        server_at(local.url, HASTY).get("/")
    assert len(local.asked) == 1


def test_an_answer_cut_off_is_tried_again() -> None:
    answers = iter([Answer({"ok": True}, cut=True), Answer({"ok": True})])
    with serving(lambda _: next(answers)) as local:
        assert server_at(local.url).get("/").data == {"ok": True}


def test_nobody_there() -> None:
    with pytest.raises(Away, match="The map server at http"):
        server_at(unused_address()).get("/")


@pytest.mark.parametrize("raw", [b"<html>Welcome</html>", b"", b"\xff\xfe"])
def test_something_else_than_json(raw: bytes) -> None:
    with serving(lambda _: Answer(raw=raw)) as local, pytest.raises(Wrong, match="Is the address right"):
        server_at(local.url).get("/")
