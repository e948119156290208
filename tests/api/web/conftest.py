from collections.abc import Iterator

import pytest

from api.auth.sign_in import SignIn
from api.services import Services
from engine.clock import system_clock
from processes.catalogue import package
from tests.support.city import Town
from tests.support.every_field import EVERY_FIELD
from tests.support.form_page import FormPage
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


@pytest.fixture
def form_page() -> FormPage:
    return FormPage(EVERY_FIELD, {"ma_truoc": "000.00.15.H26-181105-0001"})


@pytest.fixture
def form_address(town: Town, form_page: FormPage) -> Iterator[str]:
    """The test town with one more page: a form with every kind of field."""
    signing = SignIn(town.database, system_clock)
    services = Services(town.database, town.engine, signing, town.clock, town.clock)
    with serving(services, form_page.router) as address:
        yield address
