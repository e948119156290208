"""Every sentence said about a form."""

import string

import pytest

from forms.formats import FORMATS
from forms.messages import KINDS, SENTENCES
from forms.problem import pointer, problem
from forms.profile import TYPES


@pytest.mark.parametrize("code", SENTENCES)
def test_a_message_is_one_vietnamese_sentence(code: str) -> None:
    sentence = SENTENCES[code]

    assert sentence.endswith(".")
    assert not sentence.isascii()
    assert "\n" not in sentence
    assert ". " not in sentence


@pytest.mark.parametrize("code", [known.code for known in FORMATS.values()])
def test_the_sentence_of_a_format_begins_with_the_title_of_the_field(code: str) -> None:
    assert SENTENCES[code].startswith("{title} phải ")


def test_every_type_can_be_said_in_words() -> None:
    assert set(KINDS) == set(TYPES)


def test_no_two_formats_share_a_code() -> None:
    assert len({known.code for known in FORMATS.values()}) == len(FORMATS)


def test_braces_in_a_title_are_only_text() -> None:
    told = problem("/x", "required", act="nhập", title="{limit} {0}")

    assert told.message == "Cần nhập {limit} {0}."


@pytest.mark.parametrize("code", SENTENCES)
def test_a_sentence_asks_only_for_named_facts(code: str) -> None:
    names = [name for _, name, _, _ in string.Formatter().parse(SENTENCES[code]) if name is not None]

    assert all(name.isidentifier() for name in names)


@pytest.mark.parametrize(
    ("steps", "written"),
    [((), ""), (("a", 0, "b"), "/a/0/b"), (("a/b", "c~d"), "/a~1b/c~0d"), (("",), "/"), (("~1",), "/~01")],
)
def test_a_path_is_a_json_pointer(steps: tuple[str | int, ...], written: str) -> None:
    assert pointer(steps) == written
