"""A correction of a loaded row reaches the due date, the reception and the state, or is refused with what to do."""

import json
from collections.abc import Callable

import pytest
from sqlalchemy import text

from api.problems import sentence
from engine.errors import Refused
from engine.model.derivation import sentences
from migration_tools.explain import explain
from migration_tools.mapping_in_use import MappingInUse
from migration_tools.merges import Word
from migration_tools.patch import Laid, Wish
from migration_tools.patch import patch as lay_patch
from migration_tools.reconciliation import reconcile
from migration_tools.store.batches import Batch
from tests.support.batches import IMPORTED_AT, workshop
from tests.support.city import COMMUNE, Town
from tests.support.hanoi import hanoi
from tests.support.legacy import RowsSource

MAPPING = f"""mapping: so-cu@1
tables:
  HoSo:
    kind: dossier
    key: [so]
    unit: {{from: don_vi}}
    fields:
      number: {{from: so_hien, op: [trim], required: true}}
      procedure_code: ma_tt
      applicant: {{from: nguoi_nop, required: true}}
      received_on: {{from: ngay_nhan, op: {{date: dd/mm/yyyy}}, required: true}}
      due_on: {{from: hen_tra, op: {{date: dd/mm/yyyy}}}}
      returned_on: {{from: ngay_tra, op: {{date: dd/mm/yyyy}}}}
      status: {{from: trang_thai}}
      note: {{from: [ghi_chu, y_kien], op: [concat]}}
  QuaTrinh:
    kind: history
    key: [so, luc]
    fields:
      dossier_key: {{from: so, required: true}}
      at: {{from: luc, op: {{date: dd/mm/yyyy}}}}
      step: buoc
# {COMMUNE}
"""
COLUMNS = {
    "HoSo": ("so", "so_hien", "don_vi", "ma_tt", "nguoi_nop", "ngay_nhan", "hen_tra", "ngay_tra", "trang_thai",
             "ghi_chu", "y_kien"),
    "QuaTrinh": ("so", "luc", "buoc"),
}  # fmt: skip
HEADS = [
    (
        "1",
        "HS-1",
        COMMUNE,
        "1.001193",
        "Nguyễn Văn An",
        "05/01/2016",
        "12/01/2016",
        "11/01/2016",
        "done",
        "",
        "",
    ),
    ("2", "HS-2", COMMUNE, "1.001193", "Trần Thị Bình", "06/01/2016", "13/01/2016", "", "processing", "", ""),
]
STEPS = [("1", "06/01/2016", "Thẩm định"), ("2", "07/01/2016", "Thẩm định")]
WORD = Word("Lê Thị Hoa", "Sổ giấy, trang 3")

Patching = Callable[..., tuple[Laid, ...]]


@pytest.fixture
def batch(town: Town) -> Batch:
    shop = workshop(town.database)
    batch = shop.open("thu", COMMUNE, "so-cu")
    shop.snapshot(batch, "so", RowsSource({"HoSo": list(HEADS), "QuaTrinh": list(STEPS)}, COLUMNS))
    shop.map(batch, MappingInUse(MAPPING))
    shop.load(batch)
    return batch


@pytest.fixture
def lay(town: Town, batch: Batch) -> Patching:
    def patching(cells: dict[str, str], row: int = 1, table: str = "HoSo") -> tuple[Laid, ...]:
        return lay_patch(workshop(town.database), batch, Wish(table, row, tuple(cells.items())), WORD)

    return patching


def dossier(town: Town, row: int = 1) -> tuple[object, ...]:
    return town.rows(
        "SELECT d.* FROM dossier d JOIN dossier_alias a ON a.dossier_id = d.id WHERE a.alias = :alias",
        alias=f"HS-{row}",
    )[0]


def journal(town: Town, kind: str) -> list[dict[str, object]]:
    return [
        row.facts for row in town.rows("SELECT facts FROM journal WHERE kind = :kind ORDER BY seq", kind=kind)
    ]


def is_balanced(town: Town, batch: Batch) -> bool:
    found = reconcile(workshop(town.database), batch, MappingInUse(MAPPING))
    assert found.differences == ()
    return found.is_balanced


def test_a_due_date_is_corrected_by_one_more_entry_that_says_who_and_why(
    town: Town, batch: Batch, lay: Patching
) -> None:
    laid = lay({"hen_tra": "15/01/2016"})

    entries = town.rows(
        "SELECT l.* FROM due_ledger l JOIN dossier_alias a USING (dossier_id) WHERE a.alias = 'HS-1' ORDER BY seq"
    )
    assert laid == (Laid("hen_tra", "12/01/2016", "15/01/2016"),)
    assert [(each.seq, each.due_at) for each in entries] == [
        (1, hanoi("2016-01-12 17:30")),
        (2, hanoi("2016-01-15 17:30")),
    ]
    assert entries[1].at == IMPORTED_AT
    assert any("Lê Thị Hoa, căn cứ Sổ giấy, trang 3" in each for each in sentences(entries[1].derivation))
    assert dossier(town).due_at == hanoi("2016-01-15 17:30")  # type: ignore[attr-defined]
    assert journal(town, "due_set")[-1]["by"] == "Lê Thị Hoa"
    assert is_balanced(town, batch)


def test_the_day_of_reception_is_corrected_and_the_code_stays(
    town: Town, batch: Batch, lay: Patching
) -> None:
    code = dossier(town).code  # type: ignore[attr-defined]

    lay({"received_on": "04/01/2016"})

    after = dossier(town)
    assert (after.received_at, after.code) == (hanoi("2016-01-04 00:00"), code)  # type: ignore[attr-defined]
    assert is_balanced(town, batch)


