"""YAML is read as JSON would be, and nothing in it can multiply, execute or surprise."""

import pytest

from migration_tools.mapping.problems import UnreadableMapping
from migration_tools.mapping.yaml_text import MAX_BYTES, read_yaml

LAUGHS = "a: &a [1, 2]\nb: &b [*a, *a]\nc: [*b, *b]\n"


def refusal(text: str) -> str:
    with pytest.raises(UnreadableMapping) as refused:
        read_yaml(text)
    return str(refused.value)


def test_words_and_codes_of_an_office_stay_text() -> None:
    text = "khong: no\nma: 010\nngay: 2005-12-01\ngio: 12:30\nso_mu: 1e3\n"

    data = read_yaml(text).data

    assert data == {"khong": "no", "ma": "010", "ngay": "2005-12-01", "gio": "12:30", "so_mu": "1e3"}


def test_numbers_truth_and_nothing_are_read_as_json_reads_them() -> None:
    data = read_yaml("a: 3\nb: 0.99\nc: true\nd: null\ne: ~\nf:\n").data

    assert data == {"a": 3, "b": 0.99, "c": True, "d": None, "e": None, "f": None}


def test_each_place_has_its_line() -> None:
    lines = read_yaml("a: 1\nb:\n  c:\n    - x\n    - y\n").lines

    assert (lines["a"], lines["b/c"], lines["b/c/1"]) == (1, 3, 5)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (LAUGHS, "neo và bí danh"),
        ("a: &a [*a]", "neo và bí danh"),
        ("a: !!python/object/apply:os.system [ls]", "thẻ !"),
        ("a: !strange 1", "thẻ !"),
        ("a: 1\nb: 2\na: 3", "ghi hai lần"),
        ("a: " + "[" * 40 + "]" * 40, "Lồng nhau"),
        ("a: [" + "1," * 60_000 + "]", "mục"),
        ("a: " + "x" * MAX_BYTES, "lớn quá"),
        ("a: [", "Không đúng YAML"),
        ("a: \x00", "Không đúng YAML"),
        ("- a", "tên: giá trị"),
        ("", "tên: giá trị"),
        ("? [1, 2]\n: 3", "Tên mục"),
        ("a: 1\n---\nb: 2", "Không đúng YAML"),
    ],
)
def test_what_is_hostile_or_no_mapping_is_refused_in_vietnamese(text: str, said: str) -> None:
    assert said in refusal(text)


def test_a_refusal_names_the_line() -> None:
    assert "dòng 3" in refusal("a: 1\nb: 2\na: 3")
