"""Bulk rows stand in the city exactly as if commands had written them one by one."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

import pytest
from sqlalchemy.exc import IntegrityError

from engine.events import EventKind
from engine.ids import dossier_id
from engine.model.dossier import Dossier, DossierState, DueEntry, EntryKind
from engine.reports.due_entries import due_entries
from engine.reports.timeline import timeline
from engine.store import bulk, deployments, dossiers
from engine.store.bulk import Alias, Entry, Happened, Series
from engine.store.work import begin, reading
from processes.catalogue import package
from tests.support.city import COMMUNE, STARTS_AT, Town
from tests.support.packages import deployment_of

NASTY = 'Nguyễn\tVăn "Ạ"\n\\N \\. {}'


def head(digest: str, code: str = "000.00.00.H26-181105-0001", name: str = NASTY) -> Dossier:
    return Dossier(
        id=dossier_id(code),
        code=code,
        procedure_code="1.001193",
        case_code="",
        digest=digest,
        unit=COMMUNE,
        place=COMMUNE,
        state=DossierState.ENDED,
        version=3,
        journal_length=1,
        data={"ho_ten": name, "so_ho_so_cu": "Số 7"},
        run={"format": 1, "live": []},
        received_at=STARTS_AT,
        due_at=None,
        ended_at=None,
    )


def stored(town: Town, heads: Iterable[Dossier]) -> None:
    with begin(town.database) as work:
        bulk.add_dossiers(work, heads)


@pytest.fixture
def digest(town: Town) -> str:
    content = package("1.001193")
    with begin(town.database) as work:
        deployments.add(work, deployment_of(content), content.files, STARTS_AT)
    return deployment_of(content).digest


def test_a_head_comes_back_as_it_was(town: Town, digest: str) -> None:
    stored(town, [head(digest)])

    with reading(town.database) as work:
        assert dossiers.lock(work, head(digest).code) == head(digest)


def test_it_is_found_by_code_old_number_and_name_without_marks(town: Town, digest: str) -> None:
    stored(town, [head(digest, name="Đỗ Thị Ánh")])

    assert town.head(head(digest).code).search == (
        "000.00.00.h26-181105-0001 181105-0001 0001 h26-181105-0001 so 7 do thi anh"
    )


def test_it_gets_a_look_up_key_of_its_own_like_any_other(town: Town, digest: str) -> None:
    stored(town, [head(digest), head(digest, "000.00.00.H26-181105-0002")])

    assert len({row.lookup_key for row in town.rows("SELECT lookup_key FROM dossier")}) == 2


def test_due_dates_and_the_journal_come_back_in_order(town: Town, digest: str) -> None:
    one = head(digest)
    stored(town, [one])
    entry = DueEntry(EntryKind.SET, STARTS_AT, STARTS_AT, ({"fact": "due", "at": "2018-11-05T08:15"},))
    with begin(town.database) as work:
        bulk.add_entries(work, [Entry(one.id, 1, entry)])
        bulk.add_journal(work, [happened(one.id, digest, seq) for seq in (2, 1)])

    with reading(town.database) as work:
        assert due_entries(work, one.code) == [entry]
        assert [each.facts for each in timeline(work, one.code)] == [{"name": NASTY, "n": n} for n in (1, 2)]


def happened(dossier: UUID, digest: str, seq: int) -> Happened:
    facts = {"name": NASTY, "n": seq}
    return Happened(dossier, seq, EventKind.LEGACY_STEP_TAKEN, STARTS_AT, None, COMMUNE, digest, facts)


def test_nothing_belongs_to_a_dossier_that_is_not_there(town: Town, digest: str) -> None:
    with pytest.raises(IntegrityError), begin(town.database) as work:
        bulk.add_journal(work, [happened(dossier_id("nowhere"), digest, 1)])


def test_an_alias_is_kept_once_for_each_system(town: Town, digest: str) -> None:
    one = head(digest)
    stored(town, [one])

    with begin(town.database) as work:
        bulk.add_aliases(work, [Alias(one.id, "cu", "7"), Alias(one.id, "khac", "7")])
    with pytest.raises(IntegrityError), begin(town.database) as work:
        bulk.add_aliases(work, [Alias(one.id, "cu", "7")])

    assert town.rows("SELECT count(*) AS n FROM dossier_alias")[0].n == 2


def test_ranges_of_numbers_begin_behind_those_given_in_live_use(town: Town) -> None:
    monday, tuesday = date(2018, 11, 5), date(2018, 11, 6)
    with begin(town.database) as work:
        given = [dossiers.next_number(work, COMMUNE, monday) for _ in range(3)]

        taken = bulk.reserve_numbers(work, [Series(COMMUNE, monday, 10), Series(COMMUNE, tuesday, 2)])

        assert given == [1, 2, 3]
        assert taken == {(COMMUNE, monday): 3, (COMMUNE, tuesday): 0}
        assert dossiers.next_number(work, COMMUNE, monday) == 14


def test_many_are_locked_by_id(town: Town, digest: str) -> None:
    heads = [head(digest, f"000.00.00.H26-181105-000{number}") for number in range(1, 4)]
    stored(town, heads)

    with begin(town.database) as work:
        found = dossiers.lock_all(work, [each.id for each in heads[:2]])
        assert dossiers.lock_all(work, []) == []

    assert sorted(each.code for each in found) == [each.code for each in heads[:2]]
