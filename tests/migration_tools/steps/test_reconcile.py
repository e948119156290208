"""Reconciling finds whatever stands on one side only, in any value of any row, and nothing where both agree."""

from datetime import datetime
from decimal import Decimal

import pytest
from sqlalchemy import text

from engine.errors import Refused
from migration_tools.control_sums import ControlLine
from migration_tools.mapping.model import Control, ControlField
from migration_tools.reconciliation import Reconciliation, reconcile
from migration_tools.store.batches import Batch
from tests.support.batches import IMPORTED_AT, bring_over, patch, workshop
from tests.support.city import Town
from tests.support.legacy import DOSSIERS, RegisterMapping, register


def reconciled(town: Town, batch: Batch, *controls: Control, jobs: int = 1) -> Reconciliation:
    return reconcile(workshop(town.database, jobs), batch, RegisterMapping(), controls)


def tamper(town: Town, *statements: str) -> None:
    """Change the city behind everybody's back; triggers that guard its journal are held off."""
    with town.database.connect() as connection:
        connection.execute(text("SET session_replication_role = replica"))
        for statement in statements:
            connection.execute(text(statement))
        getattr(connection, "commit")()  # noqa: B009


def kinds(found: Reconciliation) -> set[tuple[str, str]]:
    return {(each.code, each.field) for each in found.differences}


def test_a_batch_that_was_loaded_as_it_was_read_is_balanced(town: Town) -> None:
    batch = bring_over(town.database, register(40))

    found = reconciled(town, batch)

    assert found.is_balanced
    assert (found.rows_read, found.rows_compared, found.differences) == (240, 240, ())
    assert all(line.is_equal for line in found.controls)


def test_shares_worked_off_by_two_processes_give_the_same(town: Town) -> None:
    batch = bring_over(town.database, register(40))

    assert reconciled(town, batch, jobs=2).controls == reconciled(town, batch).controls


CHANGED = {
    "UPDATE dossier SET data = jsonb_set(data, '{tu_he_thong_cu,applicant}', '\"x\"')": (
        "city.differs",
        "applicant",
    ),
    "UPDATE dossier SET data = data - 'ho_ten'": ("city.differs", "ho_ten"),
    "UPDATE dossier SET data = jsonb_set(data, '{tu_he_thong_cu,more}', '1')": ("city.differs", "more"),
    "UPDATE dossier SET due_at = due_at + interval '1 minute'": ("city.differs", "due_at"),
    "UPDATE dossier SET received_at = received_at - interval '1 day'": ("city.differs", "received_at"),
    "UPDATE dossier SET place_code = '00296'": ("city.differs", "place"),
    "UPDATE dossier SET procedure_code = 'KHAC'": ("city.differs", "procedure_code"),
    "UPDATE dossier SET state = 'to_place', ended_at = NULL": ("city.differs", "state"),
    "DELETE FROM due_ledger": ("city.differs", "due_ledger"),
    "DELETE FROM dossier_alias": ("city.differs", "number"),
    "UPDATE dossier_alias SET alias = 'other'": ("city.differs", "number"),
    "DELETE FROM journal WHERE kind = 'legacy_step_taken'": ("city.differs", "history"),
    "UPDATE journal SET at = at + interval '1 s' WHERE kind = 'legacy_step_taken'": (
        "city.without_row",
        "history",
    ),
    "UPDATE raw_row SET sha256 = payload": ("row.changed", ""),
    "UPDATE mapped_row SET unit_code = '00296' WHERE kind = 'dossier'": ("row.mapped_otherwise", "unit"),
    "UPDATE mapped_row SET fields = '{}' WHERE kind = 'history'": ("row.mapped_otherwise", "actor"),
    "DELETE FROM dossier": ("city.missing", ""),
}


@pytest.mark.parametrize("statement", CHANGED)
def test_a_value_that_stands_on_one_side_only_is_told(town: Town, statement: str) -> None:
    batch = bring_over(town.database, register(2))
    tamper(town, statement)

    found = reconciled(town, batch)

    assert CHANGED[statement] in kinds(found)
    assert not found.is_balanced


def test_each_difference_is_counted_and_one_of_them_shown(town: Town) -> None:
    batch = bring_over(town.database, register(10))
    tamper(town, "UPDATE dossier SET data = jsonb_set(data, '{tu_he_thong_cu,status}', '\"denied\"')")

    (found,) = reconciled(town, batch).differences

    assert (found.code, found.field, found.count) == ("city.differs", "status", 10)
    assert (found.expected, found.found) == ("done", "denied")


