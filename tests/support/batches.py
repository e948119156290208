"""A batch brought over on a test's database, with the small register of `legacy`."""

from sqlalchemy import Engine as Database

from engine.store.work import begin, reading
from migration_tools.batch import Workshop
from migration_tools.cell import Cell, Row, dump_row, load_row
from migration_tools.failpoints import Failpoints
from migration_tools.progress import silent
from migration_tools.store import batches, raw
from migration_tools.store.batches import Batch
from migration_tools.store.raw import Patch
from migration_tools.understanding import Understanding
from tests.support.city import COMMUNE
from tests.support.hanoi import hanoi
from tests.support.legacy import RegisterMapping, RowsSource

IMPORTED_AT = hanoi("2018-11-10 08:00")


def workshop(database: Database, jobs: int = 1, die_at: str | None = None) -> Workshop:
    """A workshop whose clocks stand still and that tells nobody."""
    return Workshop(database, lambda: IMPORTED_AT, float, silent, jobs, lambda: Failpoints.parse(die_at))


def bring_over(
    database: Database, rows: dict[str, list[Row]], mapping: Understanding | None = None, jobs: int = 1
) -> Batch:
    """Take a register through every step."""
    shop = workshop(database, jobs)
    batch = shop.open("thu", COMMUNE, "so-cu")
    shop.snapshot(batch, "so", RowsSource(rows))
    shop.map(batch, mapping or RegisterMapping())
    shop.load(batch)
    return batch


def patch(database: Database, batch: Batch, cell: tuple[str, int, str], new: Cell) -> None:
    """Lay a correction on a cell: table, position, column."""
    name, position, column = cell
    with reading(database) as work:
        (table,) = [each for each in batches.tables(work, batch.id) if each.name == name]
        ((_, payload),) = raw.rows(work, table.id, position - 1, position)
    old = dump_row((load_row(payload)[table.columns.index(column)],))
    correction = Patch(0, position, column, old, dump_row((new,)), "Vũ Thị Kim", "Công văn 12", IMPORTED_AT)
    with begin(database) as work:
        raw.add_patch(work, table.id, correction)
