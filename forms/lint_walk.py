"""Walks a form's schema node by node and notes every breach of the profile; never fails, whatever it is given."""

import re
from collections.abc import Mapping
from typing import Any

from forms import profile
from forms.expand import Node, is_read_only, refers_to, resolve
from forms.lint_choices import branch_breaches, choice_breaches
from forms.lint_text import text_breaches
from forms.problem import Problem, pointer, problem
from forms.profile import KEYWORDS, LIMITS, MAX_DEPTH, MAX_FIELDS, TYPES, WIDGETS

Path = tuple[str | int, ...]
# A name is used in conditions and dotted paths, so it must be one FEEL can read without quoting.
_PLAIN_NAME = re.compile(r"[a-z][a-z0-9_]{0,63}", re.ASCII)


class Walk:
    """One walk over one schema. References are followed where they stand, so that depth and number of
    fields count what a person will see; a breach inside a definition is told once, at the definition."""

    def __init__(self, schema: Any) -> None:
        self._schema = schema
        self._found: dict[tuple[str, str], Problem] = {}
        self._fields = 0
        self._used: set[str] = set()
        defs = schema.get("$defs", {}) if isinstance(schema, Mapping) else {}
        self._defs: Node = defs if isinstance(defs, Mapping) else {}

    def problems(self) -> list[Problem]:
        """Walk, and list what was found."""
        if not isinstance(self._schema, Mapping) or self._schema.get("type") != "object":
            return [problem("", "schema_not_object")]
        root = {name: value for name, value in self._schema.items() if name not in ("$schema", "$defs")}
        if self._schema.get("$schema", profile.DIALECT) != profile.DIALECT:
            self._note(("$schema",), "unknown_dialect", dialect=profile.DIALECT)
        self._title(root, ())
        self._node(root, (), 1)
        self._definitions()
        return list(self._found.values())

    def _note(self, path: Path, code: str, **facts: Any) -> None:
        where = pointer(path)
        self._found.setdefault((where, code), problem(where, code, **facts))

    def _definitions(self) -> None:
        if self._schema.get("$defs", self._defs) is not self._defs:
            self._note(("$defs",), "wrong_keyword_value", name="$defs", expected="các lược đồ theo tên")
        if self._fields <= MAX_FIELDS:
            for name in self._defs:
                if name not in self._used:
                    self._note(("$defs", name), "unused_def", name=name)

    def _node(self, node: Any, path: Path, depth: int) -> None:
        """Check one node; `depth` counts the objects and lists around it, itself included."""
        if not isinstance(node, Mapping):
            self._note(path, "wrong_keyword_value", name=path[-1], expected="một lược đồ")
        elif "$ref" in node:
            self._reference(node, path, depth)
        elif node.get("type") not in TYPES:
            self._note(path, "type_missing")
        elif depth > MAX_DEPTH and node["type"] in ("object", "array"):
            self._note(path, "too_deep", limit=MAX_DEPTH)
        else:
            sound = {name: value for name, value in node.items() if self._keyword(name, value, node, path)}
            self._by_type(sound, path, depth)

    def _reference(self, node: Node, path: Path, depth: int) -> None:
        for name in node:
            if name != "$ref" and name not in profile.ANNOTATIONS:
                self._note((*path, name), "beside_ref", name=name)
        target = refers_to(node["$ref"], self._defs)
        if target is None:
            self._note((*path, "$ref"), "bad_ref")
            return
        self._used.add(target)
        self._node(self._defs[target], ("$defs", target), depth)

    def _keyword(self, name: Any, value: Any, node: Node, path: Path) -> bool:
        """Note what is wrong with one keyword; tell whether the walk may rely on it."""
        known, kind = KEYWORDS.get(name), node["type"]
        if known is None:
            self._note((*path, name), "unknown_keyword", name=name)
        elif kind not in known.fits:
            self._note((*path, name), "misplaced_keyword", name=name, kind=kind)
        elif not known.accepts(value):
            self._note((*path, name), "wrong_keyword_value", name=name, expected=known.expected)
        elif name == "x-widget" and kind not in WIDGETS[value]:
            self._note((*path, name), "widget_misfit", name=value, kind=kind)
        else:
            return True
        return False

    def _by_type(self, node: Node, path: Path, depth: int) -> None:
        for lower, upper in LIMITS:
            if node.get(lower, 0) > node.get(upper, node.get(lower, 0)):
                self._note((*path, upper), "limits_crossed", name=upper)
        if node["type"] == "object":
            self._object(node, path, depth)
        elif node["type"] == "array":
            self._array(node, path, depth)
        else:
            for steps, code, facts in (*choice_breaches(node), *text_breaches(node)):
                self._note((*path, *steps), code, **facts)

    def _array(self, node: Node, path: Path, depth: int) -> None:
        if "items" in node:
            self._node(node["items"], (*path, "items"), depth + 1)
        else:
            self._note(path, "nothing_inside", name="items")

    def _object(self, node: Node, path: Path, depth: int) -> None:
        fields = node.get("properties", {})
        if not fields:
            self._note(path, "nothing_inside", name="properties")
        for name, field in fields.items():
            self._field(name, field, (*path, "properties", name), depth + 1)
        self._names(node, fields, path)
        for steps, code, facts in branch_breaches(node, self._defs):
            self._note((*path, *steps), code, **facts)
        self._branch_fields(node, path, depth)

    def _branch_fields(self, node: Node, path: Path, depth: int) -> None:
        for index, branch in enumerate(node.get("oneOf", ())):
            own = branch.get("properties") if isinstance(branch, Mapping) else None
            for name, field in own.items() if isinstance(own, Mapping) else ():
                if not (
                    isinstance(field, Mapping) and "const" in field and name in node.get("properties", {})
                ):
                    self._field(name, field, (*path, "oneOf", index, "properties", name), depth + 1)

    def _field(self, name: Any, field: Any, path: Path, depth: int) -> None:
        self._fields += 1
        if self._fields > MAX_FIELDS:
            self._note((), "too_many_fields", limit=MAX_FIELDS)
            return
        if not isinstance(name, str) or _PLAIN_NAME.fullmatch(name) is None:
            self._note(path, "name_not_plain", name=name)
        if isinstance(field, Mapping):
            self._title(resolve(field, self._defs), path)
        self._node(field, path, depth)

    def _title(self, node: Node, path: Path) -> None:
        """Require a title in Vietnamese; a single word may be a loan word (Email, Fax)."""
        title = node.get("title")
        if not profile.is_text(title):
            self._note(path, "title_missing")
        elif str(title).isascii() and len(str(title).split()) > 1:
            self._note((*path, "title"), "title_not_vietnamese")

    def _names(self, node: Node, fields: Node, path: Path) -> None:
        dependent = node.get("dependentRequired", {})
        spoken: list[tuple[Path, str]] = [(("required",), name) for name in node.get("required", ())]
        spoken += [(("dependentRequired", name), name) for name in dependent]
        spoken += [(("dependentRequired", other), name) for other in dependent for name in dependent[other]]
        for keyword, name in spoken:
            if name not in fields:
                self._note((*path, *keyword), "undeclared_name", name=name)
            elif is_read_only(fields[name], self._defs):
                self._note((*path, *keyword), "read_only_required", name=name)
