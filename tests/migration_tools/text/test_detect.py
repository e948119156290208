"""Detection: right where the bytes tell, silent where they do not, and never confident of nonsense."""

import csv
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import engine.model.city_data
from migration_tools.text.capitals import Capitals
from migration_tools.text.decode import encode
from migration_tools.text.detect import CANDIDATES, Detection, detect

LEGACY = ("tcvn3", "vni", "vps", "viscii", "cp1258", "utf-8")

SURNAMES = (
    "Nguyễn",
    "Trần",
    "Lê",
    "Phạm",
    "Hoàng",
    "Vũ",
    "Bùi",
    "Đặng",
    "Đỗ",
    "Ngô",
    "Dương",
    "Trịnh",
    "Khuất",
)
MIDDLE = ("Văn", "Thị", "Đức", "Hữu", "Ngọc", "Xuân", "Bích", "Quốc", "Đình", "Tiến", "Mạnh", "Thúy", "Nhật")
GIVEN = (
    "Ánh",
    "Bình",
    "Cường",
    "Dũng",
    "Đạt",
    "Hạnh",
    "Hiền",
    "Hùng",
    "Lệ",
    "Mỹ",
    "Phượng",
    "Thuý",
    "Hoà",
    "Hòa",
)
SENTENCES = [
    "Cấp giấy chứng nhận quyền sử dụng đất, quyền sở hữu nhà ở",
    "Đăng ký khai sinh có yếu tố nước ngoài",
    "Đã trả kết quả, người nhận ký tên trong sổ",
    "Chờ bổ sung: bản sao hộ khẩu và chứng minh nhân dân",
    "Số 12 ngõ 34 phố Hàng Bạc, quận Hoàn Kiếm",
    "UBND phường chuyển HĐND thành phố; phí 1.200.000 đ",
]

names = st.builds(" ".join, st.tuples(*map(st.sampled_from, (SURNAMES, MIDDLE, GIVEN))))
sentences = st.sampled_from(SENTENCES)
encodings = st.sampled_from(LEGACY)


def _units() -> list[str]:
    units = Path(engine.model.city_data.__file__).parent / "data" / "hanoi" / "units.csv"
    with units.open(encoding="utf-8", newline="") as lines:
        return [row["name"] for row in csv.DictReader(lines)]


def _letters(detection: Detection) -> str | None:
    return detection.text.lower() if detection.text is not None else None


@pytest.mark.parametrize("encoding", LEGACY)
def test_sentences_are_read_in_every_encoding(encoding: str) -> None:
    for sentence in SENTENCES:
        found = detect(encode(sentence, encoding))

        assert (found.encoding, _letters(found)) == (encoding, sentence.lower())
        assert found.confidence >= 0.99


@given(names, encodings)
def test_a_name_is_read_right_or_not_at_all(name: str, encoding: str) -> None:
    found = detect(encode(name, encoding))

    assert _letters(found) in {name.lower(), None}


@given(names | sentences, encodings)
def test_capitals_are_read_as_well(text: str, encoding: str) -> None:
    found = detect(encode(text.upper(), encoding))

    assert _letters(found) in {text.lower(), None}


@pytest.mark.parametrize("encoding", LEGACY)
def test_a_profiled_column_of_unit_names_is_read_whole(encoding: str) -> None:
    cells = {encode(name, encoding): name for name in _units() if len(name) >= 8 and not name.isascii()}
    found = [detect(raw) for raw in cells]
    profile = Counter(each.encoding for each in found if each.encoding and not each.same_as)

    read = {name: _letters(detect(raw, CANDIDATES, 0.99, profile)) for raw, name in cells.items()}

    assert [name for name, text in read.items() if text not in {name.lower(), None}] == []
    assert sum(text is None for text in read.values()) <= 0.001 * len(cells)


@pytest.mark.parametrize("encoding", LEGACY)
def test_short_cells_are_never_read_wrong(encoding: str) -> None:
    short = [word for name in _units() for word in name.split() if 3 <= len(word) <= 7 and not word.isascii()]

    for word in sorted({*short, *SURNAMES, *MIDDLE, *GIVEN}):
        found = detect(encode(word, encoding))
        assert _letters(found) in {word.lower(), None}, (word, found)


def test_two_encodings_in_one_column_are_told_apart_cell_by_cell() -> None:
    seen = {"tcvn3": 500}

    found = [detect(encode(text, "vni"), CANDIDATES, 0.99, seen) for text in SENTENCES]

    assert {each.encoding for each in found} == {"vni"}


@pytest.mark.parametrize(
    ("first", "then"), [("tcvn3", "vni"), ("vni", "tcvn3"), ("viscii", "vni"), ("vps", "tcvn3")]
)
@pytest.mark.parametrize("given", ["Lộc", "Bình", "Tuấn", "Phượng"])
def test_two_encodings_in_one_cell_are_left_to_a_person(first: str, then: str, given: str) -> None:
    raw = encode("Nguyễn", first) + b" " + encode(f"Thị {given}", then)

    found = detect(raw)

    assert found.text is None
    assert f"Nguyễn Thị {given}" in {rival.text for rival in found.rivals} or found.evidence


def test_a_person_is_shown_the_mixture_that_reads_well() -> None:
    found = detect(encode("Nguyễn", "tcvn3") + b" " + encode("Thị Lộc", "vni"))

    assert (found.rivals[0].encoding, found.rivals[0].text) == ("mixed", "Nguyễn Thị Lộc")
    assert "hai bảng mã" in found.evidence


