"""``busline bench roster``: twelve drivers, four vans, four weeks, on one core."""

import json
import subprocess
import sys


def test_a_roster_of_four_weeks_is_proven_within_two_percent_and_breaks_no_rule() -> None:
    # It ends as soon as it is proven, in some seconds; how fast it is says the command, not this test.
    asked = ["--drivers", "12", "--vans", "4", "--weeks", "4", "--seconds", "240", "--seed", "1"]
    done = subprocess.run(
        [sys.executable, "-m", "busline", "bench", "roster", *asked],
        capture_output=True,
        text=True,
        check=True,
        timeout=290,
    )
    figures = json.loads(done.stdout)
    assert figures["broken_rules"] == []
    assert figures["gap"] <= 0.02
    assert figures["bound"] <= figures["cost"]
    ill = figures["ill"]
    assert (ill["broken_rules"], ill["moved"]) == ([], 0)
    shares = figures["shares"]
    assert len(shares) == 12
    assert all(share["hours"] >= share["contract_hours"] for share in shares)
