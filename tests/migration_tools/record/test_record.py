"""The record for signature says what reconciling found, in an office's words, and prints the same again."""

from dataclasses import replace
from typing import Any

from engine.store.work import begin
from migration_tools.canonical import canonical_hash
from migration_tools.cell import Row
from migration_tools.control_sums import UNKNOWN
from migration_tools.reconciliation import Reconciliation, reconcile
from migration_tools.record.facts import record_facts
from migration_tools.record.print import record_paper
from migration_tools.record.words import part_in_words, reason_in_words
from migration_tools.store.outcomes import Exclusion, approve_exclusion
from migration_tools.store.reconciliation import KindOfDifference
from tests.support.batches import IMPORTED_AT, bring_over, patch, workshop
from tests.support.city import Town
from tests.support.hanoi import hanoi
from tests.support.legacy import DOSSIERS, RegisterMapping, register

SIGNERS = ("Lê Thị Hoa", "Lương Quốc Việt")


def facts_of(town: Town, rows: dict[str, list[Row]]) -> dict[str, Any]:
    batch = bring_over(town.database, rows)
    shop = workshop(town.database)
    return record_facts(shop, batch, reconcile(shop, batch, RegisterMapping()), SIGNERS)


def with_a_wrong_day() -> dict[str, list[Row]]:
    rows = register(6)
    head = rows[DOSSIERS][2]
    rows[DOSSIERS][2] = (*head[:3], "30/02/2016", *head[4:])
    return rows


def test_the_heading_names_the_committee_and_the_one_above_it(town: Town) -> None:
    facts = facts_of(town, register(1))

    assert facts["unit_name"] == "Ủy ban nhân dân phường Minh Khai"
    assert facts["above_name"] == "Ủy ban nhân dân quận Hai Bà Trưng"
    assert facts["day"] == "ngày 10 tháng 11 năm 2018"
    assert facts["hour"] == "8 giờ 00 phút"


def test_a_unit_that_is_gone_is_named_as_it_was_when_it_last_received(town: Town) -> None:
    batch = bring_over(town.database, register(1))
    shop = workshop(town.database)
    found = reconcile(shop, batch, RegisterMapping())
    later = replace(shop, clock=lambda: hanoi("2026-03-02 08:00"))

    facts = record_facts(later, batch, found, SIGNERS)

    assert facts["unit_name"] == "Ủy ban nhân dân phường Minh Khai"
    assert facts["day"] == "ngày 02 tháng 03 năm 2026"


def test_a_clean_batch_is_balanced_with_nothing_left_to_say(town: Town) -> None:
    facts = facts_of(town, register(1_200, steps=1))

    assert facts["balanced"]
    assert (facts["read"], facts["compared"], facts["waiting"]) == ("2.400", "2.400", "0")
    assert facts["totals"] == ["2.400", "2.400", "0", "0", "0"]
    assert (facts["differences"], facts["quarantine"], facts["exclusions"]) == ([], [], [])


def test_every_source_stands_with_its_hash(town: Town) -> None:
    (file,) = facts_of(town, register(1))["files"]

    assert (file["source"], file["name"], len(file["sha256"])) == ("so", "so.csv", 64)


def test_what_waits_stands_with_what_the_unit_has_to_do(town: Town) -> None:
    facts = facts_of(town, with_a_wrong_day())

    assert ["date.impossible", reason_in_words("date.impossible"), "1"] in facts["quarantine"]
    assert facts["waiting"] == "6"


def test_rules_of_exclusion_and_corrections_stand_with_who_answers_for_them(town: Town) -> None:
    batch = bring_over(town.database, with_a_wrong_day())
    with begin(town.database) as work:
        rule = Exclusion("date.impossible", "Lê Thị Hoa", "Công văn 12", IMPORTED_AT)
        approve_exclusion(work, batch.id, rule)
    patch(town.database, batch, (DOSSIERS, 1, "nguoi_nop"), "Nguyễn Thị Thuý")
    shop = workshop(town.database)
    shop.map(batch, RegisterMapping())
    shop.load(batch)

    facts = record_facts(shop, batch, reconcile(shop, batch, RegisterMapping()), SIGNERS)

    assert facts["exclusions"] == [["date.impossible", "Lê Thị Hoa", "Công văn 12", "10/11/2018"]]
    assert (facts["patches"], facts["balanced"], facts["totals"][4]) == ("1", True, "6")


def test_the_hash_on_the_record_is_the_batchs_own(town: Town) -> None:
    batch = bring_over(town.database, register(3))
    shop = workshop(town.database)

    facts = record_facts(shop, batch, reconcile(shop, batch, RegisterMapping()), SIGNERS)

    assert facts["hash"] == canonical_hash(town.database, batch)
    assert "<svg" in facts["qr"]


def test_a_record_printed_again_is_the_same_paper(town: Town) -> None:
    facts = facts_of(town, with_a_wrong_day())

    first, second = (record_paper(facts, IMPORTED_AT).pdf() for _ in range(2))

    assert first == second
    assert first.startswith(b"%PDF")


def test_an_unbalanced_batch_gives_another_conclusion_and_lists_what_differs(town: Town) -> None:
    batch = bring_over(town.database, register(2))
    shop = workshop(town.database)
    found: Reconciliation = reconcile(shop, batch, RegisterMapping())
    ((dossier,), *_) = town.rows("SELECT id FROM dossier")
    differs = KindOfDifference("city.differs", "due_at", 2, dossier, "a", None)

    facts = record_facts(shop, batch, replace(found, differences=(differs,)), SIGNERS)

    assert not facts["balanced"]
    assert facts["differences"] == [["Giá trị ở hệ thống mới khác nguồn", "Hẹn trả", "2", "a", ""]]
    assert record_paper(facts, IMPORTED_AT).pictures(40)


def test_a_batch_of_which_nothing_was_read_still_prints(town: Town) -> None:
    facts = facts_of(town, {DOSSIERS: []})

    assert facts["totals"] == ["0"] * 5
    assert record_paper(facts, IMPORTED_AT).pdf()


def test_parts_of_sums_are_read_as_words() -> None:
    assert part_in_words("done · 2018-11") == "đã giải quyết xong, 11/2018"
    assert part_in_words(f"{UNKNOWN} · 2018") == "không rõ, 2018"
    assert part_in_words("fee") == "fee"


def test_several_reasons_are_told_once_each() -> None:
    one = reason_in_words("date.impossible")

    assert reason_in_words("date.impossible, date.impossible") == one
    assert reason_in_words("key.twice_in_unit, date.impossible").endswith(one)
