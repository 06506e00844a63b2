"""What deploy/telephony.md lets an exchange send is what the program reads."""

import json
import re

import pytest

from api.access.commands import user_app
from api.phone_calls.schemas import AnnouncedCall
from tests.deploy.files import DEPLOY

GUIDE = (DEPLOY / "telephony.md").read_text("utf-8")
# Place holders of the exchange (${…}, one inside of another), of printf and of a provider.
HOLDER = re.compile(r"\$\{(?:[^${}]|\$\{[^${}]*\})*\}|%s|‹[^›]*›")


def bodies() -> list[str]:
    """Return every request body on the page, with a number for each place holder of one."""
    filled = re.sub(r'("state": ?)"%s"', r'\1"ringing"', GUIDE)
    filled = HOLDER.sub("0612345678", filled)
    return re.findall(r'\{[^{}]*"call_id":[^{}]*\}', filled)


def test_the_guide_shows_bodies() -> None:
    assert len(bodies()) >= 6


@pytest.mark.parametrize("body", bodies())
def test_every_body_in_the_guide_is_one_that_is_read(body: str) -> None:
    sent = json.loads(body)
    if "withheld" in sent:  # the answer
        return
    assert AnnouncedCall.model_validate(sent).call_id


def test_every_user_command_in_the_guide_exists() -> None:
    named = set(re.findall(r"^bus user (\w+)", GUIDE, re.MULTILINE))
    assert named == {"add", "token", "extension"}
    assert named <= {command.name for command in user_app.registered_commands}
