"""`migrate faults`: the list of classes, and a database on demand."""

import json
from pathlib import Path

from typer.testing import CliRunner

from api.cli.migrate_faults import app
from migration_tools.faults.catalogue import catalogue


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
