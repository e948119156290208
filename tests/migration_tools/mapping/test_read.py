"""A mapping is read whole, over all that it extends, or every problem is told with its line."""

from pathlib import Path

import pytest

from migration_tools.mapping.library import Library
from migration_tools.mapping.model import ControlField, Inflight, LegacyMapping
from migration_tools.mapping.problems import UnreadableMapping
from migration_tools.mapping.read import read_mapping
from migration_tools.mapping.record import Treatment

SPECIFIED = """
mapping: so-tu-phap/ho-so@3
extends: preset/register-xlsx@1
source: {adapter: xlsx, file: "*.xlsx", sheet: "HS*", header_row: 5, merged_cells: fill_down}
decode: {candidates: [utf-8, tcvn3, vni], min_confidence: 0.99, on_ambiguous: quarantine}
key: [so_ho_so, nam]
unit: {const: "H26.SoTuPhap", at: received_on}
fields:
  number:      {from: so_ho_so, op: [trim, collapse_space], required: true}
  received_on: {from: ngay_nhan, op: {date: ["dd/mm/yyyy", "d/m/yy"], pivot_year: 30, max: snapshot},
                on_error: quarantine}
  status:      {from: trang_thai, lookup: status/so-tu-phap, on_missing: quarantine}
  qa_asked:    {from: so_cau_hoi, op: {split: " / ", index: 0}, type: integer, blank: not_applicable}
checks: [{id: NEG_DURATION, assert: "returned_on is null or returned_on >= received_on", severity: quarantine}]
controls: [{sum: fee}, {count_by: [status]}, {count_by: ["month(received_on)"]}]
inflight: {"Đang xử lý/Thẩm định": {start_at: [Task_ThamDinh], done: [Task_TiepNhan]},
           "Chờ bổ sung": {replay: p-bo-sung}}
"""


def library(folder: Path, **texts: str) -> Library:
    for name, text in texts.items():
        (folder / f"{name}@1.yaml").write_text(f"mapping: {name}@1\n{text}", encoding="utf-8")
    return Library((folder,))


def problems(text: str, shelf: Library | None = None) -> tuple[str, ...]:
    with pytest.raises(UnreadableMapping) as refused:
        read_mapping(text, shelf)
    return tuple(str(problem) for problem in refused.value.problems)


@pytest.fixture
def specified(tmp_path: Path) -> LegacyMapping:
    (tmp_path / "status").mkdir()
    table = "lookup: status/so-tu-phap\nentries: {Đã trả: done}\n"
    (tmp_path / "status/so-tu-phap.yaml").write_text(table, encoding="utf-8")
    return read_mapping(SPECIFIED, Library((tmp_path,)))


def test_the_specified_example_is_read(specified: LegacyMapping) -> None:
    (table,) = specified.tables

    assert specified.name == "so-tu-phap/ho-so@3"
    assert table.table == "HS*"
    assert table.key == ("so_ho_so", "nam")
    assert [field.name for field in table.fields] == ["number", "received_on", "status", "extra.qa_asked"]
    assert table.checks[0].severity is Treatment.QUARANTINE
    assert table.controls[2].by == (ControlField("received_on", "month"),)
    assert specified.inflight["Chờ bổ sung"] == Inflight(replay="p-bo-sung")
    assert specified.lookups["status/so-tu-phap"] == {"Đã trả": "done"}


def test_a_table_is_found_by_its_name_before_a_pattern() -> None:
    text = (
        "mapping: a@1\ntables:\n  '*': {key: a, fields: {number: a}}\n  hs: {key: b, fields: {number: b}}\n"
    )

    mapping = read_mapping(text)

    assert [mapping.table(name).key for name in ("hs", "khac")] == [("b",), ("a",)]  # type: ignore[union-attr]


