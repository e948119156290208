"""A backup holds everything, and goes back into an empty database only."""

from pathlib import Path

import pytest
from sqlalchemy import URL

from engine.errors import Refused
from engine.store import embedded
from engine.store.backup import backup, restore
from engine.store.throwaway import throwaway
from tests.support.city import Town, town_on
from tests.support.packages import package


def test_what_was_backed_up_is_there_again_and_goes_on(town: Town, tmp_path: Path) -> None:
    town.put_in_force(package("s -> A -> B -> e", timers={}))
    dossier = town.open()
    town.complete(dossier, "A")
    file = tmp_path / "thành phố.sao-luu"

    backup(town.database.url, file)
    with throwaway(town.database.url) as url:
        restore(url, file)
        with town_on(url) as again:
            assert again.everything() == town.everything()
            assert again.complete(dossier, "B")["state"] == "ended"

    assert [each.name for each in tmp_path.iterdir()] == [file.name]


def test_a_backup_never_overwrites_what_a_database_holds(town: Town, tmp_path: Path) -> None:
    file = tmp_path / "sao-luu"
    backup(town.database.url, file)
    before = town.everything()

    with pytest.raises(Refused) as refused:
        restore(town.database.url, file)

    assert refused.value.code == "database.not_empty"
    assert town.everything() == before


def test_a_file_that_is_no_backup_leaves_the_database_empty(
    database_server: embedded.Server, tmp_path: Path
) -> None:
    file = tmp_path / "sao-luu"
    file.write_text("không phải bản sao lưu")

    with throwaway(database_server.url) as url:
        for _ in range(2):
            with pytest.raises(Refused, match="pg_restore"):
                restore(url, file)


def test_a_database_that_cannot_be_reached_leaves_no_half_a_backup(database_url: URL, tmp_path: Path) -> None:
    nowhere = database_url.set(database="khong_co", password="mật:khẩu\\")

    with pytest.raises(Refused, match="khong_co"):
        backup(nowhere, tmp_path / "sao-luu")

    assert list(tmp_path.iterdir()) == []
