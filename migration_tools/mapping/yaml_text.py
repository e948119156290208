"""YAML as far as a mapping needs it: small, without aliases, tags or surprises, each place with its line."""

import re
from collections.abc import Mapping
from typing import NamedTuple, NoReturn

import yaml

from migration_tools.mapping.problems import MappingProblem, UnreadableMapping

MAX_BYTES = 512_000
MAX_DEPTH = 12
MAX_NODES = 50_000

Data = None | bool | int | float | str | list["Data"] | dict[str, "Data"]


class Document(NamedTuple):
    """What stands in the file, and the line of each place; a path is its keys joined by "/"."""

    data: dict[str, Data]
    lines: Mapping[str, int]


class _Loader(yaml.SafeLoader):
    """YAML's safe loader with JSON's idea of plain words."""


# YAML 1.1 reads `no` as false, `010` as 8 and 2005-12-01 as a date: codes and words of an office must stay text.
_Loader.yaml_implicit_resolvers = {}
for _tag, _pattern, _first in (
    ("bool", r"^(?:true|false)$", "tf"),
    ("null", r"^(?:~|null|)$", ["~", "n", ""]),
    ("int", r"^-?(?:0|[1-9][0-9]{0,17})$", "-0123456789"),
    ("float", r"^-?(?:0|[1-9][0-9]{0,17})\.[0-9]{1,17}$", "-0123456789"),
):
    _Loader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(_pattern), list(_first))


def read_yaml(text: str) -> Document:
    """Read one mapping of keys to values.

    Raises UnreadableMapping for what is no YAML, is too large or too deep, holds an alias, a tag, a key twice or a
    key that is no word.
    """
    if len(text.encode()) > MAX_BYTES:
        _refuse(f"Tệp lớn quá {MAX_BYTES // 1000} KB.")
    try:
        _refuse_bombs(text)
        loader = _Loader(text)
        node = loader.get_single_node()
        if not isinstance(node, yaml.MappingNode):
            _refuse("Tệp phải gồm các dòng “tên: giá trị”.", 1)
        lines: dict[str, int] = {}
        data = _built(loader, node, "", lines)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        _refuse(f"Không đúng YAML: {error.problem}.", mark.line + 1 if mark else 0)
    except (yaml.YAMLError, ValueError) as error:
        _refuse(f"Không đúng YAML: {error}.")
    assert isinstance(data, dict)
    return Document(data, lines)


def _refuse_bombs(text: str) -> None:
    """Walk the events before anything is built: aliases multiply, depth overflows, both for a few bytes."""
    depth = 0
    for count, event in enumerate(yaml.parse(text, _Loader)):
        line = event.start_mark.line + 1 if event.start_mark else 0
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            _refuse("Không dùng được dấu & và * của YAML (neo và bí danh).", line)
        if getattr(event, "tag", None):
            _refuse("Không dùng được thẻ ! của YAML.", line)
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH:
            _refuse(f"Lồng nhau quá {MAX_DEPTH} lớp.", line)
        if count > MAX_NODES:
            _refuse(f"Có quá {MAX_NODES} mục.", line)


def _built(loader: _Loader, node: yaml.Node, path: str, lines: dict[str, int]) -> Data:
    lines[path] = node.start_mark.line + 1
    if isinstance(node, yaml.SequenceNode):
        return [_built(loader, item, f"{path}/{at}", lines) for at, item in enumerate(node.value)]
    if not isinstance(node, yaml.MappingNode):
        return loader.construct_object(node)  # type: ignore[no-any-return]
    built: dict[str, Data] = {}
    for key_node, value_node in node.value:
        line = key_node.start_mark.line + 1
        if not isinstance(key_node, yaml.ScalarNode):
            _refuse("Tên mục phải là một từ hay một câu.", line)
        key = key_node.value
        if key in built:
            _refuse(f"Mục “{key}” ghi hai lần.", line)
        place = f"{path}/{key}" if path else key
        built[key] = _built(loader, value_node, place, lines)
        lines[place] = line
    return built


def _refuse(sentence: str, line: int = 0) -> NoReturn:
    raise UnreadableMapping((MappingProblem("", sentence, line),))
