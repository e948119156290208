"""Data folders for the tests of the embedded PostgreSQL."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.store import embedded
from tests.support.cluster import open_folder


@pytest.fixture
def data() -> Iterator[Path]:
    """An empty data folder that every account may enter."""
    with open_folder() as folder:
        yield folder


@pytest.fixture(scope="session")
def _new_cluster() -> Iterator[Path]:
    with open_folder() as folder:
        embedded.start(folder).close()
        yield folder


@pytest.fixture
def used_data(data: Path, _new_cluster: Path) -> Path:
    """A data folder whose cluster was made, started once and shut down: a copy, which saves an initdb."""
    subprocess.run(["cp", "-a", _new_cluster / "postgres18", data], check=True)
    return data
