"""A batch from its source to the archive: every row accounted for, and nothing done twice."""

import pytest

from engine.errors import Refused
from engine.store.work import begin
from migration_tools.cell import Row
from migration_tools.store.outcomes import Exclusion, approve_exclusion
from tests.support.batches import IMPORTED_AT, bring_over, patch, workshop
from tests.support.city import COMMUNE, Town
from tests.support.legacy import DOSSIERS, HISTORY, RegisterMapping, RowsSource, register


def with_head(rows: dict[str, list[Row]], position: int, **cells: str) -> dict[str, list[Row]]:
    """The register with other cells in one dossier's row."""
    names = ("so", "ma_tthc", "nguoi_nop", "ngay_nhan", "hen_tra", "trang_thai", "ngay_tra")
    row = tuple(cells.get(name, cell) for name, cell in zip(names, rows[DOSSIERS][position - 1], strict=True))
    heads = [*rows[DOSSIERS][: position - 1], row, *rows[DOSSIERS][position:]]
    return {**rows, DOSSIERS: heads}


def outcomes(town: Town) -> dict[tuple[str, str], int]:
    sql = """
        SELECT t.name, o.kind, count(*) AS n FROM outcome o JOIN legacy_table t ON t.id = o.table_id GROUP BY 1, 2
    """
    return {(row.name, row.kind): row.n for row in town.rows(sql)}


def test_every_row_of_a_clean_register_is_loaded(town: Town) -> None:
    batch = bring_over(town.database, register(40))

    status = workshop(town.database).status(batch)

    assert outcomes(town) == {(DOSSIERS, "loaded"): 40, (HISTORY, "loaded"): 200}
    assert status.is_balanced
    assert (status.quarantined, status.steps) == (0, {"map": (0, 2), "load": (0, 1)})
    assert sum(line.read for line in status.balance) == 240


def test_the_balance_is_kept_by_unit_and_month_of_reception(town: Town) -> None:
    batch = bring_over(town.database, register(40))

    lines = workshop(town.database).status(batch).balance

    assert {(line.table, line.unit, f"{line.month:%Y-%m}", line.loaded) for line in lines} == {
        (DOSSIERS, COMMUNE, "2016-01", 28),
        (DOSSIERS, COMMUNE, "2016-02", 12),
        (HISTORY, COMMUNE, "2016-01", 140),
        (HISTORY, COMMUNE, "2016-02", 60),
    }


def test_a_second_run_of_every_step_writes_no_row(town: Town) -> None:
    rows = register(30)
    batch = bring_over(town.database, rows)
    before = written(town)
    shop = workshop(town.database)

    again = (
        shop.snapshot(batch, "so", RowsSource(rows)),
        shop.map(batch, RegisterMapping()),
        shop.load(batch),
    )

    assert again == (0, 0, 0)
    assert written(town) == before


def test_a_row_that_is_put_aside_keeps_its_history_waiting_and_the_rest_goes_on(town: Town) -> None:
    batch = bring_over(town.database, with_head(register(10), 3, ngay_nhan="30/02/2016"))

    status = workshop(town.database).status(batch)

    assert dict(status.quarantine) == {"date.impossible": 1, "row.dossier_held": 5}
    assert status.is_balanced
    assert outcomes(town)[DOSSIERS, "loaded"] == 9


def test_a_patch_lets_a_row_in_and_its_first_outcome_stays_in_the_past(town: Town) -> None:
    batch = bring_over(town.database, with_head(register(10), 3, ngay_nhan="30/02/2016"))
    shop = workshop(town.database)

    patch(town.database, batch, (DOSSIERS, 3, "ngay_nhan"), "2016-01-06")
    shop.map(batch, RegisterMapping())
    shop.load(batch)

    assert outcomes(town) == {(DOSSIERS, "loaded"): 10, (HISTORY, "loaded"): 50}
    past = town.rows("SELECT kind, reason, generation FROM outcome_past ORDER BY reason")
    assert [tuple(row) for row in past] == [
        ("quarantined", "date.impossible", 1),
        *[("quarantined", "row.dossier_held", 1)] * 5,
    ]
    assert {row.generation for row in town.rows("SELECT generation FROM outcome")} == {1, 2}


