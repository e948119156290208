"""`motcua database …`: what is stored is checked against the journal, backed up, and brought back."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import URL, text

from engine.store import embedded
from engine.store.throwaway import throwaway
from tests.support.city import Town
from tests.support.commands import VIETNAMESE, Ended, motcua
from tests.support.packages import package


def at(url: URL, *words: str | Path) -> Ended:
    """Run a command of `motcua database` on a database."""
    named = {"MOTCUA_DATABASE_URL": url.render_as_string(hide_password=False)}
    return motcua("database", *words, settings=VIETNAMESE | named)


@pytest.fixture
def dossier(town: Town) -> str:
    town.put_in_force(package("s -> A -> B -> e"))
    return town.open()


@pytest.fixture
def empty(database_server: embedded.Server) -> Iterator[URL]:
    with throwaway(database_server.url) as url:
        yield url


def test_a_whole_database_passes_and_says_how_much_was_checked(town: Town, dossier: str) -> None:
    ended = at(town.database.url, "check")

    assert (ended.exit, ended.err) == (0, "")
    assert ended.out == "Đã kiểm tra 1 hồ sơ, 0 hồ sơ sai lệch; bỏ qua 0 hồ sơ chuyển đổi.\n"


def test_what_differs_is_told_by_dossier_and_part(town: Town, dossier: str) -> None:
    with town.database.begin() as connection:
        connection.execute(text("UPDATE dossier SET state = 'paused'"))

    ended = at(town.database.url, "check")
    as_json = at(town.database.url, "check", "--json")

    assert (ended.exit, as_json.exit) == (1, 1)
    assert f"{dossier}: state đang lưu" in ended.out
    told = json.loads(as_json.out)
    assert (told["checked"], told["skipped"]) == (1, 0)
    assert [(each["dossier"], each["part"]) for each in told["differences"]] == [(dossier, "state")]


def test_a_backup_is_restored_into_an_empty_database_and_is_whole(
    town: Town, dossier: str, empty: URL, tmp_path: Path
) -> None:
    file = tmp_path / "sao-luu"

    ends = [
        at(town.database.url, "backup", file).exit,
        at(empty, "restore", file).exit,
        at(empty, "check").exit,
    ]

    assert ends == [0, 0, 0]


def test_a_database_with_something_in_it_is_not_restored_over(
    town: Town, dossier: str, tmp_path: Path
) -> None:
    file = tmp_path / "sao-luu"
    at(town.database.url, "backup", file)

    ended = at(town.database.url, "restore", file)

    assert ended.exit == 1
    assert "hãy phục hồi vào một cơ sở dữ liệu trống" in ended.err


def test_a_command_that_is_misused_says_so(town: Town) -> None:
    assert at(town.database.url, "restore").exit == 2
