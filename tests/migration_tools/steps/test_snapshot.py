"""The raw copy: everything as it stood, once, and a source that changed stops the step."""

from collections.abc import Callable
from hashlib import sha256

import psycopg
import pytest
from sqlalchemy.exc import DBAPIError

from engine.store.work import begin
from migration_tools.cell import load_row
from migration_tools.steps.snapshot import CHUNK_ROWS, SourceChanged
from migration_tools.store import batches
from tests.support.batches import bring_over, patch, workshop
from tests.support.city import COMMUNE, Town
from tests.support.legacy import DOSSIERS, HISTORY, RegisterMapping, RowsSource, register


def copied(town: Town, source: RowsSource) -> int:
    shop = workshop(town.database)
    return shop.snapshot(shop.open("thu", COMMUNE, "so-cu"), "so", source)


def test_every_row_is_kept_as_it_stood_with_its_hash(town: Town) -> None:
    rows = {"So": [(b"\xb8 b\xf2n", None, 1), ("", True, 2.5)]}

    written = copied(town, RowsSource(rows, {"So": ("a", "b", "c")}))

    stored = town.rows("SELECT position, payload, sha256 FROM raw_row ORDER BY position")
    assert written == 2
    assert [load_row(bytes(row.payload)) for row in stored] == rows["So"]
    assert [bytes(row.sha256) for row in stored] == [sha256(bytes(row.payload)).digest() for row in stored]


def test_a_citizens_password_never_reaches_the_copy(town: Town) -> None:
    known = (
        "dossierId",
        "referenceUid",
        "serviceCode",
        "dossierNo",
        "applicantName",
        "receiveDate",
        "dueDate",
    )
    columns = (*known, "dossierStatus", "password_")
    row = (1, "u", "2.000286", "HS-1", b"Nguyen Van A", b"2018-11-05", b"2018-11-12", b"new", b"mat-khau")

    copied(town, RowsSource({"opencps_dossier": [row]}, {"opencps_dossier": columns}))

    ((payload,),) = town.rows("SELECT payload FROM raw_row")
    assert b"mat-khau" not in bytes(payload)
    assert load_row(bytes(payload))[-2:] == ("new", None)


def test_the_manifest_of_the_files_is_kept(town: Town) -> None:
    source = RowsSource(register(2))

    copied(town, source)

    ((name, size, digest),) = town.rows("SELECT name, size, sha256 FROM legacy_file")
    assert (name, size, digest) == (source.files()[0].name, source.files()[0].size, source.files()[0].sha256)


@pytest.mark.parametrize("rows", [0, 1, CHUNK_ROWS - 1, CHUNK_ROWS, CHUNK_ROWS + 1])
def test_the_last_mark_of_a_table_says_that_it_was_read_to_its_end(town: Town, rows: int) -> None:
    source = RowsSource({"So": [(number,) for number in range(rows)]}, {"So": ("a",)})

    assert copied(town, source) == rows
    assert copied(town, source) == 0

    marks = town.rows("SELECT rows, is_last FROM raw_mark ORDER BY number")
    assert [mark.is_last for mark in marks] == [False] * (len(marks) - 1) + [True]
    assert sum(mark.rows for mark in marks) == rows


def test_a_source_that_broke_off_is_gone_on_with_behind_the_last_mark(town: Town) -> None:
    rows = {"So": [(number,) for number in range(CHUNK_ROWS + 10)]}
    with pytest.raises(ConnectionError):
        copied(town, RowsSource(rows, {"So": ("a",)}, dies_behind=CHUNK_ROWS + 5))

    written = copied(town, RowsSource(rows, {"So": ("a",)}))

    assert written == 10
    assert town.rows("SELECT count(*) AS n FROM raw_row")[0].n == CHUNK_ROWS + 10


@pytest.mark.parametrize("manifest", [True, False])
@pytest.mark.parametrize(
    "change",
    [
        lambda rows: rows[DOSSIERS].append(rows[DOSSIERS][0]),
        lambda rows: rows[DOSSIERS].pop(),
        lambda rows: rows[DOSSIERS].reverse(),
        lambda rows: rows.pop(HISTORY),
        lambda rows: rows[DOSSIERS].__setitem__(3, (*rows[DOSSIERS][3][:2], "Ai đó", *rows[DOSSIERS][3][3:])),
    ],
)
def test_a_source_that_changed_since_the_copy_stops_the_step(
    town: Town, change: Callable[[dict[str, list[object]]], object], manifest: bool
) -> None:
    rows = register(6)
    copied(town, RowsSource(rows, manifest=manifest))
    change(rows)

    with pytest.raises(SourceChanged) as changed:
        copied(town, RowsSource(rows, manifest=manifest))

    assert changed.value.source == "so"
    assert town.rows("SELECT count(*) AS n FROM raw_row")[0].n == 36


def test_a_live_database_that_stands_still_is_copied_once(town: Town) -> None:
    source = RowsSource(register(6), manifest=False)

    assert (copied(town, source), copied(town, source)) == (36, 0)


