"""Every kind of synthetic database can be read by our own sources, and its truth names what stands there."""

from collections import Counter
from pathlib import Path

import pytest

from migration_tools.faults.catalogue import Outcome
from migration_tools.faults.generate.damaged import FILE_CODES
from migration_tools.faults.generate.run import Kind, generate
from migration_tools.faults.generate.truth import read_planted, read_right
from tests.support.legacy_made import DOSSIERS, PLANTED, Made, make, settings

TWO_ROWS = {
    "key.twice_identical",
    "key.twice_in_unit",
    "key.number_in_two_units",
    "key.reused_each_year",
    "process.transfer_twice",
}
DUMPS = (Kind.OPENCPS1_INTEGERS, Kind.OPENCPS1_WORDS, Kind.OPENCPS2, Kind.EPAR)


@pytest.fixture(scope="module", params=list(Kind), ids=str)
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Made:
    return make(request.param, tmp_path_factory.mktemp("made") / request.param)


@pytest.fixture(scope="module", params=DUMPS, ids=str)
def dumped(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Made:
    return make(request.param, tmp_path_factory.mktemp("dumped") / request.param)


def test_every_class_is_planted_exactly_as_often_as_asked(made: Made) -> None:
    counts = Counter(fault.code for fault in made.planted)

    expected = {code: PLANTED * (2 if code in TWO_ROWS else 1) for code in counts}

    assert counts == expected


def test_the_manifest_counts_what_the_truth_holds(made: Made) -> None:
    assert made.manifest.planted == Counter(fault.code for fault in read_planted(made.folder))


def test_every_planted_row_can_be_read_at_its_position(made: Made) -> None:
    for fault in made.planted:
        assert fault.position in made.rows[fault.table], fault


def test_a_dossier_gets_one_fault_at_most(made: Made) -> None:
    places = Counter((fault.table, fault.position) for fault in made.planted)

    assert set(places.values()) == {1}


def test_every_dossier_has_a_row(made: Made) -> None:
    table = next(fault.table for fault in made.planted if fault.code == "key.missing")

    assert len(made.rows[table]) >= DOSSIERS


def test_every_row_without_a_fault_has_its_right_values(made: Made) -> None:
    places = {(row.table, row.position) for row in read_right(made.folder)}
    planted = {(fault.table, fault.position) for fault in made.planted}

    for table in {table for table, _ in places}:
        assert {(table, position) for position in made.rows[table]} <= places | planted | _twins(made, table)


def _twins(made: Made, table: str) -> set[tuple[str, int]]:
    """Return the first rows of pairs whose fault stands in the second row only."""
    return {
        (fault.table, fault.position + step)
        for fault in made.planted
        if fault.code in {"file.totals_row", "file.merged_cells"}
        for step in (-1, 1)
    }


def test_the_right_values_leave_out_what_was_planted(made: Made) -> None:
    faults = {(fault.table, fault.position): fault.field for fault in made.planted}

    for row in read_right(made.folder):
        assert faults.get((row.table, row.position)) not in row.values


def test_a_person_is_asked_where_there_is_no_right_value(made: Made) -> None:
    for fault in made.planted:
        if fault.outcome is Outcome.QUARANTINED:
            assert fault.value is None, fault
        elif fault.outcome in {Outcome.FIXED, Outcome.KEPT, Outcome.MERGED}:
            assert fault.value is not None, fault


def test_faults_of_whole_files_lie_beside_the_database(made: Made) -> None:
    beside = {fault.code: fault.table for fault in read_planted(made.folder) if fault.position == 0}

    assert set(beside) == FILE_CODES
    assert all((made.folder / "tep_loi" / name).is_file() for name in beside.values())


@pytest.mark.parametrize("kind", list(Kind), ids=str)
def test_the_same_seed_makes_the_same_bytes(kind: Kind, tmp_path: Path) -> None:
    first = generate(settings(kind, tmp_path / "first"))
    second = generate(settings(kind, tmp_path / "second"))

    for one in (first.database.name, "planted.jsonl", "right.jsonl"):
        if not one.endswith(".xlsx"):  # a workbook tells when it was made
            assert (tmp_path / "first" / one).read_bytes() == (tmp_path / "second" / one).read_bytes()
    assert first.planted == second.planted


def test_nothing_is_planted_when_nothing_is_asked(tmp_path: Path) -> None:
    manifest = generate(settings(Kind.OPENCPS2, tmp_path / "clean", planted=0))

    assert manifest.planted == {}
    assert sum(1 for _ in read_right(tmp_path / "clean")) == DOSSIERS


def test_too_few_dossiers_for_the_faults_are_refused_before_anything_is_written(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="larger than population"):
        generate(settings(Kind.OPENCPS2, tmp_path / "none", dossiers=10))

    assert not (tmp_path / "none").exists()


def test_a_folder_that_is_there_is_never_written_over(tmp_path: Path) -> None:
    with pytest.raises(FileExistsError):
        generate(settings(Kind.OPENCPS2, tmp_path))


def test_a_dump_ends_with_the_line_that_says_so(dumped: Made) -> None:
    assert dumped.manifest.database.read_bytes().splitlines()[-1].startswith(b"-- Dump completed on ")


def test_every_dump_table_has_the_columns_of_its_system(dumped: Made) -> None:
    for table, rows in dumped.rows.items():
        assert {len(row) for row in rows.values()} == {len(dumped.columns[table])}


def test_a_dump_without_faults_has_history_for_every_dossier(tmp_path: Path) -> None:
    manifest = generate(settings(Kind.OPENCPS2, tmp_path / "clean", planted=0))
    from_dump = manifest.database.read_bytes()

    assert from_dump.count(b"CREATE TABLE") == 6
