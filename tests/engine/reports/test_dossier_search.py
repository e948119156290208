"""The search box: what finds a dossier, and that nobody finds what they may not see."""

from datetime import date
from itertools import pairwise

import pytest
from sqlalchemy import event

from engine.model.actor import Actor, Appointment
from engine.model.role import Role
from engine.reports import dossier_search as search_module
from engine.reports.dossier_head import dossier_head
from engine.reports.dossier_search import Sought, dossier_search
from engine.store import bulk
from engine.store.bulk import Alias
from engine.store.work import begin, reading
from tests.support.city import COMMUNE, DISTRICT, Town
from tests.support.packages import FIELD, package

BINH = {"ho_ten": "Đỗ Thị Bình", "so_dinh_danh": "001185001234", "dien_thoai": "0912 345 678"}
A = {"ho_ten": "Nguyễn Văn Á", "so_dinh_danh": "001099000001"}
VIEWER = Actor("x", "Xem", (Appointment("x", "01", Role.CITY_VIEWER),))
TWO_SEATS = package("s -> A -> B -> e", seats={"B": "district committee handler"})


@pytest.fixture
def sought_in(town: Town) -> Town:
    town.put_in_force(TWO_SEATS)
    town.open(BINH)
    town.open(A)
    return town


def found(town: Town, text: str, actor: Actor = VIEWER, size: int = 50) -> list[str]:
    with reading(town.database) as work:
        return [each.applicant for each in dossier_search(work, actor, town.today, Sought(text), size)]


def seat(unit: str, *fields: str) -> Actor:
    return Actor("y", "Người", (Appointment("y", unit, Role.HANDLER, frozenset(fields)),))


@pytest.mark.parametrize(
    "typed",
    [
        *("nguyen van a", "NGUYỄN", "van a nguyen", "nguyen v", "Á", "001099", "001 099 000 001"),
        *(
            "000.19.37.H26-181105-0002",
            "000.19.37.h26-181105-0002",
            "H26.37.19-181105-0002",
            "181105-0002",
            "0002",
        ),
    ],
)
def test_names_numbers_and_codes_find_a_dossier(sought_in: Town, typed: str) -> None:
    assert found(sought_in, typed) == ["Nguyễn Văn Á"]


@pytest.mark.parametrize("typed", ["D", "đỗ", "0912345678", "+84912345678", "0912", "181105-0001"])
def test_a_letter_without_its_bar_and_a_telephone_number_find_the_other(sought_in: Town, typed: str) -> None:
    assert found(sought_in, typed) == ["Đỗ Thị Bình"]


@pytest.mark.parametrize(
    "typed", ["tran", "nguyen binh", "345678", "%", "_", "\\", "---", "\0", "' | 'nguyen"]
)
def test_what_fits_none_finds_none(sought_in: Town, typed: str) -> None:
    assert found(sought_in, typed) == []


def test_nothing_typed_lists_the_newest_first(sought_in: Town) -> None:
    assert found(sought_in, "") == ["Nguyễn Văn Á", "Đỗ Thị Bình"]
    assert found(sought_in, "", size=1) == ["Nguyễn Văn Á"]


def test_an_old_number_finds_its_dossier_for_ever_and_is_shown_with_it(sought_in: Town) -> None:
    first = min(row.id for row in sought_in.rows("SELECT id FROM dossier WHERE code LIKE '%-0001'"))
    with begin(sought_in.database) as work:
        bulk.add_aliases(work, [Alias(first, "epar", "12/HS/2017")])

    assert found(sought_in, "12/HS/2017") == ["Đỗ Thị Bình"]
    assert found(sought_in, "12/HS/2017", seat("00298")) == []
    with reading(sought_in.database) as work:
        head = dossier_head(work, VIEWER, "12/HS/2017", sought_in.today)
    assert (head.code, head.once_known_as) == ("000.19.37.H26-181105-0001", ["12/HS/2017"])


@pytest.mark.parametrize(
    ("actor", "sees"),
    [
        (VIEWER, 2),
        (seat(COMMUNE), 2),
        (seat(COMMUNE, FIELD), 2),
        (seat(COMMUNE, "dat-dai"), 0),
        (seat("00298"), 0),
        (seat(DISTRICT), 0),
        (Actor("z", "Không", ()), 0),
    ],
    ids=["viewer", "unit", "field", "other field", "other unit", "not yet there", "nothing"],
)
def test_only_what_a_unit_of_the_actor_works_on_is_found(sought_in: Town, actor: Actor, sees: int) -> None:
    assert len(found(sought_in, "", actor)) == sees
    assert len(found(sought_in, "nguyen", actor)) == sees // 2


def test_who_gets_a_task_finds_the_dossier_from_then_on_by_field_too(sought_in: Town) -> None:
    sought_in.complete("000.19.37.H26-181105-0002", "A")

    assert found(sought_in, "", seat(DISTRICT)) == ["Nguyễn Văn Á"]
    assert found(sought_in, "", seat(DISTRICT, FIELD)) == ["Nguyễn Văn Á"]
    assert found(sought_in, "", seat(DISTRICT, "dat-dai")) == []


def test_a_name_that_was_corrected_is_found_by_the_new_one_only(sought_in: Town) -> None:
    with begin(sought_in.database) as work:
        work.run("UPDATE dossier SET search = replace(search, 'binh', 'minh')")

    assert found(sought_in, "thi minh") == ["Đỗ Thị Bình"]
    assert found(sought_in, "thi binh") == []


def test_pages_follow_each_other_without_a_gap(sought_in: Town) -> None:
    for _ in range(5):
        sought_in.open(A)
    pages: list[list[str]] = []
    after = None
    with reading(sought_in.database) as work:
        while rows := dossier_search(work, VIEWER, sought_in.today, Sought("nguyen", after), 2):
            pages.append([row.code for row in rows])
            after = (rows[-1].received_at, rows[-1].code)

    codes = [code for page in pages for code in page]
    assert [len(page) for page in pages] == [2, 2, 2]
    assert all(earlier > later for earlier, later in pairwise(codes))


def test_a_rare_name_behind_many_newer_dossiers_is_fetched_by_the_index_of_words(
    sought_in: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search_module, "NEWEST", 1)
    statements: list[str] = []
    event.listen(sought_in.database, "before_cursor_execute", lambda *told: statements.append(told[2]))

    assert found(sought_in, "binh") == ["Đỗ Thị Bình"]
    assert sum("d.words @@" in each for each in statements) == 2


def test_the_search_asks_the_same_few_questions_however_many_dossiers_there_are(sought_in: Town) -> None:
    def questions() -> int:
        statements: list[str] = []

        def note(*told: object) -> None:
            statements.append(str(told[2]))

        event.listen(sought_in.database, "before_cursor_execute", note)
        found(sought_in, "nguyen", seat(COMMUNE))
        event.remove(sought_in.database, "before_cursor_execute", note)
        return len(statements)

    before = questions()
    for _ in range(10):
        sought_in.open(A)

    assert questions() == before == 3


def test_an_appointment_that_is_over_shows_nothing(sought_in: Town) -> None:
    former = Actor("y", "Cũ", (Appointment("y", COMMUNE, Role.HANDLER, valid_until=date(2018, 11, 4)),))

    assert found(sought_in, "", former) == []
