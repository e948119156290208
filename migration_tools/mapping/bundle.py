"""A mapping as one text with every file it stands on, so that the very same mapping is read again years later."""

import re
from collections.abc import Iterator

from migration_tools.mapping.library import Library
from migration_tools.mapping.read import read_mapping
from migration_tools.mapping.yaml_text import read_yaml

_BEHIND = "--- # đi kèm: "
_PART = re.compile(rf"^{_BEHIND}(\S+)\n", re.MULTILINE)


def bundled(text: str, library: Library) -> str:
    """Return a mapping's text with all that it extends and looks up behind it.

    Presets come along too: the next release may mend one, and a batch is read as it was read. Raises
    UnreadableMapping.
    """
    names = dict.fromkeys([*read_mapping(text, library).lookups, *_bases(text, library)])
    found = {name: library.find(name) for name in names}
    parts = [f"{_BEHIND}{name}\n{_ended(body)}" for name, body in found.items() if body is not None]
    return "".join([_ended(text), *parts])


def unbundled(text: str) -> tuple[str, Library]:
    """Return the mapping's own text, and the library in which what came along stands before the presets."""
    own, *behind = _PART.split(text)
    return own, Library(kept=dict(zip(behind[::2], behind[1::2], strict=True)))


def _bases(text: str, library: Library) -> Iterator[str]:
    base = read_yaml(text).data.get("extends")
    while base is not None:
        name = str(base)
        yield name
        base = read_yaml(library.find(name) or "").data.get("extends")


def _ended(text: str) -> str:
    return text if text.endswith("\n") else f"{text}\n"
