"""Cities that earlier versions left: each opens in this one, is what its journal says, and goes on to its end."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import URL

from api.bootstrap import revised
from api.revisions.upgrade import is_current
from engine.replay.check import check_all
from engine.store import drafts, embedded
from engine.store.backup import restore
from engine.store.throwaway import throwaway
from engine.store.work import reading
from tests.golden.script import DATABASE, GOLDEN, Case, play, read
from tests.support.city import Town, town_on
from tests.support.database import fresh_database
from tests.support.replay import assert_journal_tells_all
from tests.support.whole import assert_whole

VERSIONS = sorted(path for path in GOLDEN.iterdir() if (path / DATABASE).exists())
CASES = [
    pytest.param(folder, case, id=f"{folder.name} {case.name}")
    for folder in VERSIONS
    for case in read(folder)
]
LARGEST_BYTES = 300_000


@pytest.fixture(scope="module")
def restored(request: pytest.FixtureRequest, database_server: embedded.Server) -> Iterator[URL]:
    """The city of one version, brought to today's revision."""
    folder: Path = request.param
    with throwaway(database_server.url) as url:
        restore(url, folder / DATABASE)
        with revised(url) as opened:
            assert is_current(opened)
        yield url


@pytest.fixture
def golden(restored: URL, database_server: embedded.Server) -> Iterator[Town]:
    """A copy of it to act in, at the moment when it was left."""
    with fresh_database(database_server.url, template=str(restored.database)) as url, town_on(url) as town:
        town.clock.move_to(town.rows("SELECT max(at) AS at FROM journal")[0].at)
        yield town


def test_there_is_a_golden_city_of_every_released_version() -> None:
    assert [folder.name for folder in VERSIONS][:1] == ["0.2.0"]


@pytest.mark.parametrize("restored", VERSIONS, indirect=True, ids=lambda folder: folder.name)
def test_every_dossier_is_what_its_journal_says(golden: Town) -> None:
    found = list(check_all(golden.database, golden.engine.deployments))

    assert found
    assert [each for each in found if each.differences or each.is_skipped] == []


@pytest.mark.parametrize("restored", VERSIONS, indirect=True, ids=lambda folder: folder.name)
def test_drafts_are_still_there(golden: Town) -> None:
    with reading(golden.database) as work:
        draft = drafts.find(work, golden.clerk.person_id, "L.TN13")

    assert draft is not None
    assert draft.data == {"ho_ten": "Nguyễn Thị Minh"}


@pytest.mark.parametrize(("restored", "case"), CASES, indirect=["restored"])
def test_a_dossier_goes_on_to_its_end(golden: Town, case: Case) -> None:
    for act in case.rest:
        play(golden, case.dossier, act)

    assert golden.head(case.dossier).state == "ended"
    assert_whole(golden, case.dossier)
    assert_journal_tells_all(golden, case.dossier)


@pytest.mark.parametrize("folder", VERSIONS, ids=lambda folder: folder.name)
def test_a_golden_city_is_small(folder: Path) -> None:
    assert (folder / DATABASE).stat().st_size <= LARGEST_BYTES
