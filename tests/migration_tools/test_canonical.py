"""Whatever the order, the number of workers or the number of deaths: what stands in the archive is the same."""

import subprocess
import sys
from collections.abc import Iterator
from random import Random

import pytest
from sqlalchemy import URL

from engine.store import embedded
from migration_tools.canonical import canonical_hash
from migration_tools.cell import Row
from migration_tools.failpoints import Failpoints, Point
from tests.support.batches import bring_over, workshop
from tests.support.city import COMMUNE, Town, town_on
from tests.support.code import ROOT
from tests.support.database import fresh_database
from tests.support.legacy import RegisterMapping, RowsSource, register

DOSSIERS = 60


@pytest.fixture
def other_url(database_server: embedded.Server) -> Iterator[URL]:
    """A second city, as fresh as the town's."""
    with fresh_database(database_server.url) as url:
        yield url


@pytest.fixture
def expected(town: Town) -> str:
    """The hash of the register brought over in one go by one process."""
    return canonical_hash(town.database, bring_over(town.database, register(DOSSIERS)))


def shuffled(seed: int) -> dict[str, list[Row]]:
    rows = register(DOSSIERS)
    for table in rows.values():
        Random(seed).shuffle(table)
    return rows


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_shuffled_input_gives_the_same_archive(expected: str, other_url: URL, seed: int) -> None:
    with town_on(other_url) as other:
        batch = bring_over(other.database, shuffled(seed))

        assert canonical_hash(other.database, batch) == expected


@pytest.mark.parametrize("jobs", [2, 4])
def test_any_number_of_workers_gives_the_same_archive(expected: str, other_url: URL, jobs: int) -> None:
    with town_on(other_url) as other:
        batch = bring_over(other.database, register(DOSSIERS), jobs=jobs)

        assert canonical_hash(other.database, batch) == expected


@pytest.mark.parametrize("point", list(Point))
def test_killed_at_any_point_and_run_again_it_gives_the_same_archive(
    expected: str, other_url: URL, point: Point
) -> None:
    url = other_url.render_as_string(hide_password=False)

    killed = subprocess.run(
        [sys.executable, "-m", "tests.support.die_at", url, str(DOSSIERS), point.value], cwd=ROOT, check=False
    )

    assert killed.returncode == -9
    with town_on(other_url) as other:
        batch = bring_over(other.database, register(DOSSIERS))
        assert canonical_hash(other.database, batch) == expected
        assert workshop(other.database).status(batch).is_balanced


def test_one_changed_cell_changes_the_hash(expected: str, other_url: URL) -> None:
    rows = register(DOSSIERS)
    rows["QuaTrinh"][7] = (*rows["QuaTrinh"][7][:4], "nguoikhac")
    with town_on(other_url) as other:
        batch = bring_over(other.database, rows)

        assert canonical_hash(other.database, batch) != expected


def test_going_on_after_the_source_broke_off_gives_the_same_archive(expected: str, other_url: URL) -> None:
    rows = register(DOSSIERS)
    with town_on(other_url) as other:
        shop = workshop(other.database)
        batch = shop.open("thu", COMMUNE, "so-cu")
        with pytest.raises(ConnectionError):
            shop.snapshot(batch, "so", RowsSource(rows, dies_behind=100))

        shop.snapshot(batch, "so", RowsSource(rows))
        shop.map(batch, RegisterMapping())
        shop.load(batch)

        assert canonical_hash(other.database, batch) == expected


def test_a_point_that_nobody_knows_is_refused() -> None:
    with pytest.raises(ValueError, match="nowhere"):
        Failpoints.parse("nowhere")


def test_no_point_lets_everything_pass() -> None:
    failpoints = Failpoints.parse(None)

    for point in Point:
        failpoints.pass_by(point)

    assert failpoints.point is None
