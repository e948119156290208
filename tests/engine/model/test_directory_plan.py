"""What offered lines would change in a list."""

from engine.model.directory import Column, Kind
from engine.model.directory_plan import Change, Effect, judged, key_of, plan

COLUMNS = (
    Column("unit", "Mã đơn vị", required=True),
    Column("valid_from", "Từ ngày", Kind.DAY),
    Column("name", "Tên", required=True),
)
KEY = ("unit", "valid_from")
KNOWN = [
    {"unit": "007", "valid_from": "2018-01-01", "name": "Quận Hai Bà Trưng"},
    {"unit": "009", "valid_from": "", "name": "Quận Thanh Xuân"},
]


def line(unit: str, valid_from: str, name: str) -> dict[str, str]:
    return {"unit": unit, "valid_from": valid_from, "name": name}


def test_each_line_is_told_by_what_it_would_do() -> None:
    offered = [
        line("007", "01/01/2018", "Quận Hai Bà Trưng"),
        line("009", "", "Quận Thanh  Xuân mới"),
        line("008", "", "Quận Hoàng Mai"),
    ]

    lines = plan(COLUMNS, KEY, KNOWN, offered)

    assert [each.effect for each in lines] == [Effect.SAME, Effect.CHANGED, Effect.ADDED]
    assert lines[1].change.names == ["name"]
    assert [each.number for each in lines] == [2, 3, 4]


def test_all_faults_of_a_line_are_told_at_once() -> None:
    [found] = plan(COLUMNS, KEY, KNOWN, [line("", "31/02/2018", "")])

    assert found.effect is Effect.REFUSED
    assert len(found.faults) == 3


def test_the_second_of_two_lines_for_one_entry_is_refused_and_names_the_first() -> None:
    lines = plan(COLUMNS, KEY, KNOWN, [line("010", "", "Một"), line("010", "", "Hai")])

    assert lines[0].effect is Effect.ADDED
    assert lines[1].faults == ("Trùng với dòng 2.",)


def test_only_lines_that_change_something_are_judged() -> None:
    lines = plan(COLUMNS, KEY, KNOWN, [line("009", "", "Quận Thanh Xuân"), line("010", "", "Mới")])

    found = judged(lines, lambda change: [f"không được: {change.entry['unit']}"])

    assert [each.effect for each in found] == [Effect.SAME, Effect.REFUSED]
    assert found[1].faults == ("không được: 010",)


def test_an_entry_that_goes_is_known_by_what_it_was() -> None:
    change = Change(KNOWN[0], None)

    assert key_of(KEY, change.entry) == "007|2018-01-01"
    assert change.names == ["unit", "valid_from", "name"]
