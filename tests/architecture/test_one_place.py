"""What is written once stays written once: the commit, the environment, SQL, SpiffWorkflow (STYLE §3, §7)."""

import ast
from pathlib import Path

from tests.support.code import ROOT, modules

SQL_HOMES = ("engine/store/", "engine/reports/", "api/revisions/", "migration_tools/store")


def calls(name: str) -> set[str]:
    return {
        path.relative_to(ROOT).as_posix()
        for path, tree in modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == name
    }


def test_commit_is_written_in_one_place() -> None:
    assert calls("commit") == {"engine/store/work.py"}


def test_only_settings_reads_the_environment() -> None:
    readers = {
        path.relative_to(ROOT).as_posix()
        for path, tree in modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr in ("environ", "getenv")
    }

    # A started PostgreSQL needs the environment of its parent; nothing is decided by it there.
    assert {path for path in readers if not path.startswith("engine/store/embedded")} <= {"api/settings.py"}


def test_sql_is_written_only_where_sql_lives() -> None:
    strangers = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path, tree in modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and node.value.lstrip().startswith(("SELECT ", "INSERT INTO ", "UPDATE ", "DELETE FROM ", "WITH "))
        and not path.relative_to(ROOT).as_posix().startswith(SQL_HOMES)
    ]

    assert strangers == []


def test_no_code_is_evaluated_from_text() -> None:
    evaluated = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path, tree in modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in ("eval", "exec", "compile")
    ]

    assert evaluated == []


def test_no_file_of_the_conformance_suites_is_in_the_project() -> None:
    ours = {path.name for path in Path(ROOT).rglob("*.bpmn") if ".venv" not in path.parts}

    assert not any(name.startswith(("WCP", "MultiInstance_", "Token_")) for name in ours)