def test_a_newer_mapping_lets_in_what_the_older_put_aside(town: Town) -> None:
    rows = with_head(register(6), 2, nguoi_nop="")
    batch = bring_over(town.database, rows)
    shop = workshop(town.database)
    assert dict(shop.status(batch).quarantine) == {"field.required": 1, "row.dossier_held": 5}

    shop.map(batch, RegisterMapping(digest="register-2", strict=False))
    shop.load(batch)

    assert shop.status(batch).quarantined == 0
    assert [row.number for row in town.rows("SELECT number FROM legacy_mapping ORDER BY 1")] == [1, 2]


def test_a_correction_of_a_loaded_dossier_changes_its_data_and_says_so(town: Town) -> None:
    batch = bring_over(town.database, register(3))
    shop = workshop(town.database)

    patch(town.database, batch, (DOSSIERS, 2, "nguoi_nop"), "Nguyễn Thị Thuý")
    shop.map(batch, RegisterMapping())
    shop.load(batch)

    ((data, search, version),) = town.rows(
        "SELECT data, search, version FROM dossier WHERE data ->> 'so_ho_so_cu' = 'HS-000001'"
    )
    assert data["ho_ten"] == "Nguyễn Thị Thuý"
    assert ("nguyen thi thuy" in search, version) == (True, 1)
    imported = town.rows("SELECT count(*) AS n FROM journal WHERE kind = 'dossier_imported'")
    assert imported[0].n == 4


def test_a_repaired_history_row_joins_the_journal_of_its_loaded_dossier(town: Town) -> None:
    rows = register(2)
    rows[HISTORY][7] = (*rows[HISTORY][7][:3], "", rows[HISTORY][7][4])
    batch = bring_over(town.database, rows)
    shop = workshop(town.database)
    assert dict(shop.status(batch).quarantine) == {"field.required": 1}

    patch(town.database, batch, (HISTORY, 8, "buoc"), "Bước 3")
    shop.map(batch, RegisterMapping())
    shop.load(batch)

    last = town.rows(
        """
        SELECT j.kind, j.facts ->> 'name' AS name, d.journal_length = j.seq AS is_last FROM journal j
        JOIN dossier d ON d.id = j.dossier_id WHERE d.data ->> 'so_ho_so_cu' = 'HS-000001' ORDER BY j.seq DESC LIMIT 1
        """
    )
    assert tuple(last[0]) == ("legacy_step_taken", "Bước 3", True)


def test_an_approved_rule_excludes_rows_by_name(town: Town) -> None:
    shop = workshop(town.database)
    batch = shop.open("thu", COMMUNE, "so-cu")
    shop.snapshot(batch, "so", RowsSource(with_head(register(4), 1, nguoi_nop="")))
    shop.map(batch, RegisterMapping())
    with begin(town.database) as work:
        rule = Exclusion("field.required", "Lê Thị Hoa", "Biên bản 03", IMPORTED_AT)
        approve_exclusion(work, batch.id, rule)

    shop.load(batch)

    excluded = town.rows("SELECT DISTINCT reason, approver FROM outcome WHERE kind = 'excluded'")
    assert [tuple(row) for row in excluded] == [("field.required", "Lê Thị Hoa")]
    # What belongs to the dossier goes with it; it would wait for ever otherwise.
    assert (outcomes(town)[DOSSIERS, "excluded"], outcomes(town)[HISTORY, "excluded"]) == (1, 5)


def test_a_rule_approved_after_loading_excludes_what_waited_till_then(town: Town) -> None:
    batch = bring_over(town.database, with_head(register(4), 1, nguoi_nop=""))
    with begin(town.database) as work:
        approve_exclusion(
            work, batch.id, Exclusion("field.required", "Lê Thị Hoa", "Biên bản 03", IMPORTED_AT)
        )

    shop = workshop(town.database)
    shop.load(batch)

    assert shop.status(batch).quarantined == 0
    assert outcomes(town)[HISTORY, "excluded"] == 5


