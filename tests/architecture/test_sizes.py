"""Files and functions stay small, and modules say what they are (STYLE §1, §6, §8)."""

import ast

from tests.support.code import ROOT, modules

MAX_FILE_LINES = 300
MAX_FUNCTION_LINES = 60
BANNED_NAMES = {"common", "util", "utils", "helpers", "helper", "manager", "service", "misc"}


def test_no_file_is_longer_than_the_wall() -> None:
    long = {
        str(path.relative_to(ROOT)): lines
        for path, _ in modules()
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > MAX_FILE_LINES
    }

    assert long == {}


def test_no_function_is_longer_than_the_wall() -> None:
    long = [
        f"{path.relative_to(ROOT)}:{node.name}"
        for path, tree in modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.lineno + 1 > MAX_FUNCTION_LINES
    ]

    assert long == []


def test_every_module_opens_with_what_it_is() -> None:
    silent = [str(path.relative_to(ROOT)) for path, tree in modules() if not ast.get_docstring(tree)]

    assert silent == []


def test_no_module_has_a_name_that_says_nothing() -> None:
    nameless = [str(path.relative_to(ROOT)) for path, _ in modules() if path.stem in BANNED_NAMES]

    assert nameless == []


def test_every_package_has_a_page_with_its_reasons() -> None:
    for package in ("forms", "engine", "processes", "migration_tools", "api"):
        page = ROOT / package / "README.md"

        assert "## Why" in page.read_text(encoding="utf-8"), package
