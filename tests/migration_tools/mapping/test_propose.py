"""An unknown register comes out as a mapping that reads, in at most forty lines."""

from datetime import date, timedelta

from migration_tools.cell import Row
from migration_tools.mapping.apply import apply
from migration_tools.mapping.compiled import Surveyed, compile_table
from migration_tools.mapping.headings import find_headings
from migration_tools.mapping.profile import TableProfile, pattern_of
from migration_tools.mapping.propose import Proposal
from migration_tools.mapping.propose import propose as propose_from
from migration_tools.mapping.read import read_mapping
from migration_tools.mapping.sample import Sample

HEADINGS = ("STT", "Số hồ sơ", "Họ và tên", "CMND", "Ngày nhận", "Ngày hẹn trả", "Tình trạng", "Số tờ bản đồ")
TITLE: list[Row] = [("UBND XÃ A",), ("SỔ THEO DÕI HỒ SƠ NĂM 2018",), ()]


def propose(
    sheets: dict[str, list[Row]], name: str, adapter: str = "xlsx", unit: str | None = None
) -> Proposal:
    return propose_from(Sample(adapter, sheets), name, unit)


def rows(count: int, order: str = "%d/%m/%Y", headings: Row = HEADINGS) -> list[Row]:
    days = [date(2018, 1, 2) + timedelta(days=at) for at in range(count)]
    return [*TITLE, headings] + [
        (at, f"{at:04d}/2018", f"Lê Văn {at}", "012345678", day.strftime(order),
         (day + timedelta(days=7)).strftime(order), "Đã trả" if at % 2 else "Đang xử lý", "15")
        for at, day in enumerate(days)
    ]  # fmt: skip


def test_headings_are_found_below_the_title() -> None:
    heading = find_headings(rows(5))

    assert heading is not None
    assert heading.row == 3
    assert heading.targets["number"] == 1
    assert heading.targets["received_on"] == 4
    assert "Số tờ bản đồ" not in {heading.names[column] for column in heading.targets.values()}


def test_a_sheet_without_known_words_has_no_headings() -> None:
    assert find_headings([("a", "b"), (1, 2)]) is None


def test_a_register_is_proposed_so_that_it_reads_its_own_rows() -> None:
    sheet = rows(60)

    proposal = propose({"HS 2018": sheet}, "xa-a/so@1", unit="H26.XaA")

    mapping = read_mapping(proposal.text)
    assert len(proposal.text.splitlines()) <= 40
    assert mapping.source["header_row"] == 4
    profile = TableProfile(HEADINGS)
    for row in sheet[4:]:
        profile.add(row)
    table = compile_table(mapping, mapping.tables[0], HEADINGS, Surveyed(profile.evidence))
    record = apply(table, sheet[9])
    assert record.problems == ()
    assert (record.key, record.values["applicant"], record.values["status"]) == (
        "0005/2018",
        "Lê Văn 5",
        "done",
    )
    assert record.values["received_on"] == date(2018, 1, 7)
    assert record.values["extra.so_to_ban_do"] == "15"
    assert table.coverage.unmapped == ()


def test_a_register_written_month_first_is_proposed_so() -> None:
    proposal = propose({"HS": rows(60, "%m/%d/%Y")}, "a/b@1", unit="U")

    assert "mm/dd/yyyy" in proposal.text
    assert any("tháng trước ngày sau" in note for note in proposal.notes)


def test_sheets_of_one_form_are_one_register_and_others_are_named() -> None:
    other = rows(3, headings=("Số biên nhận", "Người nộp", "x", "y", "z", "t", "u", "v"))

    proposal = propose(
        {"HS 2017": rows(5), "HS 2018": rows(6), "Đất đai": other, "Bìa": [("Sổ",)]}, "a/b@1", unit="U"
    )

    assert read_mapping(proposal.text).tables[0].table == "HS 201*"
    assert any("Đất đai" in note for note in proposal.notes)
    assert any("Bìa" in note for note in proposal.notes)


def test_what_the_proposal_does_not_know_it_says() -> None:
    sheet = rows(8)
    strange = [*sheet, (*sheet[-1][:6], "Treo", "15")]

    notes = " ".join(propose({"HS": strange}, "a/b@1").notes)

    assert "Treo" in notes
    assert "unit" in notes
    assert "key" in notes


def test_a_register_without_statuses_takes_them_from_the_day_of_return() -> None:
    sheet: list[Row] = [
        ("Số hồ sơ", "Ngày nhận", "Ngày trả"),
        ("1", "25/01/2018", "26/01/2018"),
        ("2", "26/01/2018", ""),
    ]

    mapping = read_mapping(propose({"HS": sheet}, "a/b@1", "csv").text)

    table = compile_table(mapping, mapping.tables[0], sheet[0])  # type: ignore[arg-type]
    assert [apply(table, row).values["status"] for row in sheet[1:]] == ["done", "processing"]


def test_a_profile_counts_blanks_values_and_evidence() -> None:
    profile = TableProfile(("ngay", "so", "ten"))

    for row in (
        ("25/12/2018", "1.637,5", "Lê"),
        ("05/11/2018", "12,5", "NguyÔn V¨n D­¬ng".encode("latin-1")),
        (None, "", " "),
    ):
        profile.add(row)

    day, number, name = profile.columns
    assert (profile.rows, day.blanks, day.distinct, number.blanks) == (3, 1, 2, 1)
    assert day.evidence.date_order == "dmy"
    assert number.evidence.decimal_sign == ","
    assert name.encodings["tcvn3"] == 1
    assert day.patterns["2/2/4"] == 2


def test_a_stray_cell_does_not_make_a_column_mixed_and_a_habit_does() -> None:
    stray, habit = TableProfile(("a",)), TableProfile(("a",))

    for at in range(1000):
        stray.add(("12/25/2018" if at == 0 else "25/12/2018",))
        habit.add(("12/25/2018" if at % 50 == 0 else "25/12/2018",))

    assert stray.evidence["a"].date_order == "dmy"
    assert habit.evidence["a"].date_order == "mixed"


def test_a_pattern_is_the_form_of_a_text() -> None:
    assert pattern_of("HS-0012/2018") == "a-4/4"
