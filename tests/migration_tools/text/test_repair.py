"""Rules for text that is Unicode already: each mends its own fault, is named, and leaves right text alone."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from engine.model.folding import folded
from migration_tools.text.capitals import Capitals
from migration_tools.text.clean import Cleaned, CleanPolicy, clean
from migration_tools.text.decode import encode
from migration_tools.text.repair import AS_IT_STANDS, lost_letters, misread

SENTENCES = (
    "Nguyễn Thị Đào, số 12 ngõ 34 phố Hàng Bạc",
    "Đăng ký khai sinh có yếu tố nước ngoài",
    "Ủy ban nhân dân phường Phúc Xá",
    "Trần Đình Hữu",
)
NAMES = (
    "Thuý",
    "Thúy",
    "Hoà",
    "Hòa",
    "Lý",
    "Nguyễn Văn Hoà",
    "Y Bá",
    "Đào Ái Mỹ",
    "Hà",
    "Bùi Hiền",
    "HĐND",
    "Thị xã",
)


def _seen_as_latin_1(text: str, encoding: str) -> str:
    return encode(text, encoding).decode("latin-1")


@pytest.mark.parametrize(
    ("encoding", "rule"),
    [
        ("tcvn3", "tcvn3.as_latin1"),
        ("vni", "vni.as_latin1"),
        ("cp1258", "cp1258.as_latin1"),
        ("utf-8", "utf8.double"),
    ],
)
@pytest.mark.parametrize("sentence", SENTENCES)
def test_misread_bytes_are_read_again(encoding: str, rule: str, sentence: str) -> None:
    cleaned = clean(_seen_as_latin_1(sentence, encoding))

    assert (cleaned.text.lower(), cleaned.rules, cleaned.doubt) == (sentence.lower(), (rule,), "")


@pytest.mark.parametrize("sentence", SENTENCES[1:])
def test_double_utf_8_through_windows_is_read_again(sentence: str) -> None:
    misread_text = sentence.encode().decode("cp1252", "surrogateescape")
    holes = {0xDC00 + code: code for code in range(0x80, 0x100)}

    cleaned = clean(misread_text.translate(holes))

    assert (cleaned.text, cleaned.rules) == (sentence, ("utf8.double",))


@pytest.mark.parametrize("name", NAMES)
def test_a_right_name_is_not_touched(name: str) -> None:
    assert clean(name) == Cleaned(name)


@given(st.sampled_from(NAMES + SENTENCES), st.sampled_from(NAMES + SENTENCES))
def test_right_text_comes_back_as_it_is(one: str, other: str) -> None:
    assert clean(f"{one} {other}") == Cleaned(f"{one} {other}")


def test_the_place_of_the_tone_stays_and_only_the_search_key_folds() -> None:
    assert clean("Thuý").text != clean("Thúy").text
    assert folded("Thuý") == folded("Thúy")


def test_a_name_that_reads_both_ways_is_kept_unless_its_column_was_misread() -> None:
    misread_name = _seen_as_latin_1("Hồ", "vni")

    assert clean(misread_name) == Cleaned("Hoà")
    assert clean(misread_name, seen={"vni": 5_000}).text == "Hồ"
    assert clean(misread_name, seen={AS_IT_STANDS: 5_000, "vni": 1}).text == "Hoà"


def test_text_that_was_decoded_from_its_own_bytes_is_not_read_again() -> None:
    text = _seen_as_latin_1("Trần Đình Hữu", "vni")

    assert clean(text, CleanPolicy(may_be_misread=False)) == Cleaned(text)


def test_a_doubtful_cell_is_left_as_it_is_for_a_person() -> None:
    cleaned = clean(_seen_as_latin_1("Như", "vni"))

    assert (cleaned.text, cleaned.rules) == ("Nhö", ())
    assert "vni" in cleaned.doubt


@pytest.mark.parametrize(
    "text", ["Müller GmbH", "Nestlé Café", "São Paulo", "© 2018 Sở Tư pháp", "100 m² đất", "25°C"]
)
def test_foreign_text_and_signs_stay(text: str) -> None:
    assert clean(text) == Cleaned(text)


@pytest.mark.parametrize(
    ("text", "mended", "rule"),
    [
        ("Nguye\u0302\u0303n", "Nguyễn", "unicode.nfc"),
        ("Nguyê\u0303n", "Nguyễn", "unicode.nfc"),
        ("\ufeffHà Nội", "Hà Nội", "unicode.bom"),
        ("Hà\u200b Nội", "Hà Nội", "unicode.zero_width"),
        ("Hà\u00a0Nội", "Hà Nội", "space.no_break"),
        ("Ðào Văn Ðức", "Đào Văn Đức", "letter.d"),
        ("Ɖặng ðình", "Đặng đình", "letter.d"),
        ("Hà\r\nNội", "Hà Nội", "line.joined"),
        ("a\rb\nc", "a b c", "line.joined"),
    ],
)
def test_each_fault_is_mended_by_its_named_rule(text: str, mended: str, rule: str) -> None:
    assert clean(text) == Cleaned(mended, (rule,))


def test_notes_keep_their_lines() -> None:
    policy = CleanPolicy(keeps_lines=True)

    assert clean("Một\r\nhai\rba\nbốn", policy) == Cleaned("Một\nhai\nba\nbốn", ("line.ends",))


def test_several_faults_are_mended_in_one_fixed_order() -> None:
    text = "\ufeffÐào\u00a0Thi\u0323\r\nLan"

    cleaned = clean(text)

    assert cleaned.text == "Đào Thị Lan"
    assert cleaned.rules == ("unicode.bom", "unicode.nfc", "letter.d", "space.no_break", "line.joined")


def test_misread_letters_that_look_like_blanks_and_signs_are_letters_first() -> None:
    # ư is byte AD in TCVN3 (a soft hyphen), é is D0 (Ð): mended too early, they would be gone.
    text = _seen_as_latin_1("Lương thực, tín dụng, thé vé hưởng", "tcvn3")
    assert {"\u00ad", "Ð"} <= set(text)

    assert clean(text).text == "Lương thực, tín dụng, thé vé hưởng"


def test_a_byte_order_mark_that_was_misread_goes_too() -> None:
    text = _seen_as_latin_1("\ufeffSở Tư pháp", "utf-8")

    assert clean(text) == Cleaned("Sở Tư pháp", ("utf8.double", "unicode.bom"), was="utf-8")


def test_open_capitals_of_misread_tcvn3_follow_the_policy() -> None:
    text = _seen_as_latin_1("Ánh Tuyết", "tcvn3")

    assert clean(text, CleanPolicy(capitals=Capitals.TITLE)).text == "Ánh Tuyết"
    left = clean(text, CleanPolicy(capitals=Capitals.QUARANTINE))
    assert (left.text, left.rules) == (text, ())
    assert left.doubt


@pytest.mark.parametrize(
    ("text", "lost"),
    [
        ("Nguy?n V?n A", ("Nguy?n", "V?n")),
        ("?inh Th? Lan", ("?inh", "Th?")),
        ("Nguy??n", ("Nguy??n",)),
        ("TR?N", ("TR?N",)),
        ("Lê V\ufffdn", ("V\ufffdn",)),
        ("Có không?", ()),
        ("Sao??? Thế à?", ()),
        ("HĐND? Đúng", ()),
        ("vậy?Không", ()),
        ("http://hanoi.gov.vn/x?y=z", ()),
        ("?", ()),
    ],
)
def test_lost_letters_are_shown_and_never_guessed(text: str, lost: tuple[str, ...]) -> None:
    assert lost_letters(text) == lost
    assert clean(text).text == text
    assert clean(text).lost == lost


@pytest.mark.parametrize("text", ["þ", "100.000 þ"])
def test_a_sign_alone_is_no_evidence_of_another_encoding(text: str) -> None:
    assert clean(text).text == text


@given(st.text())
@example("\xadþ")
def test_what_was_mended_needs_no_mending(text: str) -> None:
    once = clean(text)

    again = clean(once.text)

    assert unicodedata.is_normalized("NFC", once.text)
    if not once.doubt and once.was == AS_IT_STANDS:
        assert again.text == once.text


@given(st.text())
def test_a_change_always_has_a_name(text: str) -> None:
    cleaned = clean(text)

    assert (cleaned.text == text) == (not cleaned.rules)


@given(st.text(st.characters(codec="ascii", exclude_characters="?", categories=("L", "N", "P", "S", "Zs"))))
def test_plain_ascii_is_never_changed(text: str) -> None:
    assert clean(text) == Cleaned(text)


def test_text_of_letters_beyond_latin_1_was_not_misread() -> None:
    assert misread("Nguyễn").encoding == AS_IT_STANDS
