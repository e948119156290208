from collections.abc import Iterator

import pytest

from api.auth.passwords import hash_password
from api.auth.sign_in import SignIn
from api.demo.city import DEMO_PASSWORD
from api.demo.keys import fleeting_signing
from api.services import Services
from engine.clock import system_clock
from engine.store import sessions
from engine.store.work import begin
from processes.catalogue import package
from processes.deploy import deploy
from tests.support.city import STARTS_AT, Town
from tests.support.rest import Client
from tests.support.server import serving


@pytest.fixture
def services(town: Town) -> Services:
    """The test town with two real procedures in force and a password for everybody."""
    with begin(town.database) as work:
        for code in ("L.249197", "1.001193"):
            deploy(work, package(code), town.engine.deployments, STARTS_AT)
        sessions.set_everybodys_credential(work, hash_password(DEMO_PASSWORD), STARTS_AT)
    signing_in = SignIn(town.database, system_clock)
    return Services(town.database, town.engine, signing_in, town.clock, town.clock, fleeting_signing())


@pytest.fixture
def address(services: Services) -> Iterator[str]:
    with serving(services) as address:
        yield address


@pytest.fixture
def client(address: str) -> Iterator[Client]:
    client = Client(address)
    yield client
    client.http.close()
