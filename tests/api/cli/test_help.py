"""Every command explains itself, in Vietnamese or in English by the caller's locale (DESIGN §4)."""

import json
import sys
from collections.abc import Mapping
from functools import cache

import pytest

from tests.support.commands import ENGLISH, VIETNAMESE, invoke, motcua, run
from tests.support.help_texts import texts

COMMANDS = sorted(texts())


@cache
def spoken(language: tuple[tuple[str, str], ...]) -> Mapping[str, Mapping[str, str]]:
    """What every command says of itself in a process with this locale."""
    ended = run([sys.executable, "-m", "tests.support.help_texts"], dict(language))
    return dict(json.loads(ended.out))


def vietnamese() -> Mapping[str, Mapping[str, str]]:
    return spoken(tuple(VIETNAMESE.items()))


def english() -> Mapping[str, Mapping[str, str]]:
    return spoken(tuple(ENGLISH.items()))


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_and_option_says_in_vietnamese_what_it_is(command: str) -> None:
    for option, said in vietnamese()[command].items():
        assert said, f"{command} {option}"
        assert not said.isascii() or said.isupper(), f"{command} {option}: {said}"


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_and_option_says_in_english_what_it_is(command: str) -> None:
    for option, said in english()[command].items():
        assert said, f"{command} {option}"
        assert said.isascii(), f"{command} {option}: {said}"
        assert said != vietnamese()[command][option]


def test_the_front_page_lists_every_family() -> None:
    ended = motcua("--help")

    assert ended.exit == 0
    assert all(name.split()[0] in ended.out for name in COMMANDS if name)


@pytest.mark.parametrize(
    ("settings", "expected"), [(VIETNAMESE, "Kiểm tra một quy trình"), (ENGLISH, "Check a process")]
)
def test_help_follows_the_locale(settings: Mapping[str, str], expected: str) -> None:
    ended = motcua("process", "check", "--help", settings=settings)

    assert ended.exit == 0
    assert expected in ended.out


@pytest.mark.parametrize("words", [(), ("process",)])
def test_a_family_without_a_command_shows_its_commands(words: tuple[str, ...]) -> None:
    ended = invoke(*words)

    assert "check" in ended.out or "process" in ended.out


@pytest.mark.parametrize(
    "words", [("fly",), ("process", "check"), ("process", "walk", "x.bpmn"), ("demo", "--fast")]
)
def test_what_is_misused_exits_with_two(words: tuple[str, ...]) -> None:
    assert invoke(*words).exit == 2
