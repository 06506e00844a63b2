"""A person at the terminal chooses."""

import typer
from typer.testing import CliRunner

from busline.addresses.acceptance import Accepted
from busline.addresses.asking import ask_person
from busline.addresses.sought import Proposal, Sought

PLEIN = Sought(
    noun="stop",
    id="plein",
    address="Osdorpplein",
    known=True,
    proposals=(
        Proposal(label="Osdorpplein, Amsterdam", lat=52.359, lon=4.805, metres=120),
        Proposal(label="Osdorpplein [2]", lat=52.358, lon=4.806),
    ),
)
WERF = Sought(noun="stop", id="werf", address="Werf")
RIE = Sought(
    noun="resident",
    id="rie",
    address="Markt 3",
    home_stop_id="home",
    known=True,
    proposals=(Proposal(label="Markt 3", lat=52.36, lon=4.8, metres=13, stop_id="market"),),
)


def chosen(typed: str) -> tuple[list[Accepted], str]:
    """Let a person type; return what was chosen and what was shown."""
    result: list[Accepted] = []
    app = typer.Typer()

    @app.command()
    def ask() -> None:
        result.extend(ask_person([PLEIN, WERF, RIE]))

    run = CliRunner().invoke(app, [], input=typed)
    assert run.exit_code == 0, run.output
    return result, run.output


def test_numbers_places_and_enter() -> None:
    accepted, shown = chosen("1\n52.36,4.79\n\n")
    assert [(one.sought.id, one.proposal.lat) for one in accepted] == [("plein", 52.358), ("werf", 52.36)]
    assert "Osdorpplein [2]" in shown
    assert "market, from Markt 3 (13 m)" in shown


def test_what_can_not_be_is_asked_again() -> None:
    accepted, shown = chosen("7\n0\n\n0\n")
    assert [one.sought.id for one in accepted] == ["plein", "rie"]
    assert "one of its 2 proposals" in shown
