"""Whatever is sent, in the described form or out of it: a documented answer, and never a fault of ours."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis import Case
from schemathesis.specs.openapi.checks import response_schema_conformance, status_code_conformance

from api.access.permissions import Role
from api.app import create_app
from busline.clock import VirtualClock
from busline.record.engine import Record
from busline.settings import Settings
from tests.api.dispatching import Answering
from tests.api.house import NOBODY_LISTENS, add_examples, open_house, serve
from tests.busline.feed.helpers import dispatcher
from tests.fixtures.clock import TUESDAY_EIGHT
from tests.fixtures.line import import_example
from tests.fixtures.originals import Originals
from tests.fixtures.record import DATABASES

# Without the stream that never ends.
DESCRIPTION = schemathesis.openapi.from_dict(create_app(Settings(feed_url=NOBODY_LISTENS)).openapi()).exclude(
    operation_id="follow_line"
)


@dataclass(frozen=True)
class Target:
    """Where the inputs go, in the name of somebody who may do almost everything."""

    address: str
    authorization: str


@pytest.fixture(scope="module", params=DATABASES)
def any_record(
    request: pytest.FixtureRequest, originals: Originals, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Record]:
    """A record with the example line that all inputs of this module share."""
    file = tmp_path_factory.mktemp("any") / "record.sqlite3"
    with originals.copy(request.param, file, import_example, add_examples) as url:
        record = Record(url, VirtualClock(TUESDAY_EIGHT))
        yield record
        record.close()


@pytest.fixture(scope="module")
def target(any_record: Record, valkey_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Target]:
    """The application on a real server, with somebody who answers."""
    clock = any_record.clock
    assert isinstance(clock, VirtualClock)
    folder = tmp_path_factory.mktemp("any")
    with (
        dispatcher(valkey_url, Answering()),
        open_house(any_record, clock, valkey_url, folder) as house,
        serve(house.app) as address,
    ):
        roles = (Role.COORDINATOR, Role.REVIEWER, Role.LENDER, Role.ADMIN, Role.DRIVER)
        token = house.as_role(*roles, driver_id="anna").headers["Authorization"]
        yield Target(address, str(token))


@DESCRIPTION.parametrize()
@settings(max_examples=5, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
def test_any_input_gets_a_documented_answer(case: Case, target: Target) -> None:
    reply = case.call(base_url=target.address, headers={"Authorization": target.authorization})
    assert reply.status_code < 500, reply.text
    case.validate_response(reply, checks=[status_code_conformance, response_schema_conformance])
