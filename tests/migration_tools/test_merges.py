"""Records of one dossier are merged and can be told apart again; what is only alike is a list for people."""

import pytest

from engine.errors import Refused
from engine.store.work import reading
from migration_tools.cell import Row
from migration_tools.merges import Word, alike, undo
from migration_tools.reconciliation import reconcile
from migration_tools.store import merges
from migration_tools.store.batches import Batch
from migration_tools.store.merges import Merge
from tests.support.batches import bring_over, workshop
from tests.support.city import Town
from tests.support.legacy import DOSSIERS, RegisterMapping, register

WORD = Word("Lê Thị Hoa", "Sổ giấy, trang 12")


def twice() -> dict[str, list[Row]]:
    """A register whose first dossier stands in it a second time, row by row."""
    rows = register(3)
    return {**rows, DOSSIERS: [*rows[DOSSIERS], rows[DOSSIERS][0]]}


class KeyBesideNumber(RegisterMapping):
    """A register in which the second record of a dossier has a key of its own, and the same number."""

    def read(self, table, columns, row):  # type: ignore[no-untyped-def]
        record = super().read(table, columns, row)
        if table != DOSSIERS or not row[0].endswith("#2"):
            return record
        number = row[0].removesuffix("#2")
        return type(record)(
            record.kind, row[0], {**record.values, "number": number}, record.problems, record.traces
        )


def of_two_sources() -> dict[str, list[Row]]:
    rows = register(3)
    second = (f"{rows[DOSSIERS][0][0]}#2", *rows[DOSSIERS][0][1:])
    return {**rows, DOSSIERS: [*rows[DOSSIERS], second]}


def merged(town: Town, batch: Batch) -> list[Merge]:
    with reading(town.database) as work:
        return merges.merges(work, batch.id)


def outcomes(town: Town) -> dict[str, int]:
    sql = """
        SELECT o.kind, count(*) AS n FROM outcome o JOIN legacy_table t ON t.id = o.table_id
        WHERE t.name = :name GROUP BY 1
    """
    return {row.kind: row.n for row in town.rows(sql, name=DOSSIERS)}


def test_a_merge_is_listed_with_the_dossier_it_went_into(town: Town) -> None:
    batch = bring_over(town.database, twice())

    (found,) = merged(town, batch)

    assert (found.table, found.position, found.number, found.same_key) == (DOSSIERS, 4, "HS-000000", True)
    assert found.into_code is not None


def test_a_merge_taken_back_becomes_a_dossier_of_its_own(town: Town) -> None:
    batch = bring_over(town.database, of_two_sources(), KeyBesideNumber())
    (found,) = merged(town, batch)
    assert not found.same_key

    undo(workshop(town.database), batch, (DOSSIERS, found.position), WORD)

    assert outcomes(town) == {"loaded": 4}
    assert merged(town, batch) == []
    assert [row.kind for row in town.rows("SELECT kind FROM outcome_past")] == ["merged"]


def test_both_sides_agree_after_a_merge_was_taken_back(town: Town) -> None:
    batch = bring_over(town.database, of_two_sources(), KeyBesideNumber())
    (found,) = merged(town, batch)
    shop = workshop(town.database)

    undo(shop, batch, (DOSSIERS, found.position), WORD)

    assert reconcile(shop, batch, KeyBesideNumber()).is_balanced


def test_a_row_without_a_key_of_its_own_waits_until_its_key_is_corrected(town: Town) -> None:
    batch = bring_over(town.database, twice())

    undo(workshop(town.database), batch, (DOSSIERS, 4), WORD)

    assert outcomes(town) == {"loaded": 3, "quarantined": 1}
    assert dict(workshop(town.database).status(batch).quarantine) == {"key.twice_in_unit": 1}


def test_who_took_it_back_stands_with_the_basis_and_the_first_word_stands(town: Town) -> None:
    batch = bring_over(town.database, twice())

    undo(workshop(town.database), batch, (DOSSIERS, 4), WORD)

    assert [(row.by, row.basis) for row in town.rows("SELECT by, basis FROM legacy_separation")] == [
        (WORD.by, WORD.basis)
    ]


def test_mapping_and_loading_again_does_not_merge_it_once_more(town: Town) -> None:
    batch = bring_over(town.database, of_two_sources(), KeyBesideNumber())
    (found,) = merged(town, batch)
    shop = workshop(town.database)
    undo(shop, batch, (DOSSIERS, found.position), WORD)

    shop.map(batch, KeyBesideNumber(digest="register-2"))
    shop.load(batch)

    assert outcomes(town) == {"loaded": 4}


def test_a_row_that_was_not_merged_cannot_be_taken_back(town: Town) -> None:
    batch = bring_over(town.database, twice())

    with pytest.raises(Refused) as refused:
        undo(workshop(town.database), batch, (DOSSIERS, 1), WORD)

    assert refused.value.code == "merge.unknown"
    assert town.rows("SELECT 1 FROM legacy_separation") == []


def test_dossiers_that_are_only_alike_are_listed_and_stay_two(town: Town) -> None:
    rows = register(4)
    # The same person two days later for the same procedure; another procedure is another matter.
    for position, of in ((3, 1), (4, 1)):
        head = rows[DOSSIERS][position - 1]
        rows[DOSSIERS][position - 1] = (*head[:2], rows[DOSSIERS][of - 1][2].upper(), *head[3:])  # type: ignore[union-attr]
    batch = bring_over(town.database, rows)

    with reading(town.database) as work:
        found = list(alike(work, batch))

    assert [(pair.days_between, pair.second.applicant) for pair in found] == [(2, "NGUYỄN THỊ SỐ 0")]
    assert outcomes(town) == {"loaded": 4}
