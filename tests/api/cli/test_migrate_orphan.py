"""`motcua migrate attachments --orphans` and `migrate orphan`: files of nobody, decided about one by one."""

import json
from pathlib import Path

import pytest
from sqlalchemy import URL

from engine.errors import Refused
from tests.support.batches import workshop
from tests.support.city import Town
from tests.support.commands import invoke
from tests.support.papers import NOBODYS, mapped_with_papers, scans


@pytest.fixture
def folder(town: Town, tmp_path: Path, database_url: URL, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A loaded batch beside its folder of scans, in which one file and one link are nobody's."""
    monkeypatch.setenv("MOTCUA_DATABASE_URL", database_url.render_as_string(hide_password=False))
    (tmp_path / "tep").mkdir()
    batch = mapped_with_papers(town, scans(tmp_path / "tep"))
    workshop(town.database).load(batch)
    return tmp_path / "tep"


@pytest.fixture
def held(folder: Path, tmp_path: Path) -> Path:
    area = tmp_path / "cho"
    invoke("migrate", "attachments", "thu", "--hold-from", folder, "--holding", area)
    return area


def orphans() -> dict[str, dict[str, object]]:
    return {
        each["path"]: each
        for each in json.loads(invoke("migrate", "attachments", "thu", "--orphans", "--json").out)
    }


def test_files_of_nobody_are_listed_before_and_after_they_are_held(folder: Path, tmp_path: Path) -> None:
    before = invoke("migrate", "attachments", "thu", "--orphans").out
    invoke("migrate", "attachments", "thu", "--hold-from", folder, "--holding", tmp_path / "cho")
    after = invoke("migrate", "attachments", "thu", "--orphans").out

    assert f"{NOBODYS} · 6 B · CHƯA vào khu chờ · chưa quyết định" in before
    assert f"{NOBODYS} · 6 B · trong khu chờ · chưa quyết định" in after


def test_a_file_is_given_to_a_dossier_by_its_old_number(held: Path) -> None:
    who = ("--dossier", "HS-000000", "--by", "Lê Thị Hoa", "--basis", "Biên bản kiểm kê")

    ended = invoke("migrate", "orphan", "attach", "thu", NOBODYS, *who)

    assert ended.exit == 0
    assert (orphans()[NOBODYS]["by"], orphans()[NOBODYS]["basis"]) == ("Lê Thị Hoa", "Biên bản kiểm kê")
    assert f"→ {orphans()[NOBODYS]['dossier']}" in invoke("migrate", "attachments", "thu", "--orphans").out


def test_a_file_is_left_behind_with_an_approver(held: Path) -> None:
    ended = invoke(
        "migrate",
        "orphan",
        "exclude",
        "thu",
        "lien_ket",
        "--approver",
        "Trần Văn Hòa",
        "--basis",
        "Liên kết hỏng",
    )

    assert (ended.exit, orphans()["lien_ket"]["dossier"], orphans()["lien_ket"]["by"]) == (
        0,
        None,
        "Trần Văn Hòa",
    )


@pytest.mark.parametrize(
    "words",
    [
        ("attach", "thu", NOBODYS, "--dossier", "HS-000000", "--by", "Lê Thị Hoa"),
        ("attach", "thu", NOBODYS, "--by", "Lê Thị Hoa", "--basis", "Biên bản"),
        ("exclude", "thu", NOBODYS, "--basis", "Biên bản"),
    ],
    ids=["no basis", "no dossier", "no approver"],
)
def test_a_decision_that_nobody_answers_for_ends_with_two(held: Path, words: tuple[str, ...]) -> None:
    assert invoke("migrate", "orphan", *words).exit == 2
    assert orphans()[NOBODYS]["by"] is None


def test_a_second_decision_is_refused(held: Path) -> None:
    words = (
        "migrate",
        "orphan",
        "exclude",
        "thu",
        NOBODYS,
        "--approver",
        "Trần Văn Hòa",
        "--basis",
        "Tệp thử",
    )
    invoke(*words)

    with pytest.raises(Refused, match="decided"):
        invoke(*words)