def test_a_dossier_that_was_finished_after_all_ends_on_its_day(
    town: Town, batch: Batch, lay: Patching
) -> None:
    lay({"ngay_tra": "14/01/2016", "trang_thai": "done"}, row=2)

    after = dossier(town, 2)
    assert (after.state, after.ended_at) == ("ended", hanoi("2016-01-14 00:00"))  # type: ignore[attr-defined]
    assert is_balanced(town, batch)


def test_a_dossier_that_was_not_finished_after_all_waits_to_be_placed(
    town: Town, batch: Batch, lay: Patching
) -> None:
    lay({"trang_thai": "processing", "ngay_tra": "(trống)"})

    after = dossier(town)
    assert (after.state, after.ended_at) == ("to_place", None)  # type: ignore[attr-defined]
    assert is_balanced(town, batch)


def test_procedure_and_number_are_corrected_and_the_wrong_number_leads_to_it_still(
    town: Town, batch: Batch, lay: Patching
) -> None:
    lay({"ma_tt": "2.000815"})
    lay({"number": "HS-9"})

    after = dossier(town)
    aliases = {row.alias for row in town.rows("SELECT alias FROM dossier_alias")}
    assert (after.procedure_code, aliases) == ("2.000815", {"HS-1", "HS-2", "HS-9"})  # type: ignore[attr-defined]
    assert is_balanced(town, batch)


def test_the_same_correction_again_writes_nothing(town: Town, lay: Patching) -> None:
    lay({"hen_tra": "15/01/2016"})
    count = "SELECT (SELECT count(*) FROM raw_patch) + (SELECT count(*) FROM journal) AS n"
    before = town.rows(count)

    laid = lay({"hen_tra": "15/01/2016"})

    assert (laid, town.rows(count)) == ((), before)


def test_loading_again_amends_no_dossier_a_second_time(town: Town, batch: Batch, lay: Patching) -> None:
    lay({"hen_tra": "15/01/2016"})
    before = town.rows("SELECT id, version, journal_length FROM dossier ORDER BY id")

    lay({"nguoi_nop": "Trần Thị Bích"}, row=2)

    changed = [
        after.id
        for was, after in zip(before, town.rows("SELECT * FROM dossier ORDER BY id"), strict=True)
        if was.version != after.version
    ]
    assert changed == [dossier(town, 2).id]  # type: ignore[attr-defined]


def test_an_explanation_tells_the_correction_of_a_due_date(town: Town, lay: Patching) -> None:
    lay({"hen_tra": "15/01/2016"})

    (found,) = explain(town.database, "HS-1", "due_on", MappingInUse)

    (correction,) = found.corrections
    assert (correction.old, correction.new, correction.by) == ("12/01/2016", "15/01/2016", "Lê Thị Hoa")
    assert found.raw == ("12/01/2016",)


@pytest.mark.parametrize(
    ("code", "cells", "row", "table"),
    [
        ("patch.no_row", {"hen_tra": "15/01/2016"}, 9, "HoSo"),
        ("patch.no_row", {"hen_tra": "15/01/2016"}, 1, "Khac"),
        ("patch.no_column", {"khong_co": "x"}, 1, "HoSo"),
        ("patch.no_column", {"note": "x"}, 1, "HoSo"),
        ("patch.unreadable", {"ngay_nhan": "31/02/2016"}, 1, "HoSo"),
        ("patch.unreadable", {"nguoi_nop": "(trống)"}, 1, "HoSo"),
        ("patch.other_key", {"so": "7"}, 1, "HoSo"),
        ("patch.other_unit", {"don_vi": "00292"}, 1, "HoSo"),
        ("patch.no_due", {"hen_tra": "(trống)"}, 1, "HoSo"),
        ("patch.step_taken", {"buoc": "Trình ký"}, 1, "QuaTrinh"),
    ],
)
def test_what_the_archive_cannot_follow_is_refused_with_what_to_do(
    town: Town, lay: Patching, code: str, cells: dict[str, str], row: int, table: str
) -> None:
    with pytest.raises(Refused) as refused:
        lay(cells, row, table)

    assert refused.value.code == code
    assert sentence(refused.value).endswith(".")
    assert town.rows("SELECT count(*) AS n FROM raw_patch")[0].n == 0


def test_a_dossier_that_people_work_on_here_is_corrected_here(
    town: Town, batch: Batch, lay: Patching
) -> None:
    with town.database.connect() as connection:
        connection.execute(
            text("UPDATE dossier SET state = 'processing' WHERE data ->> 'so_ho_so_cu' = 'HS-2'")
        )
        getattr(connection, "commit")()  # noqa: B009

    with pytest.raises(Refused) as refused:
        lay({"hen_tra": "15/01/2016"}, row=2)

    assert refused.value.code == "patch.at_work"


def test_a_mapping_that_gives_loaded_rows_another_key_is_refused(town: Town, batch: Batch) -> None:
    shop = workshop(town.database)
    shop.map(batch, MappingInUse(MAPPING.replace("key: [so]\n    unit", "key: [so_hien]\n    unit")))

    with pytest.raises(Refused) as refused:
        shop.load(batch)

    assert refused.value.code == "mapping.other_key"


def test_a_mapping_that_no_longer_reads_a_loaded_row_leaves_its_dossier_as_it_stands(
    town: Town, batch: Batch
) -> None:
    before = json.dumps([row.data for row in town.rows("SELECT data FROM dossier ORDER BY id")])
    shop = workshop(town.database)
    shop.map(batch, MappingInUse(MAPPING.replace("dd/mm/yyyy}}, required", "mm/dd/yyyy}}, required").replace(
        "nguoi_nop, required", "ghi_chu, required")))  # fmt: skip

    shop.load(batch)

    assert json.dumps([row.data for row in town.rows("SELECT data FROM dossier ORDER BY id")]) == before
