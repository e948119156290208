"""A file that no dossier claims is held, decided about by a person once, and never overwritten or lost."""

from pathlib import Path

import pytest

from engine.errors import Refused
from engine.store.work import begin, reading
from migration_tools.attachments import hold_orphans
from migration_tools.merges import Word
from migration_tools.orphans import attach, leave_behind
from migration_tools.quarantine.lines import lines
from migration_tools.reconciliation import reconcile
from migration_tools.sources.attachments import AttachmentFolder
from migration_tools.sources.base import Place
from migration_tools.store import holding
from migration_tools.store.batches import Batch
from tests.support.batches import IMPORTED_AT, workshop
from tests.support.city import Town
from tests.support.papers import NOBODYS, WithPapers, mapped_with_papers, scans

WORD = Word("Lê Thị Hoa", "Biên bản kiểm kê số 4")
COUNTS = "SELECT kind, reason, count(*) AS n FROM outcome o JOIN legacy_table t ON t.id = o.table_id WHERE t.name = "


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "tep").mkdir()
    return scans(tmp_path / "tep")


@pytest.fixture
def batch(town: Town, folder: Path) -> Batch:
    batch = mapped_with_papers(town, folder)
    workshop(town.database).load(batch)
    return batch


@pytest.fixture
def held(town: Town, batch: Batch, folder: Path, tmp_path: Path) -> Path:
    area = tmp_path / "cho"
    with begin(town.database) as work:
        hold_orphans(work, batch, AttachmentFolder(Place(folder)), area, IMPORTED_AT)
    return area


def outcomes(town: Town) -> dict[tuple[str, str | None], int]:
    rows = town.rows(f"{COUNTS} 'attachments' GROUP BY 1, 2")
    return {(row.kind, row.reason): row.n for row in rows}


def test_every_file_has_an_outcome_and_only_those_of_nobody_wait(town: Town, batch: Batch) -> None:
    status = workshop(town.database).status(batch)

    assert outcomes(town) == {("loaded", None): 2, ("quarantined", "file.orphan_attachment"): 2}
    assert status.is_balanced
    assert dict(status.quarantine) == {"file.orphan_attachment": 2}


def test_a_second_load_writes_no_outcome(town: Town, batch: Batch) -> None:
    before = town.rows("SELECT * FROM outcome ORDER BY table_id, position")

    workshop(town.database).load(batch)

    assert town.rows("SELECT * FROM outcome ORDER BY table_id, position") == before
    assert town.rows("SELECT count(*) AS n FROM outcome_past")[0].n == 0


def test_the_unit_is_not_asked_to_correct_a_cell_of_a_file(town: Town, batch: Batch) -> None:
    with reading(town.database) as work:
        assert list(lines(work, batch)) == []


def test_files_of_nobody_are_listed_with_where_they_are_held(town: Town, batch: Batch, held: Path) -> None:
    with reading(town.database) as work:
        link, scan = holding.orphans(work, batch.id)

    assert (scan.path, scan.folder, scan.size, scan.by) == (NOBODYS, str(held), 6, None)
    assert (link.path, link.sha256, link.folder) == ("lien_ket", None, None)


def test_a_file_given_to_a_dossier_is_kept_with_it_and_both_sides_agree(
    town: Town, batch: Batch, held: Path
) -> None:
    shop = workshop(town.database)

    code = attach(shop, batch, NOBODYS, "HS-000000", WORD)

    ((data, length),) = town.rows("SELECT data, journal_length FROM dossier WHERE code = :code", code=code)
    (reference,) = data["tep_bo_sung"]
    digest, _, name = reference.partition("/")
    (stored,) = town.rows("SELECT content FROM attachment WHERE digest = :digest", digest=digest)
    last = town.rows("SELECT kind, facts FROM journal ORDER BY seq DESC LIMIT 1")[0]
    assert (name, bytes(stored.content), (held / digest).exists()) == ("khong_ro.pdf", b"%PDF-2", True)
    assert (last.kind, last.facts["by"], last.facts["reason"]) == ("legacy_file_given", *vars_of(WORD))
    assert length == town.rows("SELECT max(seq) AS n FROM journal")[0].n
    assert outcomes(town)["loaded", None] == 3
    assert reconcile(shop, batch, WithPapers()).is_balanced


def vars_of(word: Word) -> tuple[str, str]:
    return word.by, word.basis


def test_a_file_left_behind_is_excluded_with_its_approver(town: Town, batch: Batch, held: Path) -> None:
    leave_behind(workshop(town.database), batch, NOBODYS, WORD)

    (row,) = town.rows("SELECT reason, approver FROM outcome WHERE kind = 'excluded'")
    assert tuple(row) == ("file.orphan_attachment", "Lê Thị Hoa")
    assert len(list(held.iterdir())) == 1


def test_the_first_decision_stands(town: Town, batch: Batch, held: Path) -> None:
    shop = workshop(town.database)
    leave_behind(shop, batch, NOBODYS, WORD)

    with pytest.raises(Refused) as refused:
        attach(shop, batch, NOBODYS, "HS-000000", WORD)

    assert refused.value.code == "orphan.decided"


@pytest.mark.parametrize(
    ("path", "dossier", "code"),
    [
        ("quet/1.pdf", "HS-000000", "orphan.unknown"),
        (NOBODYS, "HS-999999", "orphan.which_dossier"),
        ("lien_ket", "HS-000000", "orphan.not_held"),
    ],
)
def test_what_cannot_be_given_is_refused(
    town: Town, batch: Batch, held: Path, path: str, dossier: str, code: str
) -> None:
    with pytest.raises(Refused) as refused:
        attach(workshop(town.database), batch, path, dossier, WORD)

    assert refused.value.code == code
    assert town.rows("SELECT count(*) AS n FROM legacy_file_decision")[0].n == 0


def test_a_file_that_is_not_held_yet_cannot_be_given(town: Town, batch: Batch) -> None:
    with pytest.raises(Refused) as refused:
        attach(workshop(town.database), batch, NOBODYS, "HS-000000", WORD)

    assert refused.value.code == "orphan.not_held"
