"""The balance is read from a tally that the ledger of outcomes keeps of itself."""

from migration_tools.cell import Row
from tests.support.batches import bring_over, patch, workshop
from tests.support.city import COMMUNE, Town
from tests.support.legacy import DOSSIERS, HISTORY, RegisterMapping, RowsSource, register


def with_impossible_day(position: int) -> dict[str, list[Row]]:
    """A register in which one dossier was received on a day that never was."""
    rows = register(10)
    number, procedure, applicant, _, *rest = rows[DOSSIERS][position - 1]
    rows[DOSSIERS][position - 1] = (number, procedure, applicant, "30/02/2016", *rest)
    return rows


def counted(town: Town) -> set[tuple[object, ...]]:
    sql = "SELECT table_id, unit_code, month, kind, count(*) FROM outcome GROUP BY 1, 2, 3, 4"
    return {tuple(row) for row in town.rows(sql)}


def tallied(town: Town) -> set[tuple[object, ...]]:
    sql = """
        SELECT table_id, unit_code, month, kind, sum(rows)::bigint FROM outcome_tally GROUP BY 1, 2, 3, 4
        HAVING sum(rows) <> 0
    """
    return {tuple(row) for row in town.rows(sql)}


def test_the_tally_is_what_counting_the_ledger_gives_before_and_after_outcomes_change(town: Town) -> None:
    batch = bring_over(town.database, with_impossible_day(3))
    before = counted(town)
    assert tallied(town) == before
    shop = workshop(town.database)

    patch(town.database, batch, (DOSSIERS, 3, "ngay_nhan"), "2016-01-06")
    shop.map(batch, RegisterMapping())
    shop.load(batch)

    assert tallied(town) == counted(town) != before


def test_rows_that_were_read_and_not_decided_yet_stand_under_no_unit_and_no_month(town: Town) -> None:
    rows = register(4)
    shop = workshop(town.database)
    batch = shop.open("so", COMMUNE, "so")

    shop.snapshot(batch, "so", RowsSource(rows))

    status = shop.status(batch)
    assert [(line.table, line.unit, line.month, line.without_outcome) for line in status.balance] == [
        (DOSSIERS, None, None, 4),
        (HISTORY, None, None, 20),
    ]
    assert not status.is_balanced


def test_a_chunk_tells_how_many_rows_it_had(town: Town) -> None:
    bring_over(town.database, register(7))

    told = town.rows(
        "SELECT r.step, sum(c.rows) AS n FROM legacy_chunk c JOIN legacy_run r ON r.id = c.run_id GROUP BY 1"
    )

    assert {row.step: row.n for row in told} == {"map": 42, "load": 42}
