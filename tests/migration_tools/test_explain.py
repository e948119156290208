"""A value is explained back to the very bytes, through every correction, in every row it was merged from."""

import pytest

from engine.errors import Refused
from migration_tools.explain import explain
from migration_tools.mapping_in_use import MappingInUse
from migration_tools.understanding import Understanding
from tests.support.batches import bring_over, patch, workshop
from tests.support.city import Town
from tests.support.legacy import DOSSIERS, RegisterMapping, RowsSource, register


def understand(_: str) -> Understanding:
    return RegisterMapping()


def test_a_value_is_traced_to_its_file_table_row_column_and_operators(town: Town) -> None:
    bring_over(town.database, register(3))

    (found,) = explain(town.database, "HS-000001", "applicant", understand)

    assert (found.batch, found.files, found.table, found.row) == ("thu", ("so.csv",), DOSSIERS, 2)
    assert (found.columns, found.raw, found.operators) == (("nguoi_nop",), ("Nguyễn Thị Số 1",), ("trim",))
    assert (found.value, found.mapping_number, found.outcome) == ("Nguyễn Thị Số 1", 1, "loaded")


def test_a_dossier_is_known_by_its_new_code_as_well(town: Town) -> None:
    bring_over(town.database, register(1))
    ((code,),) = town.rows("SELECT code FROM dossier")

    assert explain(town.database, code, "applicant", understand)[0].row == 1


def test_bytes_of_unknown_encoding_are_shown_as_they_stand(town: Town) -> None:
    rows = register(1)
    rows[DOSSIERS][0] = (*rows[DOSSIERS][0][:2], b"Nguy\xd4n \\ A", *rows[DOSSIERS][0][3:])
    bring_over(town.database, rows, mapping=TellsBytes())

    (found,) = explain(town.database, "HS-000000", "applicant", lambda _: TellsBytes())

    assert found.raw == (r"Nguy\xd4n \\ A",)


class TellsBytes(RegisterMapping):
    """Reads the applicant's bytes as Latin-1."""

    def read(self, table, columns, row):  # type: ignore[no-untyped-def]
        return super().read(
            table, columns, tuple(c.decode("latin-1") if isinstance(c, bytes) else c for c in row)
        )


def test_a_correction_is_told_with_who_made_it_and_on_what_basis(town: Town) -> None:
    batch = bring_over(town.database, register(2))
    patch(town.database, batch, (DOSSIERS, 2, "nguoi_nop"), "Nguyễn Thị Thuý")
    shop = workshop(town.database)
    shop.map(batch, RegisterMapping())
    shop.load(batch)

    (found,) = explain(town.database, "HS-000001", "applicant", understand)

    (correction,) = found.corrections
    assert (correction.old, correction.new) == ("Nguyễn Thị Số 1", "Nguyễn Thị Thuý")
    assert (correction.by, correction.basis) == ("Vũ Thị Kim", "Công văn 12")
    assert (found.raw, found.value) == (("Nguyễn Thị Số 1",), "Nguyễn Thị Thuý")


def test_rows_merged_into_a_dossier_are_told_behind_the_loaded_one(town: Town) -> None:
    rows = register(2)
    bring_over(town.database, {**rows, DOSSIERS: [*rows[DOSSIERS], rows[DOSSIERS][0]]})

    found = explain(town.database, "HS-000000", "applicant", understand)

    assert [(each.outcome, each.row) for each in found] == [("loaded", 1), ("merged", 3)]


def test_a_dossier_that_began_here_came_from_no_old_system(town: Town) -> None:
    with pytest.raises(Refused) as refused:
        explain(town.database, "000.00.00.H26-181105-0001", "applicant", understand)

    assert refused.value.code == "dossier.not_imported"


def test_a_field_that_nothing_was_mapped_to_is_refused_by_name(town: Town) -> None:
    bring_over(town.database, register(1))

    with pytest.raises(Refused) as refused:
        explain(town.database, "HS-000000", "fee", understand)

    assert refused.value.code == "field.not_imported"


def test_a_stored_mapping_is_enough_to_read_a_row_again() -> None:
    text = 'mapping: a/b@1\nkey: [so]\nunit: {const: "1"}\nfields:\n  number: {from: so, op: [trim]}\n'
    used = MappingInUse(text)

    record = used.read("bang", ("so",), (" 7 ",))

    assert (record.key, record.values["number"]) == ("7", "7")
    assert used.space("bang") == "*"


def test_a_live_source_has_no_file_to_name(town: Town) -> None:
    shop = workshop(town.database)
    batch = shop.open("thu", "00295", "so-cu")
    shop.snapshot(batch, "mysql://cu", RowsSource(register(1), manifest=False))
    shop.map(batch, RegisterMapping())
    shop.load(batch)

    (found,) = explain(town.database, "HS-000000", "applicant", understand)

    assert (found.files, found.source) == ((), "mysql://cu")
