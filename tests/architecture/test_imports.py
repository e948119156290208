"""Imports go down, never back up (STYLE §2); the contracts stand in pyproject.toml."""

import ast
from pathlib import Path

from importlinter.cli import lint_imports

from tests.support.code import modules

ROOT = Path(__file__).parents[2]


def test_every_import_contract_is_kept() -> None:
    exit_code = lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True)

    assert exit_code == 0


def test_no_import_hides_inside_a_function() -> None:
    hidden = [
        f"{path.relative_to(ROOT)}:{inner.lineno}"
        for path, tree in modules()
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for inner in ast.walk(function)
        if isinstance(inner, ast.Import | ast.ImportFrom)
    ]

    assert hidden == []