def test_every_problem_is_told_with_its_line() -> None:
    text = """mapping: a@1
fields:
  numbr: Số hồ sơ
  fee: {from: [a, b]}
  status: {from: s, lookup: status/khong-co}
  note: {from: n, op: {regex_extract: "(a+)+"}}
checks: [{id: A1, assert: "ngay >"}, {id: A2, assert: "khong_co = 1"}]
controls: [{sum: tien}]
"""

    said = problems(text)

    assert any("dòng 3" in each and "number" in each for each in said)
    assert any("dòng 4" in each and "concat" in each for each in said)
    assert any("dòng 5" in each and "status/khong-co" in each for each in said)
    assert any("dòng 6" in each and "^" in each for each in said)
    assert any("key" in each for each in said)
    assert sum("dòng 7" in each for each in said) == 2
    assert any("dòng 8" in each and "tien" in each for each in said)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("fields: {}", "thiếu mục mapping"),
        ("mapping: A B", "phiên bản"),
        ("mapping: ../../etc@1", "phiên bản"),
        ("mapping: a@1\npython: x", "Không có mục “python”"),
        ("mapping: a@1\nfields: {number: {from: a, op: eval}}", "op"),
        ("mapping: a@1\nfields: {number: {from: a, op: {sql: x}}}", "“sql”"),
        ("mapping: a@1\nfields: {number: {from: a, typ: text}}", "typ"),
        ("mapping: a@1\nunit: {const: a, from: b}", "unit"),
        ("mapping: a@1\nzone: lao", "chỉ nhận"),
        ("mapping: a@1\ndecode: {min_confidence: 3}", "ngoài giới hạn"),
        ("mapping: a@1\nkey: a\nfields: {number: {from: a, const: b}}", "Chỉ ghi một"),
        ("mapping: a@1\nkey: a", "không có mục fields"),
    ],
)
def test_a_wrong_form_is_told_in_vietnamese(text: str, said: str) -> None:
    assert said in "\n".join(problems(text))


def test_a_chain_is_laid_over_from_the_bottom_up(tmp_path: Path) -> None:
    shelf = library(
        tmp_path,
        bottom="key: a\nfields: {number: {from: x, op: trim}, note: n, fee: f}\nunit: {from: c, at: received_on}",
        middle="extends: bottom@1\nfields: {number: {required: true}, note: null}",
    )

    mapping = read_mapping("mapping: top@1\nextends: middle@1\nunit: {const: U}\nfields: {number: số}", shelf)

    (table,) = mapping.tables
    number, fee = table.fields
    assert (number.columns, number.is_required, number.operators[0].name) == (("số",), True, "trim")
    assert fee.name == "fee"
    assert table.unit is not None
    assert (table.unit.const, table.unit.column, table.unit.at) == ("U", None, "received_on")


def test_a_circle_is_refused(tmp_path: Path) -> None:
    shelf = library(tmp_path, one="extends: two@1", two="extends: one@1")

    assert "vòng tròn" in problems("mapping: top@1\nextends: one@1", shelf)[0]


def test_an_endless_chain_is_refused(tmp_path: Path) -> None:
    shelf = library(tmp_path, **{f"m{at}": f"extends: m{at + 1}@1" for at in range(20)})

    assert "quá 8 lớp" in problems("mapping: top@1\nextends: m0@1", shelf)[0]


def test_a_base_that_is_missing_or_wrong_is_told(tmp_path: Path) -> None:
    shelf = library(tmp_path, bad="colour: red")
    (tmp_path / "liar@1.yaml").write_text("mapping: truth@1", encoding="utf-8")

    assert "Không tìm thấy" in problems("mapping: top@1\nextends: nothing@1", shelf)[0]
    assert "bad@1" in problems("mapping: top@1\nextends: bad@1", shelf)[0]
    assert "tự xưng" in problems("mapping: top@1\nextends: liar@1", shelf)[0]


def test_a_link_out_of_the_library_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.yaml").write_text("mapping: a@1", encoding="utf-8")
    shelf = tmp_path / "shelf"
    shelf.mkdir()
    (shelf / "a@1.yaml").symlink_to(tmp_path / "secret.yaml")

    assert Library((shelf,)).find("a@1") is None
    assert Library((shelf,)).find("../secret") is None


def test_the_digest_follows_what_is_meant_not_how_it_is_written() -> None:
    short = read_mapping("mapping: a@1\nkey: a\nfields: {number: a}")
    long = read_mapping("key: a # chú thích\nmapping: a@1\nfields:\n  number: {from: a}\n")
    other = read_mapping("mapping: a@1\nkey: a\nfields: {number: b}")

    assert short.digest == long.digest != other.digest
