"""Where mappings and code tables are found by name, and how one that extends another takes over its parts."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn

from migration_tools.mapping.problems import MappingProblem, UnreadableMapping
from migration_tools.mapping.shape import lookup_problems, mapping_problems
from migration_tools.mapping.yaml_text import Data, Document, read_yaml

MAX_CHAIN = 8
# Where a value comes from; a unit that says one of these takes back the preset's.
_ORIGINS = frozenset({"from", "const", "case"})
PRESETS = Path(__file__).parent.parent / "mappings"


@dataclass(frozen=True, slots=True)
class Library:
    """Folders searched in order, the presets last: `preset/epar@1` is the file `preset/epar@1.yaml` in one of them.

    `kept` are texts by name that came along with a mapping; they stand before every folder.
    """

    folders: tuple[Path, ...] = ()
    kept: Mapping[str, str] = field(default_factory=dict)

    def find(self, name: str) -> str | None:
        """Return the text behind a name, None where no folder holds it."""
        if name in self.kept:
            return self.kept[name]
        for folder in (*self.folders, PRESETS):
            path = folder / f"{name}.yaml"
            # A link or `..` must not lead out of the folder.
            if path.is_file() and path.resolve().is_relative_to(folder.resolve()):
                return path.read_text(encoding="utf-8-sig")
        return None

    def lookup(self, name: str) -> Mapping[str, str] | None:
        """Return a code table, None where there is none of this name; raises UnreadableMapping for a bad one."""
        text = self.find(name)
        if text is None:
            return None
        document = read_yaml(text)
        problems = tuple(lookup_problems(document))
        if problems:
            raise UnreadableMapping(problems)
        return entries_of(document.data["entries"])


def entries_of(data: Data) -> Mapping[str, str]:
    """Return a code table as it is written in YAML, every meaning as text; a word without one is not in it yet."""
    assert isinstance(data, dict)
    return {word: str(meaning) for word, meaning in data.items() if meaning is not None}


def read_chain(text: str, library: Library) -> Document:
    """Read a mapping with all that it extends, merged; lines are those of the file itself.

    Raises UnreadableMapping: wrong form, a base that is missing, a circle, a chain longer than MAX_CHAIN.
    """
    own = _read_one(text)
    merged = own.data
    seen = [str(own.data["mapping"])]
    base: Data = own.data.get("extends")
    while base is not None:
        name = str(base)
        line = own.lines.get("extends", 0)
        if name in seen:
            _refuse(f"Ánh xạ kế thừa vòng tròn: {' → '.join([*seen, name])}.", line)
        if len(seen) > MAX_CHAIN:
            _refuse(f"Ánh xạ kế thừa quá {MAX_CHAIN} lớp.", line)
        found = library.find(name)
        if found is None:
            _refuse(f"Không tìm thấy ánh xạ “{name}”.", line)
        seen.append(name)
        below = _read_base(found, name)
        merged = _merged(below.data, merged)
        base = below.data.get("extends")
    return Document(merged, own.lines)


def _read_base(text: str, name: str) -> Document:
    try:
        document = _read_one(text)
    except UnreadableMapping as error:
        raise UnreadableMapping(
            tuple(MappingProblem(f"{name}/{each.path}", f"{name}: {each}") for each in error.problems)
        ) from error
    if document.data["mapping"] != name:
        _refuse(f"Tệp “{name}” tự xưng là “{document.data['mapping']}”.", 0)
    return document


def _read_one(text: str) -> Document:
    document = read_yaml(text)
    problems = tuple(mapping_problems(document))
    if problems:
        raise UnreadableMapping(problems)
    return Document(_in_full(document.data), document.lines)


def _in_full(data: dict[str, Data]) -> dict[str, Data]:
    """Write every field that is only a column's name in full, so that it is laid over its base like any other."""
    written = dict(data)
    if isinstance(fields := data.get("fields"), dict):
        written["fields"] = {
            name: {"from": field} if isinstance(field, str) else field for name, field in fields.items()
        }
    if isinstance(tables := data.get("tables"), dict):
        written["tables"] = {
            name: _in_full(table) if isinstance(table, dict) else table for name, table in tables.items()
        }
    return written


def _merged(below: Mapping[str, Data], above: Mapping[str, Data]) -> dict[str, Data]:
    """Lay a mapping over its base: groups are merged, all else replaced, and an empty value takes away."""
    return dict(_pairs(below, above))


def _pairs(below: Mapping[str, Data], above: Mapping[str, Data]) -> Iterator[tuple[str, Data]]:
    if not _ORIGINS.isdisjoint(above):
        below = {key: value for key, value in below.items() if key not in _ORIGINS}
    for key in [*below, *(key for key in above if key not in below)]:
        under, over = below.get(key), above.get(key)
        if key not in above:
            yield key, under
        elif isinstance(under, dict) and isinstance(over, dict):
            yield key, _merged(under, over)
        elif over is not None:
            yield key, over


def _refuse(sentence: str, line: int) -> NoReturn:
    raise UnreadableMapping((MappingProblem("extends", sentence, line),))
