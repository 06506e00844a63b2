"""What deploy/messages.md says can be set is what the program reads."""

import json
import re

import pytest

from busline.gateways.gateway import Outgoing
from busline.gateways.webhook import WebhookGateway
from busline.nouns import MessageChannel
from busline.rules.line_rules import LineRules
from busline.settings import Settings
from tests.deploy.files import DEPLOY
from tests.local_server import Answer, serving

GUIDE = (DEPLOY / "messages.md").read_text("utf-8")
BODIES = re.findall(r"^BUSLINE_\w+_BODY='(.*)'$", GUIDE, re.MULTILINE)
MESSAGE = Outgoing("key-1", MessageChannel.SMS, "+31612345678", "s", 'Het “busje” is er: "10:05"', "nl")


def test_every_setting_in_the_guide_is_a_field_of_settings() -> None:
    fields = {f"BUSLINE_{name.upper()}" for name in Settings.model_fields}
    named = set(re.findall(r"\bBUSLINE_[A-Z_]+[A-Z]\b", GUIDE))
    assert named <= fields
    ours = {name for name in fields if re.match("BUSLINE_(SMS|SPOKEN|SMTP|GATEWAY|MAIL)_", name)}
    beside = {f"BUSLINE_SPOKEN_{part}" for part in ("TOKEN", "AUTHORIZATION", "BODY")}  # “…_TOKEN”
    assert ours <= named | beside


def test_every_rule_in_the_guide_is_one_of_a_line() -> None:
    named = set(re.findall(r"\(`([a-z_]+)`[,)]", GUIDE)) | {"messages_from_hour"}
    assert len(named) == 11
    assert named <= set(LineRules.model_fields)


@pytest.mark.parametrize("body", BODIES)
def test_every_body_in_the_guide_carries_number_and_text(body: str) -> None:
    with serving(lambda _: Answer(status=200)) as server:
        WebhookGateway(server.url, token="t", body=body, timeout_s=2).send(MESSAGE)
    sent = json.dumps(server.asked[0].body, ensure_ascii=False)
    assert "31612345678" in sent
    assert json.dumps(MESSAGE.text, ensure_ascii=False)[1:-1] in sent
    assert not re.search(r"\{\w+\}", sent)  # no placeholder is left


def test_the_guide_shows_bodies() -> None:
    assert len(BODIES) == 3
