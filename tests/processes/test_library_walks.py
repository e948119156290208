"""The eight packages as processes: every check accepts them, every walk of theirs passes in both engines."""

from pathlib import Path

import pytest

from processes.check import Verdict, check, verdict
from processes.package import read_package
from processes.source import read_files
from processes.walk.script import read_script
from processes.walk.walker import ENGINES, walk

LIBRARY = Path(__file__).parents[2] / "processes" / "library"
PACKAGES = sorted(path for path in LIBRARY.iterdir() if path.is_dir())
WALKS = sorted(LIBRARY.glob("*/walks/*.json"))


@pytest.mark.parametrize("folder", PACKAGES, ids=lambda folder: folder.name)
def test_every_package_is_accepted_without_a_finding(folder: Path) -> None:
    findings = check(read_package(read_files(folder)))

    assert findings == []
    assert verdict(findings) is Verdict.ACCEPTED


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("file", WALKS, ids=lambda file: f"{file.parents[1].name}-{file.stem}")
def test_every_walk_reaches_its_end_as_expected(file: Path, engine: str) -> None:
    package = read_package(read_files(file.parents[1]))
    assert package.deployment is not None

    answer = walk(package.deployment, read_script(package.walks[f"walks/{file.name}"]), engine)

    assert answer.failures == ()
    assert answer.passed
    assert answer.state == "completed"
