"""Reading and writing in a named encoding: what is written comes back, what is meaningless is refused."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migration_tools.text.decode import ENCODINGS, decode, encode, unwritable
from migration_tools.text.tables import BYTE_ENCODINGS, letters, table

PLAIN_VOWELS = "aeiouyAEIOUY"
ALL_146 = (*letters(), *PLAIN_VOWELS)
OWN = [each for each in ENCODINGS if each != "latin-1"]

PLAIN = set("abcdeghiklmnopqrstuvxyABCDEGHIKLMNOPQRSTUVXY 0123456789.,;/-")

_texts = {encoding: st.text(sorted(PLAIN | set(letters()) - unwritable(encoding))) for encoding in OWN}


@pytest.mark.parametrize("encoding", OWN)
def test_all_146_letters_come_back_from_every_encoding(encoding: str) -> None:
    cannot = unwritable(encoding)

    for letter in ALL_146:
        back = decode(encode(letter, encoding), encoding)
        assert back == (letter.lower() if letter in cannot else letter)


@pytest.mark.parametrize("encoding", OWN)
@given(data=st.data())
def test_what_is_written_reads_the_same(encoding: str, data: st.DataObject) -> None:
    text = unicodedata.normalize("NFC", data.draw(_texts[encoding]))
    # TCVN3 writes `Aà` as the pair that stands for `À`; no Vietnamese word has it.
    text = text if encoding != "tcvn3" else " ".join(text)

    assert decode(encode(text, encoding), encoding) == text


@pytest.mark.parametrize("encoding", BYTE_ENCODINGS)
@given(raw=st.binary(max_size=12))
def test_any_bytes_are_read_into_writable_text_or_refused(encoding: str, raw: bytes) -> None:
    try:
        text = decode(raw, encoding)
    except UnicodeDecodeError:
        return

    assert unicodedata.is_normalized("NFC", text)
    assert set(text) <= table(encoding).alphabet | unwritable(encoding)


@given(text=st.text())
def test_utf_8_is_only_composed(text: str) -> None:
    assert decode(text.encode("utf-8"), "utf-8") == unicodedata.normalize("NFC", text)


@given(raw=st.binary())
def test_every_run_of_bytes_is_latin_1_and_comes_back(raw: bytes) -> None:
    text = decode(raw, "latin-1")

    assert encode(text, "latin-1") == raw


@given(text=st.text(st.characters(codec="ascii")) | st.text(sorted("aeouydD\\.^(+'`?~ĐđạẬơ")))
def test_signs_beside_vowels_survive_viqr(text: str) -> None:
    assert decode(encode(text, "viqr"), "viqr") == text


@pytest.mark.parametrize(
    ("spelled", "text"),
    [
        (b"Vie^.t Nam", "Việt Nam"),
        (b"DDa(.ng Tra^`n DDu+'c", "Đặng Trần Đức"),
        (b"Ddinh", "Đinh"),
        (b"co\\. ", "co. "),
        (b"Nguye^~n Thi. U't", "Nguyễn Thị Út"),
    ],
)
def test_viqr_reads_as_rfc_1456_says(spelled: bytes, text: str) -> None:
    assert decode(spelled, "viqr") == text


@pytest.mark.parametrize("whole", ["À", "Ấ", "Ễ", "Ỹ", "Ứ", "Ợ"])
def test_a_toned_capital_of_tcvn3_may_be_written_as_two_letters(whole: str) -> None:
    tone = unicodedata.normalize("NFD", whole)[-1]
    base = unicodedata.normalize("NFC", unicodedata.normalize("NFD", whole)[:-1])
    if whole == "Ợ":
        base, tone = "Ơ", "\u0323"

    pair = encode(base, "tcvn3") + encode(unicodedata.normalize("NFC", base.lower() + tone), "tcvn3")

    assert decode(pair, "tcvn3") == whole


def test_the_two_letters_o_of_a_trailer_are_not_one_capital() -> None:
    assert decode(encode("RƠ MOóC", "tcvn3"), "tcvn3") == "RƠ MOóC"


@pytest.mark.parametrize(
    ("encoding", "raw"),
    [
        ("tcvn3", b"\xc0"),
        ("vni", b"b\xf9"),
        ("vni", b"u\xe2"),
        ("cp1258", b"b\xcc"),
        ("vps", b"\xa0"),
        ("utf-8", b"\xc3"),
    ],
)
def test_a_byte_without_meaning_is_refused(encoding: str, raw: bytes) -> None:
    with pytest.raises(UnicodeDecodeError):
        decode(raw, encoding)


@pytest.mark.parametrize("encoding", BYTE_ENCODINGS)
def test_a_letter_of_another_script_cannot_be_written(encoding: str) -> None:
    with pytest.raises(UnicodeEncodeError) as refused:
        encode("Hà 河", encoding)

    assert refused.value.start == 3


def test_letters_apart_from_their_marks_are_written_as_one() -> None:
    assert encode("Ha\u0300", "tcvn3") == b"H\xb5"


def test_cp1258_may_write_a_tone_apart_or_together() -> None:
    assert decode(b"a\xcc \xe0", "cp1258") == "à à"


def test_quotation_marks_of_windows_stay_in_tcvn3_and_vni() -> None:
    assert decode(b"\x93H\xb5\x94", "tcvn3") == "“Hà”"
    assert decode(b"\x93Ha\xf8\x94", "vni") == "“Hà”"


def test_an_unknown_encoding_is_named_with_the_known_ones() -> None:
    with pytest.raises(LookupError, match="tcvn3"):
        decode(b"a", "bkhcm")
    with pytest.raises(LookupError, match="tcvn3"):
        encode("a", "bkhcm")
