from collections.abc import Iterator

import pytest

from api.auth.sign_in import SignIn
from api.services import Services
from engine.clock import system_clock
from processes.catalogue import package
from tests.support.city import Town
from tests.support.server import serving
from tests.support.visitor import Enter, Visitor


@pytest.fixture
def address(town: Town) -> Iterator[str]:
    """The test town on a real socket, with four real procedures in force."""
    for code in ("2.000815", "L.249197", "1.009645", "1.009994"):
        town.put_in_force(package(code))
    signing = SignIn(town.database, system_clock)
    with serving(Services(town.database, town.engine, signing, town.clock, town.clock)) as address:
        yield address


@pytest.fixture
def enter(address: str) -> Iterator[Enter]:
    visitors: list[Visitor] = []

    def open_browser(account: str) -> Visitor:
        visitor = Visitor(address)
        visitors.append(visitor)
        return visitor.sign_in(account) if account else visitor

    yield open_browser
    for visitor in visitors:
        visitor.http.close()
