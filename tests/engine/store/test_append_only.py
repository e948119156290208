"""The due-date ledger and the journal refuse every change, even the owner's (DESIGN D9)."""

import psycopg
import pytest

from tests.support.city import Town
from tests.support.database import connect
from tests.support.packages import package

RECORDS = ("due_ledger", "journal")


@pytest.fixture
def recorded(town: Town) -> Town:
    town.put_in_force(package("s -> A -> e"))
    town.open()
    return town


@pytest.mark.parametrize("table", RECORDS)
@pytest.mark.parametrize(
    "change",
    [
        "UPDATE {} SET at = at + interval '1 day'",
        "UPDATE {} SET seq = seq + 100 WHERE seq = 1",
        "DELETE FROM {}",
        "TRUNCATE {}",
        "TRUNCATE dossier CASCADE",
        "DELETE FROM dossier",
        "INSERT INTO {0} SELECT * FROM {0} ON CONFLICT (dossier_id, seq) DO UPDATE SET at = now()",
    ],
)
def test_what_is_recorded_cannot_be_changed_even_by_the_owner(
    recorded: Town, table: str, change: str
) -> None:
    before = recorded.everything()

    with connect(recorded.database.url) as owner, pytest.raises(psycopg.errors.IntegrityError):
        owner.execute(change.format(table))

    assert recorded.everything() == before


@pytest.mark.parametrize("table", RECORDS)
def test_the_refusal_says_that_the_table_is_append_only(recorded: Town, table: str) -> None:
    with (
        connect(recorded.database.url) as owner,
        pytest.raises(psycopg.errors.RestrictViolation, match=f"{table} is append-only"),
    ):
        owner.execute(f"DELETE FROM {table}")


@pytest.mark.parametrize("table", RECORDS)
def test_a_number_in_the_record_cannot_be_used_twice(recorded: Town, table: str) -> None:
    with connect(recorded.database.url) as owner, pytest.raises(psycopg.errors.UniqueViolation):
        owner.execute(f"INSERT INTO {table} SELECT * FROM {table}")
