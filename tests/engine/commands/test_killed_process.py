"""A process killed in the middle of its commands: what it had answered is there, and every dossier is whole."""

import pytest

from tests.support.busy_process import said_until_killed
from tests.support.city import Town
from tests.support.packages import package
from tests.support.replay import assert_journal_tells_all
from tests.support.whole import assert_whole


@pytest.mark.parametrize("lines", [1, 5, 24])
def test_what_a_killed_process_had_answered_is_there_and_whole(town: Town, lines: int) -> None:
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


def test_after_a_kill_the_next_process_goes_on_with_the_very_next_number(town: Town) -> None:
    town.put_in_force(package("s -> A -> B -> e"))
    said_until_killed(town.database.url, 7)

    for row in town.rows("SELECT code FROM dossier"):
        while open_elements := town.open_elements(row.code):
            town.complete(row.code, open_elements[0])
    new = town.open()

    ((count,),) = town.rows("SELECT count(*) FROM dossier")
    assert new == f"000.19.37.H26-181105-{count:04}"
    assert {row.state for row in town.rows("SELECT state FROM dossier WHERE code <> :new", new=new)} == {"ended"}
