"""Our own code as syntax trees, for the tests that guard habits."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGES = ("forms", "engine", "processes", "migration_tools", "api")


def modules() -> Iterator[tuple[Path, ast.Module]]:
    """Yield every module of the five packages."""
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            yield path, ast.parse(path.read_text(encoding="utf-8"))
