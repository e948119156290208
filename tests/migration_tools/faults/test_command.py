"""`migrate faults`: the list of classes, a database on demand, and what the whole chain makes of one."""

import json
from pathlib import Path

import pytest
from sqlalchemy import URL
from typer.testing import CliRunner

from api.cli.migrate_faults import app
from api.cli.migrate_measure import measured_json, measured_text
from migration_tools.faults.catalogue import catalogue
from migration_tools.faults.generate.run import Kind
from migration_tools.faults.measure import Measured
from migration_tools.faults.score import ClassScore, Score, WrongValue
from tests.support.legacy_made import settings


def test_the_list_names_every_class_and_its_message() -> None:
    answer = CliRunner().invoke(app, ["list"])

    assert answer.exit_code == 0
    assert all(code in answer.stdout and each.message in answer.stdout for code, each in catalogue().items())


def test_the_list_can_be_read_by_a_program() -> None:
    answer = CliRunner().invoke(app, ["list", "--json"])

    assert {each["code"] for each in json.loads(answer.stdout)} == set(catalogue())


def test_a_database_is_made_where_it_is_asked_for(tmp_path: Path) -> None:
    folder = tmp_path / "moi"
    options = ["--kind", "epar", "--dossiers", "300", "--planted", "1"]

    answer = CliRunner().invoke(app, ["generate", str(folder), *options])

    assert answer.exit_code == 0
    assert (folder / "du_lieu.sql").is_file()


def test_a_folder_that_is_there_is_refused(tmp_path: Path) -> None:
    answer = CliRunner().invoke(app, ["generate", str(tmp_path), "--dossiers", "300", "--planted", "1"])

    assert answer.exit_code == 2


def test_more_faults_than_dossiers_are_refused(tmp_path: Path) -> None:
    answer = CliRunner().invoke(app, ["generate", str(tmp_path / "moi"), "--dossiers", "10"])

    assert answer.exit_code == 2
    assert not (tmp_path / "moi").exists()


@pytest.fixture
def server(database_url: URL, monkeypatch: pytest.MonkeyPatch) -> None:
    """The command makes its own database on the server of the settings."""
    monkeypatch.setenv("MOTCUA_DATABASE_URL", database_url.render_as_string(hide_password=False))


@pytest.mark.usefixtures("server")
def test_a_kind_is_measured_from_generating_to_the_verdict() -> None:
    options = ["--kind", "register-csv-vni", "--rows", "1000", "--per-class", "1", "--json"]

    answer = CliRunner().invoke(app, ["measure", *options])

    told = json.loads(answer.stdout)
    assert (answer.exit_code, told["is_right"], told["balanced"]) == (0, True, True)
    assert (told["recall"], told["silent_wrong"], told["falsely_quarantined"]) == (1.0, 0, 0)
    assert told["classes"]["date.impossible"] == {
        "planted": 1,
        "treated": 1,
        "asked": 0,
        "missed": 0,
        "wrong": 0,
    }
    assert told["rows"] > told["dossiers"] == 1000


@pytest.mark.usefixtures("server")
def test_too_few_rows_for_the_faults_are_misused() -> None:
    answer = CliRunner().invoke(app, ["measure", "--kind", "epar", "--rows", "10"])

    assert answer.exit_code == 2


def test_a_kind_that_nobody_knows_is_answered_with_those_there_are() -> None:
    answer = CliRunner().invoke(app, ["measure", "--kind", "opencps3"])

    assert answer.exit_code == 2
    assert all(kind in answer.stderr for kind in Kind)


MEASURED = Measured(
    settings(Kind.EPAR, Path("/nowhere")),
    rows=1_200,
    seconds=2.0,
    is_balanced=True,
    score=Score(
        {"text.vni": ClassScore(10, 7, 2, 1), "date.future": ClassScore(4, 4, 0, 0)},
        (WrongValue("so", 1, "applicant", "Hồng", "Hoàng"),),
        1_000,
        (("so", 9),),
    ),
)


def test_the_table_has_a_line_a_class_and_the_sum() -> None:
    lines = measured_text(MEASURED).splitlines()

    numbers = {line.split("  ")[0].strip(): line.split()[-5:] for line in lines[1:-1]}
    assert numbers == {
        "text.vni": ["10", "7", "2", "1", "1"],
        "date.future": ["4", "4", "0", "0", "0"],
        "tổng cộng": ["14", "11", "2", "1", "1"],
    }


def test_the_verdict_names_every_figure() -> None:
    verdict = measured_text(MEASURED).splitlines()[-1]

    assert verdict.startswith("epar: KHÔNG ĐẠT")
    assert all(figure in verdict for figure in ("92.857%", "0.100%", "(1/1000;", "600/s", "sai thầm lặng 1"))


def test_a_program_reads_which_value_was_wrong() -> None:
    (wrong,) = measured_json(MEASURED)["wrong_values"]

    assert wrong == {"table": "so", "position": 1, "field": "applicant", "right": "Hồng", "value": "Hoàng"}


def test_every_encoding_is_measured_by_letters_and_cells() -> None:
    answer = CliRunner().invoke(app, ["measure-text", "--cells", "60", "--json"])

    told = [json.loads(line) for line in answer.stdout.splitlines()]
    assert answer.exit_code == 0
    assert {each["letters"] + each["by_font"] for each in told} == {146}
    assert {each["alone"]["right"] + each["alone"]["asked"] for each in told} == {60}


def test_the_encodings_are_told_to_people_line_by_line() -> None:
    answer = CliRunner().invoke(app, ["measure-text", "--cells", "20"])

    assert [line.split(":")[0] for line in answer.stdout.splitlines()] == [
        "utf-8",
        "tcvn3",
        "vni",
        "vps",
        "viscii",
        "cp1258",
        "viqr",
    ]
    assert "60 chữ hoa chỉ phân biệt bằng phông" in answer.stdout
