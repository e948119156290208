"""The tables of the encodings: complete, without contradictions, and as others publish them."""

from collections import Counter

import pytest

from migration_tools.text.tables import BYTE_ENCODINGS, letters, table, viqr_spellings, windows_sign

HANDWRITTEN = [
    # One known word in each encoding, written down from printed code charts, not from our tables.
    ("tcvn3", "4e677579d46e", "Nguyễn"),
    ("tcvn3", "a7a1a2a3a4a5a6", "ĐĂÂÊÔƠƯ"),
    ("vni", "4e677579 65e3 6e", "Nguyễn"),
    ("vni", "d1 d4 d6 f1 f4 f6", "ĐƠƯđơư"),
    ("vni", "69 ec ed e6 f3 f2", "iìíỉĩị"),
    ("viscii", "d0 c5 b4 bf f0 e5 bd df", "ĐĂƠƯđăơư"),
    ("vps", "c7 e6 d6 dc f1 88 f7 d0", "đăơưĐĂƠƯ"),
    ("cp1258", "d0 c3 d5 dd f0 e3 f5 fd", "ĐĂƠƯđăơư"),
]


def test_vietnamese_has_134_letters_beyond_ascii() -> None:
    assert len(letters()) == 134
    assert len(set(letters())) == 134
    assert {letter.upper() for letter in letters()} == {each for each in letters() if each.isupper()}


@pytest.mark.parametrize("encoding", BYTE_ENCODINGS)
def test_every_letter_has_its_bytes(encoding: str) -> None:
    missing = [letter for letter in letters() if letter not in table(encoding).written]

    assert missing == []


@pytest.mark.parametrize("encoding", BYTE_ENCODINGS)
def test_no_two_letters_share_bytes_but_a_capital_and_its_small_letter(encoding: str) -> None:
    written = table(encoding).written

    spelled = Counter(written[letter] for letter in letters() if letter not in table(encoding).shared)

    assert max(spelled.values()) == 1


@pytest.mark.parametrize(
    ("encoding", "count"), [("tcvn3", 60), ("vps", 14), ("vni", 0), ("viscii", 0), ("cp1258", 0)]
)
def test_it_is_said_how_many_capitals_an_encoding_cannot_write(encoding: str, count: int) -> None:
    assert len(table(encoding).shared) == count


def test_tcvn3_writes_only_seven_capitals() -> None:
    own = {each for each in letters() if each.isupper()} - table("tcvn3").shared

    assert own == set("ĂÂÊÔƠƯĐ")


def test_cp1258_agrees_with_the_code_page_that_python_ships() -> None:
    ours = table("cp1258").characters

    for code in range(256):
        theirs = bytes([code]).decode("cp1258", "replace").replace("\ufffd", "")
        assert ours.get(code, "") == theirs, hex(code)


@pytest.mark.parametrize(("encoding", "written", "text"), HANDWRITTEN)
def test_known_bytes_are_known_letters(encoding: str, written: str, text: str) -> None:
    from_table = table(encoding).written

    assert b"".join(from_table[letter] for letter in text) == bytes.fromhex(written)


def test_viqr_spells_every_letter_in_ascii_and_differently() -> None:
    spellings = viqr_spellings()

    assert set(spellings) == set(letters())
    assert all(spelling.isascii() for spelling in spellings.values())
    assert len(set(spellings.values())) == 134


def test_the_holes_of_windows_are_control_characters() -> None:
    assert windows_sign(0x93) == "“"
    assert windows_sign(0x81) == "\x81"
    assert len({windows_sign(code) for code in range(256)}) == 256
