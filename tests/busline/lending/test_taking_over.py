"""Taking a year of windows over at once."""

import time
from datetime import timedelta

from busline.clock import VirtualClock
from busline.errors import BuslineError
from busline.lending.proposing import Proposing, propose_sheet
from busline.lending.reading import compare_with_record
from busline.lending.taking_over import By, take_over
from busline.lending.wanted import WantedWindow
from busline.nouns.lending import ProposalSource
from busline.record.engine import Record, WriteSession
from busline.record.tables import IdleWindow, Van, WindowProposal
from tests.api.house import DAY, LINE

VANS = range(5, 75)
DAYS = 358
ROWS = len(VANS) * DAYS * 2


def year_of_windows() -> str:
    lines = ["busje;datum;van;tot"]
    for day in (DAY + timedelta(days=n + 1) for n in range(DAYS)):
        for van in VANS:
            lines += [f"Busje {van};{day:%d-%m-%Y};9:00;11:00", f"Busje {van};{day:%d-%m-%Y};13:00;15:00"]
    return "\n".join(lines)


def add_vans(record: Record) -> None:
    with record.change("test") as session:
        for number in VANS:
            name, base = f"Busje {number}", "base-noord"
            session.add(Van(line_id=LINE, id=f"van-{number}", name=name, base_stop_id=base, layouts=[]))


def take_all(session: WriteSession, proposal: WindowProposal, now, who: str) -> int:  # type: ignore[no-untyped-def]
    wanted = [WantedWindow(van, now.fromisoformat(a), now.fromisoformat(b)) for van, a, b in proposal.windows]
    days = proposal.first_day, proposal.last_day
    found = compare_with_record(session, LINE, proposal.van_ids, wanted, *days, now)
    return take_over(session, LINE, found.changes, By(who, "groot", now))


def count(record: Record) -> int:
    with record.read() as session:
        return session.query(IdleWindow).count()


def test_fifty_thousand_windows_are_taken_over_as_one_or_not_at_all(
    osdorp: Record, clock: VirtualClock
) -> None:
    add_vans(osdorp)
    now = clock.now()
    begun = time.process_time()
    with osdorp.change("cor") as session:
        by = Proposing(LINE, "", ProposalSource.SHEET, "groot.csv", "cor", now)
        proposal_id = propose_sheet(session, by, year_of_windows().encode()).id
    assert count(osdorp) == 0
    try:
        with osdorp.change("cor") as session:
            take_all(session, session.get_one(WindowProposal, proposal_id), now, "cor")
            raise BuslineError("the power fails")
    except BuslineError:
        assert count(osdorp) == 0
    with osdorp.change("cor") as session:
        taken = take_all(session, session.get_one(WindowProposal, proposal_id), now, "cor")
    assert taken == count(osdorp) == ROWS == 50_120
    assert time.process_time() - begun < 120