def test_a_known_column_is_not_thought_mixed_for_a_rare_name() -> None:
    profile = {"viscii": 5_000}

    found = [
        detect(encode(f"{name} Công Toàn", "viscii"), CANDIDATES, 0.99, profile)
        for name in ("Chử", "Lý", "Hồ")
    ]

    assert [each.text for each in found] == ["Chử Công Toàn", "Lý Công Toàn", "Hồ Công Toàn"]


def test_text_in_utf_8_has_no_rival() -> None:
    found = detect("Chử Huy Hiếu".encode(), CANDIDATES, 0.99, {"tcvn3": 100_000})

    assert (found.encoding, found.confidence, found.rivals) == ("utf-8", 1.0, ())


def test_an_ambiguous_cell_names_its_rivals_and_a_person_decides() -> None:
    raw = encode("Hồng", "vni")

    found = detect(raw, ("vni", "vps"))

    assert (found.encoding, found.text) == (None, None)
    assert {rival.text for rival in found.rivals} == {"Hồng", "Hoàng"}
    assert "vni" in found.evidence


def test_what_a_column_was_so_far_decides_the_ambiguous_cell() -> None:
    raw = encode("Hồng", "vni")

    assert detect(raw, ("vni", "vps"), 0.99, {"vni": 5_000}).text == "Hồng"
    assert detect(raw, ("vni", "vps"), 0.99, {"vps": 5_000}).text == "Hoàng"


def test_ascii_is_itself_whatever_the_candidates() -> None:
    assert detect(b"Nguyen Van A", ("tcvn3",)) == Detection("ascii", "Nguyen Van A", 1.0, "ASCII")
    assert detect(b"").text == ""


def test_a_declared_encoding_is_refused_where_the_bytes_belie_it() -> None:
    raw = encode("Đăng ký khai sinh có yếu tố nước ngoài", "vni")

    found = detect(raw, ("tcvn3",))

    assert (found.encoding, found.text) == (None, None)


@pytest.mark.parametrize(
    "raw", [b"\xff\xfe\x00\x01\xc0", bytes(range(128, 256)), "Müller Straße".encode("latin-1")]
)
def test_nonsense_and_foreign_text_are_no_legacy_vietnamese(raw: bytes) -> None:
    found = detect(raw, LEGACY)

    assert found.text is None
    assert found.evidence


def test_foreign_text_is_left_to_a_person_even_where_latin_1_is_a_candidate() -> None:
    found = detect("Müller Straße".encode("latin-1"), ("tcvn3", "latin-1"))

    assert found.text is None
    assert "Müller Straße" in {rival.text for rival in found.rivals}


@given(st.binary(max_size=40))
def test_any_bytes_get_an_answer_with_a_probability(raw: bytes) -> None:
    found = detect(raw)

    assert 0.0 <= found.confidence <= 1.0 + 1e-9
    assert (found.text is None) or found.confidence >= 0.99


@given(names, encodings)
def test_the_same_cell_gets_the_same_answer(name: str, encoding: str) -> None:
    raw = encode(name, encoding)

    assert detect(raw) == detect(raw)


def test_viqr_is_read_where_it_is_declared_and_never_guessed() -> None:
    assert detect(b"Nguye^~n Thi. U't", ("viqr",)).text == "Nguyễn Thị Út"
    assert detect("Nguyễn".encode(), ("viqr",)).text is None
    with pytest.raises(ValueError, match="viqr"):
        detect(b"abc", ("viqr", "utf-8"))


def test_an_unknown_candidate_is_an_error_of_the_mapping() -> None:
    with pytest.raises(LookupError):
        detect(b"\xb5", ("tcvn4",))


def test_open_capitals_follow_the_policy_of_the_column() -> None:
    raw = encode("Ánh Tuyết", "tcvn3")

    assert detect(raw, ("tcvn3",), capitals=Capitals.TITLE).text == "Ánh Tuyết"
    assert detect(raw, ("tcvn3",), capitals=Capitals.UPPER).text == "ÁNH TUYẾT"
    assert detect(raw, ("tcvn3",), capitals=Capitals.LOWER).text == "ánh Tuyết"


def test_the_encoding_is_known_where_only_the_capitals_are_left_to_a_person() -> None:
    found = detect(encode("Ánh Tuyết", "tcvn3"), ("tcvn3",), capitals=Capitals.QUARANTINE)

    assert (found.encoding, found.text) == ("tcvn3", None)
    assert "chữ hoa" in found.evidence


def test_a_cell_that_two_encodings_read_alike_is_sure_but_says_so() -> None:
    found = detect(encode(SENTENCES[0], "viscii"), ("vps", "viscii", "cp1258"))
    alike = detect("Lê Hà".encode("cp1258"), ("viscii", "cp1258"))

    assert (found.encoding, found.same_as) == ("viscii", ())
    assert alike.text == "Lê Hà"
    assert {alike.encoding, *alike.same_as} == {"viscii", "cp1258", "latin-1"}


def test_among_encodings_that_read_alike_the_column_names_its_own() -> None:
    raw = "Lê Hà".encode("cp1258")

    assert detect(raw, ("viscii", "cp1258"), 0.99, {"cp1258": 9}).encoding == "cp1258"
    assert detect(raw, ("viscii", "cp1258"), 0.99, {"viscii": 9}).encoding == "viscii"
