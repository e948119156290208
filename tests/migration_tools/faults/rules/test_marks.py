"""What a sheet does to a row is told of the row, or of every field that a merged cell filled."""

from migration_tools.faults.rules.marks import problems_of
from migration_tools.mapping.record import Mapped, Trace, Treatment

RECORD = Mapped(
    "dossier",
    "1",
    {"unit": "00295", "place": "Phường Minh Khai", "applicant": "Nguyễn Thị Hạnh"},
    (),
    {
        "unit": Trace(("Mã đơn vị",), "00295", ("trim",)),
        "place": Trace(("Đơn vị", "Mã đơn vị"), "Phường Minh Khai", ("coalesce",)),
        "applicant": Trace(("Họ và tên",), "Nguyễn Thị Hạnh", ()),
    },
)


def told(marks: str) -> list[tuple[str, str, Treatment]]:
    return [(each.code, each.field, each.treatment) for each in problems_of(marks, RECORD)]


def test_a_hidden_row_is_read_and_flagged() -> None:
    assert told("ẩn") == [("file.hidden_row", "", Treatment.FLAG)]


def test_a_merged_cell_is_told_of_every_field_that_reads_its_column() -> None:
    assert told("gộp:Mã đơn vị") == [
        ("file.merged_cells", "unit", Treatment.FIX),
        ("file.merged_cells", "place", Treatment.FIX),
    ]


def test_a_row_may_bear_several_marks() -> None:
    assert told("ẩn|gộp:Đơn vị|gộp:Họ và tên") == [
        ("file.hidden_row", "", Treatment.FLAG),
        ("file.merged_cells", "place", Treatment.FIX),
        ("file.merged_cells", "applicant", Treatment.FIX),
    ]


def test_a_merged_column_that_nobody_maps_says_nothing() -> None:
    assert told("gộp:Ghi chú nội bộ") == []


def test_a_row_without_marks_says_nothing() -> None:
    assert told("") == []


def test_the_mark_stands_as_the_raw_value() -> None:
    (problem,) = problems_of("gộp:Họ và tên", RECORD)

    assert (problem.raw, problem.note) == ("gộp:Họ và tên", "fill_down")
