"""Whatever is stored as JSON says in which format, and one that this version does not know is never guessed at."""

from collections.abc import Callable
from datetime import UTC, datetime
from uuid import uuid4

import pytest

from api.problems import sentence
from engine.commands.answer_supplement import AnswerSupplement
from engine.commands.refuse_reception import RefuseReception
from engine.errors import Broken, Stuck
from engine.store import drafts, journal, package_drafts, refusals
from engine.store.formats import FORMATS
from engine.store.work import begin, reading
from tests.support.city import COMMUNE, Town
from tests.support.documents import draft
from tests.support.dossier_life import supplemented
from tests.support.packages import package

AT = datetime(2018, 11, 5, 2, tzinfo=UTC)
STUCK = package("s -> p1 -> A -> B -> e", "p1 -> C -> e2", seats={"B": "city department handler khong-ai-lo"})


@pytest.fixture
def dossier(town: Town) -> str:
    """A dossier with an incident, and a draft of each kind."""
    town.put_in_force(STUCK)
    code = town.open(key="mở")
    with pytest.raises(Stuck):
        town.complete(code, "A")
    content = package_drafts.Content("a" * 64, "Thử", None, None, None, {"process.bpmn": b""}, ())
    with begin(town.database) as work:
        drafts.save(work, town.clerk.person_id, "L.THU", {"ho_ten": "Nguyễn Thị Minh"}, AT)
        state, who = package_drafts.DraftState.DRAWN, town.clerk.person_id
        package_drafts.add(work, package_drafts.Draft(uuid4(), "SLDTBXH", content, state, who, AT))
    supplemented(town, code)
    town.engine.handle(AnswerSupplement(code, (1, 2)), town.clerk)
    draft(town, code)
    applicant = {"ho_ten": "Nguyễn Thị Minh"}
    refusal = RefuseReception(uuid4(), "L.THU", "", COMMUNE, applicant, ("Thiếu bản sao",))
    town.engine.take(refusal, town.clerk)
    return code


def complete(town: Town, dossier: str) -> None:
    town.complete(dossier, "C")


def read_drafts(town: Town, dossier: str) -> None:
    with reading(town.database) as work:
        drafts.find(work, town.clerk.person_id, "L.THU")


def read_package_drafts(town: Town, dossier: str) -> None:
    with reading(town.database) as work:
        package_drafts.get(work, town.rows("SELECT id FROM package_draft")[0].id)


def read_journal(town: Town, dossier: str) -> None:
    with reading(town.database) as work:
        journal.read(work, town.head(dossier).id)


def read_refusals(town: Town, dossier: str) -> None:
    with reading(town.database) as work:
        refusals.find(work, town.rows("SELECT id FROM refusal")[0].id)


def open_again(town: Town, dossier: str) -> None:
    town.open(key="mở")


def start_again(town: Town, dossier: str) -> None:
    town.restart()
    complete(town, dossier)


READERS: dict[str, Callable[[Town, str], None]] = {
    "answer": open_again,
    "deployment": start_again,
    "dossier": complete,
    "dossier_request": complete,
    "due_ledger": complete,
    "form_draft": read_drafts,
    "incident": complete,
    "journal": read_journal,
    "package_draft": read_package_drafts,
    "refusal": read_refusals,
    "result": complete,
    "task": complete,
}


def test_every_table_with_a_format_has_a_reader_that_is_tested() -> None:
    assert READERS.keys() == FORMATS.keys()


@pytest.mark.parametrize("table", FORMATS)
def test_what_is_written_now_has_the_format_that_is_read_now(town: Town, dossier: str, table: str) -> None:
    rows = town.rows(f"SELECT DISTINCT format FROM {table}")

    READERS[table](town, dossier)

    assert [row.format for row in rows] == [FORMATS[table]]


@pytest.mark.parametrize("table", FORMATS)
def test_a_newer_format_is_refused_in_a_clear_sentence(town: Town, dossier: str, table: str) -> None:
    with begin(town.database) as work:
        work.run(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        work.run(f"UPDATE {table} SET format = 99")
    before = town.everything()

    with pytest.raises(Broken) as broken:
        READERS[table](town, dossier)

    assert broken.value.facts == {"table": table, "format": 99, "known": FORMATS[table]}
    assert "phiên bản motcua mới hơn" in sentence(broken.value)
    assert town.everything() == before
