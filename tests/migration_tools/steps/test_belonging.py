"""Rows beside the dossiers belong to the dossier they name, and to none where they name none."""

from collections.abc import Sequence
from dataclasses import dataclass

from migration_tools.cell import Row
from migration_tools.mapping.record import Mapped
from migration_tools.store.batches import Batch
from tests.support.batches import workshop
from tests.support.city import COMMUNE, Town
from tests.support.legacy import DOSSIER_COLUMNS, DOSSIERS, HISTORY, RegisterMapping, RowsSource, register

PEOPLE = "NguoiDan"
PEOPLE_COLUMNS = ("ma", "ho_ten", "ho_so")


@dataclass(frozen=True)
class WithPeople(RegisterMapping):
    """The register's mapping with a table of citizens, of whom some name their dossier."""

    digest: str = "register-people-1"

    def space(self, table: str) -> str | None:
        return table if table == PEOPLE else super().space(table)

    def make_ready(self, table: str, columns: Sequence[str]) -> None:
        assert table != PEOPLE or tuple(columns) == PEOPLE_COLUMNS

    def read(self, table: str, columns: Sequence[str], row: Row) -> Mapped:
        if table != PEOPLE:
            return super().read(table, columns, row)
        code, name, dossier = map(str, row)
        return Mapped("person", code, {"name": name, "dossier_key": dossier or None}, (), {})


def brought_over(town: Town, people: list[Row]) -> Batch:
    shop = workshop(town.database)
    batch = shop.open("thu", COMMUNE, "so-cu")
    rows = {DOSSIERS: register(2)[DOSSIERS], PEOPLE: people}
    columns = {DOSSIERS: DOSSIER_COLUMNS, PEOPLE: PEOPLE_COLUMNS}
    shop.snapshot(batch, "so", RowsSource(rows, columns))
    shop.map(batch, WithPeople())
    shop.load(batch)
    return batch


def test_a_person_who_names_a_dossier_goes_with_it(town: Town) -> None:
    batch = brought_over(town, [("17", "Nguyễn Thị Hạnh", "HS-000001")])

    assert workshop(town.database).status(batch).quarantined == 0
    assert town.rows("SELECT 1 FROM dossier WHERE data::text LIKE '%Nguyễn Thị Hạnh%'")


def test_a_person_who_names_no_dossier_never_goes_with_one_of_the_same_key(town: Town) -> None:
    batch = brought_over(town, [("HS-000001", "Trần Văn Bình", "")])

    status = workshop(town.database).status(batch)
    assert dict(status.quarantine) == {"file.orphan_row": 1}
    assert status.is_balanced
    assert not town.rows("SELECT 1 FROM dossier WHERE data::text LIKE '%Trần Văn Bình%'")


def test_history_stays_with_its_dossier_beside_people_of_the_same_key(town: Town) -> None:
    shop = workshop(town.database)
    batch = shop.open("thu", COMMUNE, "so-cu")
    rows = {**register(2), PEOPLE: [("HS-000000", "Trần Văn Bình", "")]}
    columns = {**RowsSource(rows).columns, PEOPLE: PEOPLE_COLUMNS}
    shop.snapshot(batch, "so", RowsSource(rows, columns))

    shop.map(batch, WithPeople())
    shop.load(batch)

    loaded = town.rows(
        "SELECT t.name, count(*) AS n FROM outcome o JOIN legacy_table t ON t.id = o.table_id"
        " WHERE o.kind = 'loaded' GROUP BY 1"
    )
    assert {row.name: row.n for row in loaded} == {DOSSIERS: 2, HISTORY: 10}
