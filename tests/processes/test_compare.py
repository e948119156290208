"""The difference list: every change of a step, a way, a form or the procedure's facts, and nothing twice."""

from typing import Any

from engine.bpmn.deployment import PROCESS_FILE
from processes.catalogue import codes
from processes.catalogue import package as library_package
from processes.compare import Change, ChangeKind, Version, compare
from processes.package import Package, read_package
from tests.support.packages import deployment_of, package

ADDED, REMOVED, CHANGED = ChangeKind.ADDED, ChangeKind.REMOVED, ChangeKind.CHANGED


def version(package: Package) -> Version:
    return Version(deployment_of(package), package.files[PROCESS_FILE])


def told(old: Package, new: Package) -> list[tuple[ChangeKind, str, tuple[str, ...]]]:
    return [(each.kind, each.name, each.said) for each in compare(version(old), version(new))]


def changes(old: dict[str, Any], new: dict[str, Any]) -> list[tuple[ChangeKind, str, tuple[str, ...]]]:
    return told(package("s -> A -> e", **old), package("s -> A -> e", **new))


def test_a_version_does_not_differ_from_itself() -> None:
    for code in codes():
        same = version(library_package(code))

        assert compare(same, same) == []


def test_a_step_put_in_is_told_with_who_and_how_long() -> None:
    found = told(package("s -> A -> e"), package("s -> A -> B -> e"))

    said = ("tên: B", "người thực hiện: Chuyên viên thụ lý, UBND cấp xã", "thời hạn: 01 ngày làm việc")
    assert (ADDED, "B", said) in found
    assert (REMOVED, "Đường đi «A» → «e»", ("từ: A", "đến: e")) in found


def test_a_step_left_out_is_told() -> None:
    found = compare(version(package("s -> A -> B -> e")), version(package("s -> A -> e")))

    assert [(each.name, each.element) for each in found if each.kind is REMOVED and each.name == "B"] == [
        ("B", None)
    ]


def test_another_seat_is_told_in_words() -> None:
    found = changes({}, {"seats": {"A": "district committee leader"}})

    expected = ("người thực hiện: Chuyên viên thụ lý, UBND cấp xã → Lãnh đạo, UBND cấp huyện",)
    assert found == [(CHANGED, "A", expected)]


def test_another_limit_is_told_in_words() -> None:
    found = changes({"budgets": {"A": "P2D"}}, {"budgets": {"A": "PT4H"}})

    assert found == [(CHANGED, "A", ("thời hạn: 02 ngày làm việc → 04 giờ làm việc",))]


def test_another_legal_limit_is_told() -> None:
    found = changes({}, {"procedure": {"limit": {"amount": "7", "unit": "working_day"}}})

    assert found == [
        (CHANGED, "Thủ tục L.THU", ("thời hạn giải quyết: 10 ngày làm việc → 07 ngày làm việc",))
    ]


def test_a_step_that_got_another_name_is_told_once_and_its_ways_not_at_all() -> None:
    old = package("s -> A -> e")
    files = dict(old.files) | {
        PROCESS_FILE: old.files[PROCESS_FILE].replace(b'name="A"', b'name="Tham dinh"')
    }

    assert told(old, read_package(files)) == [(CHANGED, "Tham dinh", ("tên: A → Tham dinh",))]


def test_another_condition_of_a_way_is_told() -> None:
    arrows = ("s -> F -> x", "x ? A -> e", "x -> B -> e")
    forms = {"F": {"so": "integer"}}
    old = package(*arrows, conditions={"x_A": "so > 3"}, default={"x": "B"}, forms=forms)
    new = package(*arrows, conditions={"x_A": "so > 4"}, default={"x": "B"}, forms=forms)

    assert told(old, new) == [(CHANGED, "Đường đi «x» → «A»", ("điều kiện: so > 3 → so > 4",))]


def test_forms_put_in_left_out_and_changed_are_told() -> None:
    one, two = {"A": {"so": "integer"}}, {"A": {"so": "integer", "chu": "string"}}

    def of_forms(old: dict[str, Any], new: dict[str, Any]) -> list[ChangeKind]:
        found: list[Change] = compare(
            version(package("s -> A -> e", forms=old)), version(package("s -> A -> e", forms=new))
        )
        return [each.kind for each in found if each.name == "Biểu mẫu A"]

    assert of_forms({}, one) == [ADDED]
    assert of_forms(one, {}) == [REMOVED]
    assert of_forms(one, two) == [CHANGED]
    assert of_forms(one, one) == []
