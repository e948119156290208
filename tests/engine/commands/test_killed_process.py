"""A process killed in the middle of its commands: what it had answered is there, and every dossier is whole."""

import pytest

from tests.support.busy_process import said_until_killed
from tests.support.city import Town
from tests.support.packages import package
from tests.support.replay import assert_journal_tells_all
from tests.support.whole import assert_whole


@pytest.mark.parametrize("lines", [2, 24])
def test_a_killed_process_leaves_every_dossier_whole_and_the_next_one_goes_on(town: Town, lines: int) -> None:
    town.put_in_force(package("s -> A -> B -> e"))

    said = said_until_killed(town.database.url, lines)

    assert len(said) >= lines
    for verb, dossier, *element in said:
        done = [row.facts["element"] for row in town.journal(dossier) if row.kind == "task_completed"]
        assert verb == "opened" or element[0] in done
    stored = [row.code for row in town.rows("SELECT code FROM dossier ORDER BY code")]
    for dossier in stored:
        assert_whole(town, dossier)
        assert_journal_tells_all(town, dossier)
        for open_element in town.open_elements(dossier):
            town.complete(dossier, open_element)
    assert town.open() == f"000.19.37.H26-181105-{len(stored) + 1:04}"
