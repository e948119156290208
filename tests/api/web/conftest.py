from collections.abc import Callable, Iterator

import pytest

from api.auth.sign_in import SignIn
from api.services import Services
from engine.clock import system_clock
from engine.store.work import begin
from processes.catalogue import package
from processes.deploy import deploy
from tests.support.city import STARTS_AT, Town
from tests.support.server import serving
from tests.support.visitor import Visitor

Enter = Callable[[str], Visitor]


@pytest.fixture
def address(town: Town) -> Iterator[str]:
    """The test town on a real socket, with four real procedures in force."""
    with begin(town.database) as work:
        for code in ("2.000815", "L.249197", "1.001193", "1.009994"):
            deploy(work, package(code), town.engine.deployments, STARTS_AT)
    signing = SignIn(town.database, system_clock)
    with serving(Services(town.database, town.engine, signing, town.clock, town.clock)) as address:
        yield address


@pytest.fixture
def enter(address: str) -> Iterator[Enter]:
    """Signs somebody in, each in a browser of their own; "" stays outside."""
    visitors: list[Visitor] = []

    def open_browser(account: str) -> Visitor:
        visitor = Visitor(address)
        visitors.append(visitor)
        return visitor.sign_in(account) if account else visitor

    yield open_browser
    for visitor in visitors:
        visitor.http.close()
