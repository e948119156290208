"""The record of what was done to a draft refuses every change, even the owner's."""

from uuid import uuid4

import psycopg
import pytest

from engine.bpmn.finding import error, gap, warning
from engine.errors import Refused
from engine.store import package_drafts
from engine.store.package_drafts import Act, Content, Draft, DraftState
from engine.store.work import begin, reading
from tests.support.city import STARTS_AT, Town
from tests.support.database import connect

FINDINGS = (
    error("sound.deadlock", "p", "Hồ sơ sẽ bị treo.", ("s", "x")),
    warning("sound.early_end", "e", "x."),
    gap("a.b", None, "y."),
)
CONTENT = Content("f" * 64, "Tên", "L.THU", "", None, {"process.bpmn": "<đ/>".encode()}, FINDINGS)


def drawn(town: Town) -> Draft:
    draft = Draft(uuid4(), "SLDTBXH", CONTENT, DraftState.DRAWN, "thietke", STARTS_AT)
    with begin(town.database) as work:
        package_drafts.add(work, draft)
        for kind in ("drawn", "submitted", "approved"):
            package_drafts.note(
                work, draft, Act(kind, STARTS_AT, "thamtra" if kind == "approved" else "thietke", {})
            )
    return draft


def test_a_draft_is_read_back_as_it_was_written(town: Town) -> None:
    draft = drawn(town)

    with reading(town.database) as work:
        assert package_drafts.get(work, draft.id) == draft


def test_the_record_is_told_in_order_and_knows_the_authors(town: Town) -> None:
    draft = drawn(town)

    with reading(town.database) as work:
        assert [act.kind for act in package_drafts.record(work, draft.id)] == [
            "drawn",
            "submitted",
            "approved",
        ]
        assert package_drafts.authors(work, draft.id) == {"thietke"}


def test_a_draft_that_is_not_there_is_unknown(town: Town) -> None:
    with reading(town.database) as work, pytest.raises(Refused, match=r"draft\.unknown"):
        package_drafts.get(work, uuid4())


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE package_event SET actor = 'congbo'",
        "DELETE FROM package_event",
        "TRUNCATE package_event",
        "TRUNCATE package_draft CASCADE",
        "DELETE FROM package_draft",
    ],
)
def test_what_was_done_cannot_be_changed_even_by_the_owner(town: Town, change: str) -> None:
    drawn(town)
    before = town.rows("SELECT * FROM package_event ORDER BY seq")

    with connect(town.database.url) as owner, pytest.raises(psycopg.errors.IntegrityError):
        owner.execute(change)

    assert town.rows("SELECT * FROM package_event ORDER BY seq") == before
