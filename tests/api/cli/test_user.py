"""A new city's first hour on the command line: units, the first administrator, the first password."""

from collections.abc import Iterator

import pytest
from sqlalchemy import URL

from api import bootstrap
from engine.store import embedded, people
from engine.store.throwaway import throwaway
from engine.store.work import reading
from tests.support.commands import VIETNAMESE, Ended, motcua


def at(url: URL, *words: str) -> Ended:
    return motcua(
        *words, settings=VIETNAMESE | {"MOTCUA_DATABASE_URL": url.render_as_string(hide_password=False)}
    )


@pytest.fixture(scope="module")
def new_city(database_server: embedded.Server) -> Iterator[URL]:
    with throwaway(database_server.url) as url:
        assert at(url, "database", "seed").exit == 0
        yield url


def first_administrator(url: URL, account: str) -> Ended:
    who = ("--name", "Nguyễn Văn Quản", "--unit", "01", "--role", "unit_administrator")
    return at(url, "user", "add", account, *who)


def test_the_first_administrator_signs_in_with_the_password_that_is_printed(new_city: URL) -> None:
    ended = first_administrator(new_city, "quantri")

    assert ended.exit == 0
    password = ended.out.removeprefix("Mật khẩu lần đầu của quantri: ").strip()
    with bootstrap.revised(new_city) as database:
        services = bootstrap.city(database)
        token = services.sign_in.with_password("quantri", password, "test")
        found = services.sign_in.find(token)
        assert found is not None
        assert found.session.kind == "first"
        with reading(database) as work:
            assert [each.unit_code for each in people.actor(work, "quantri").appointments] == ["01"]


def test_an_account_is_not_given_twice(new_city: URL) -> None:
    first_administrator(new_city, "haitai")

    ended = first_administrator(new_city, "haitai")

    assert (ended.exit, ended.out) == (1, "")
    assert "Đã có tài khoản «haitai»" in ended.err


def test_a_unit_that_does_not_exist_today_is_refused(new_city: URL) -> None:
    ended = at(new_city, "user", "add", "ai", "--name", "Ai", "--unit", "khong-co", "--role", "leader")

    assert ended.exit == 1
    assert "Không có đơn vị mã khong-co" in ended.err


def test_a_city_is_seeded_once(new_city: URL) -> None:
    ended = at(new_city, "database", "seed")

    assert ended.exit == 1
    assert "đã có đơn vị" in ended.err