def test_a_table_that_the_mapping_leaves_out_waits_for_people(town: Town) -> None:
    shop = workshop(town.database)
    batch = shop.open("thu", COMMUNE, "so-cu")
    source = RowsSource({"NhatKy": [("x",), ("y",)]}, {"NhatKy": ("dong",)})
    shop.snapshot(batch, "so", source)
    shop.map(batch, RegisterMapping())

    shop.load(batch)

    status = shop.status(batch)
    assert dict(status.quarantine) == {"table.left_out": 2}
    assert [(line.unit, line.month, line.read) for line in status.balance] == [(None, None, 2)]


def test_history_of_a_dossier_that_is_nowhere_is_put_aside(town: Town) -> None:
    rows = register(3)
    batch = bring_over(town.database, {**rows, DOSSIERS: rows[DOSSIERS][:2]})

    status = workshop(town.database).status(batch)

    assert dict(status.quarantine) == {"file.orphan_row": 5}
    assert status.is_balanced


def test_the_same_row_twice_is_one_dossier(town: Town) -> None:
    rows = register(3)
    bring_over(town.database, {**rows, DOSSIERS: [*rows[DOSSIERS], rows[DOSSIERS][0]]})

    assert outcomes(town)[DOSSIERS, "merged"] == 1
    assert town.rows("SELECT count(*) AS n FROM dossier")[0].n == 3


def test_one_key_with_two_contents_sends_both_rows_to_people(town: Town) -> None:
    rows = register(3)
    other = (*rows[DOSSIERS][0][:2], "Người khác", *rows[DOSSIERS][0][3:])
    batch = bring_over(town.database, {**rows, DOSSIERS: [*rows[DOSSIERS], other]})

    assert dict(workshop(town.database).status(batch).quarantine) == {
        "key.twice_in_unit": 2,
        "row.dossier_held": 5,
    }


def test_two_systems_that_hold_the_same_dossier_give_one(town: Town) -> None:
    rows = register(5)
    bring_over(town.database, rows)
    shop = workshop(town.database)
    second = shop.open("thu-2", COMMUNE, "he-thong-khac")
    shop.snapshot(second, "so", RowsSource(rows))
    shop.map(second, RegisterMapping())

    shop.load(second)

    assert town.rows("SELECT count(*) AS n FROM dossier")[0].n == 5
    assert outcomes(town)[HISTORY, "merged"] == 25
    assert shop.status(second).is_balanced


def test_what_is_not_copied_to_its_end_cannot_be_mapped(town: Town) -> None:
    shop = workshop(town.database)
    batch = shop.open("thu", COMMUNE, "so-cu")
    with pytest.raises(ConnectionError):
        shop.snapshot(batch, "so", RowsSource(register(10), dies_behind=5))

    with pytest.raises(Refused) as refused:
        shop.map(batch, RegisterMapping())

    assert refused.value.code == "batch.not_read"


def test_what_is_not_mapped_cannot_be_loaded(town: Town) -> None:
    shop = workshop(town.database)
    batch = shop.open("thu", COMMUNE, "so-cu")
    shop.snapshot(batch, "so", RowsSource(register(2)))

    with pytest.raises(Refused) as refused:
        shop.load(batch)

    assert refused.value.code == "batch.not_mapped"


def test_a_name_of_a_batch_belongs_to_one_unit(town: Town) -> None:
    shop = workshop(town.database)
    shop.open("thu", COMMUNE, "so-cu")

    with pytest.raises(Refused) as refused:
        shop.open("thu", "00256", "so-cu")

    assert refused.value.code == "batch.other"


def written(town: Town) -> dict[str, int]:
    tables = (
        "raw_row", "raw_mark", "legacy_file", "legacy_run", "legacy_chunk", "legacy_mapping", "mapped_row",
        "legacy_objection", "legacy_code", "outcome", "outcome_past", "dossier", "due_ledger", "journal",
        "dossier_alias", "number_series", "deployment",
    )  # fmt: skip
    return {table: town.rows(f"SELECT count(*) AS n FROM {table}")[0].n for table in tables}