def test_a_dossier_in_the_city_that_no_row_accounts_for_is_told(town: Town) -> None:
    batch = bring_over(town.database, register(3))
    ghost = "'11111111-1111-5111-8111-111111111111'"
    tamper(
        town,
        f"""
        INSERT INTO dossier (id, code, procedure_code, case_code, digest, unit_code, place_code, state, version,
                             journal_length, data, run, received_at)
        SELECT {ghost}, 'ghost', procedure_code, case_code, digest, unit_code, place_code, state, version,
               journal_length, data, run, received_at FROM dossier LIMIT 1
        """,
        f"""
        INSERT INTO journal (dossier_id, seq, kind, at, unit_code, digest, facts)
        SELECT {ghost}, 1, kind, at, unit_code, digest, facts FROM journal WHERE kind = 'dossier_imported' LIMIT 1
        """,
    )

    (found,) = reconciled(town, batch).differences

    assert (found.code, f"'{found.dossier}'") == ("city.without_row", ghost)


def test_a_dossier_that_began_here_is_nobodys_concern(town: Town) -> None:
    batch = bring_over(town.database, register(3))
    tamper(town, "UPDATE journal SET facts = '{\"system\": \"other\"}' WHERE kind = 'dossier_imported'")

    found = reconciled(town, batch)

    assert kinds(found) == {("city.missing", "")}


def test_control_sums_stand_side_by_side_by_status_and_month(town: Town) -> None:
    batch = bring_over(town.database, register(40))

    found = reconciled(town, batch)

    control = "Số hồ sơ theo trạng thái, tháng của ngày nhận"
    assert [(line.control, line.part, int(line.read), int(line.engine)) for line in found.controls] == [
        (control, "done · 2016-01", 27, 27),
        (control, "done · 2016-02", 11, 11),
        (control, "processing · 2016-01", 1, 1),
        (control, "processing · 2016-02", 1, 1),
    ]


def test_a_mapping_asks_for_sums_of_its_own(town: Town) -> None:
    batch = bring_over(town.database, register(10))

    found = reconciled(town, batch, Control("count_by", (ControlField("received_on", "year"),)))

    assert ("Số hồ sơ theo năm của ngày nhận", "2016", 10) in [
        (line.control, line.part, line.engine) for line in found.controls
    ]


def test_a_row_put_aside_is_in_the_sum_of_what_was_read_and_not_in_the_citys(town: Town) -> None:
    rows = register(1)
    head = rows[DOSSIERS][0]
    rows[DOSSIERS][0] = (*head[:3], "30/02/2016", *head[4:])

    (line,) = reconciled(town, bring_over(town.database, rows)).controls

    assert line == ControlLine(
        "Số hồ sơ theo trạng thái, tháng của ngày nhận",
        "done · ?",
        *map(Decimal, (1, 0, 0, 1, 0, 0)),
    )
    assert line.is_equal


def test_a_correction_that_was_mapped_and_loaded_is_no_difference(town: Town) -> None:
    batch = bring_over(town.database, register(3))
    patch(town.database, batch, (DOSSIERS, 2, "nguoi_nop"), "Nguyễn Thị Thuý")
    shop = workshop(town.database)
    shop.map(batch, RegisterMapping())
    shop.load(batch)

    assert reconciled(town, batch).is_balanced


def test_a_correction_that_was_laid_on_a_row_and_not_mapped_is_a_difference(town: Town) -> None:
    batch = bring_over(town.database, register(3))
    patch(town.database, batch, (DOSSIERS, 2, "nguoi_nop"), "Nguyễn Thị Thuý")

    found = reconciled(town, batch)

    assert ("row.mapped_otherwise", "applicant") in kinds(found)


def test_a_batch_that_is_not_loaded_cannot_be_reconciled(town: Town) -> None:
    shop = workshop(town.database)
    batch = shop.open("thu", "00295", "so-cu")

    with pytest.raises(Refused) as refused:
        reconciled(town, batch)

    assert refused.value.code == "batch.not_loaded"


def test_a_second_reconciliation_looks_again_and_does_not_trust_the_first(town: Town) -> None:
    batch = bring_over(town.database, register(3))
    assert reconciled(town, batch).is_balanced
    tamper(town, "UPDATE dossier SET due_at = due_at + interval '1 minute'")

    assert not reconciled(town, batch).is_balanced


def test_what_was_found_can_be_read_again_without_looking_again(town: Town) -> None:
    batch = bring_over(town.database, register(3))
    first = reconciled(town, batch)

    again = Reconciliation.last(workshop(town.database), batch)

    assert again == first
    assert isinstance(first.at, datetime)
    assert first.at == IMPORTED_AT