def test_two_sources_of_one_batch_are_kept_apart(town: Town) -> None:
    shop = workshop(town.database)
    batch = shop.open("thu", COMMUNE, "so-cu")

    shop.snapshot(batch, "2016", RowsSource(register(2)))
    shop.snapshot(batch, "2017", RowsSource(register(3)))

    with begin(town.database) as work:
        assert [(each.source, each.name) for each in batches.tables(work, batch.id)] == [
            ("2016", DOSSIERS),
            ("2016", HISTORY),
            ("2017", DOSSIERS),
            ("2017", HISTORY),
        ]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE raw_row SET payload = 'x'",
        "DELETE FROM raw_row",
        "TRUNCATE raw_row CASCADE",
        "UPDATE raw_mark SET rows = 0",
        "DELETE FROM raw_mark",
        "UPDATE raw_patch SET basis = 'x'",
        "DELETE FROM raw_patch",
        "UPDATE legacy_file SET size = 0",
        "DELETE FROM outcome",
        "TRUNCATE outcome",
        "UPDATE outcome SET kind = 'quarantined', reason = 'x', dossier_id = NULL",
        "UPDATE outcome SET generation = generation + 2",
        "DELETE FROM outcome_past",
        "UPDATE outcome_past SET reason = 'x'",
    ],
)
def test_the_database_itself_refuses_to_change_what_was_written(town: Town, statement: str) -> None:
    rows = register(3)
    rows[DOSSIERS][0] = (*rows[DOSSIERS][0][:3], "30/02", *rows[DOSSIERS][0][4:])
    batch = bring_over(town.database, rows)
    patch(town.database, batch, (DOSSIERS, 1, "ngay_nhan"), "2016-01-04")
    shop = workshop(town.database)
    shop.map(batch, RegisterMapping())
    shop.load(batch)

    with pytest.raises(DBAPIError) as refused, begin(town.database) as work:
        work.run(statement)

    assert isinstance(refused.value.orig, psycopg.errors.RestrictViolation)


@pytest.mark.parametrize(
    ("columns", "values"),
    [
        ("kind, reason", "'vanished', 'x'"),
        ("kind", "'loaded'"),
        ("kind, reason", "'merged', 'x'"),
        ("kind", "'quarantined'"),
        ("kind, reason", "'excluded', 'x'"),
    ],
)
def test_the_schema_knows_four_outcomes_and_what_each_must_say(town: Town, columns: str, values: str) -> None:
    bring_over(town.database, register(1))
    sql = f"INSERT INTO outcome (table_id, position, generation, run_id, {columns}) SELECT 1, 99, 1, 1, {values}"

    with pytest.raises(DBAPIError) as refused, begin(town.database) as work:
        work.run(sql)

    assert isinstance(refused.value.orig, psycopg.errors.CheckViolation)


def test_a_row_that_was_never_read_has_no_outcome(town: Town) -> None:
    bring_over(town.database, register(1))
    sql = """
        INSERT INTO outcome (table_id, position, generation, run_id, kind, reason)
        SELECT 1, 99, 1, id, 'quarantined', 'x' FROM legacy_run LIMIT 1
    """

    with pytest.raises(DBAPIError) as refused, begin(town.database) as work:
        work.run(sql)

    assert isinstance(refused.value.orig, psycopg.errors.ForeignKeyViolation)


def test_no_row_has_two_outcomes(town: Town) -> None:
    bring_over(town.database, register(1))

    with pytest.raises(DBAPIError) as refused, begin(town.database) as work:
        work.run("INSERT INTO outcome SELECT * FROM outcome")

    assert isinstance(refused.value.orig, psycopg.errors.UniqueViolation)


def test_a_run_that_was_never_begun_decides_nothing(town: Town) -> None:
    batch = bring_over(town.database, register(1))
    shop = workshop(town.database)
    shop.snapshot(batch, "more", RowsSource(register(2)))
    sql = """
        INSERT INTO outcome (table_id, position, generation, run_id, kind, reason)
        SELECT r.table_id, r.position, 1, 999, 'quarantined', 'x' FROM raw_row r
        LEFT JOIN outcome o USING (table_id, position) WHERE o.table_id IS NULL LIMIT 1
    """

    with pytest.raises(DBAPIError) as refused, begin(town.database) as work:
        work.run(sql)

    assert isinstance(refused.value.orig, psycopg.errors.ForeignKeyViolation)


@pytest.mark.parametrize("statement", ["UPDATE outcome_tally SET rows = 0", "DELETE FROM outcome_tally"])
def test_the_tally_is_only_added_to(town: Town, statement: str) -> None:
    bring_over(town.database, register(1))

    with pytest.raises(DBAPIError) as refused, begin(town.database) as work:
        work.run(statement)

    assert isinstance(refused.value.orig, psycopg.errors.RestrictViolation)
