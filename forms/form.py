"""A form made ready once and used many times: the hot path of completing a task."""

from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from jsonschema.protocols import Validator

from forms.box import Box
from forms.expand import Node, expand
from forms.fresh import chosen, fresh
from forms.identity import fill, holder
from forms.judge import judge, validator_of
from forms.layout import layout
from forms.lint import check
from forms.naming import names_of
from forms.pairs import Pair
from forms.posted import posted
from forms.problem import Problem
from forms.rows import change_rows
from forms.tidy import tidy


@dataclass(frozen=True, slots=True, eq=False)
class Form:
    """A form whose schema keeps the profile, compiled. Later changes to the mapping given do not reach it.

    Raises ValueError where `check` has something to say: a schema is checked when it is uploaded, so an
    unchecked one here is a mistake of the program.
    """

    schema: Node
    _tree: Node = field(init=False, repr=False)
    _validator: Validator = field(init=False, repr=False)

    def __post_init__(self) -> None:
        problems = check(self.schema)
        if problems:
            raise ValueError("\n".join(f"{found.path} {found.code}: {found.message}" for found in problems))
        object.__setattr__(self, "_tree", expand(deepcopy(dict(self.schema))))
        object.__setattr__(self, "_validator", validator_of(self._tree))

    # What data mean.

    def clean(self, data: Any, *, keep_rows: bool = False) -> Any:
        """Give the data the one way it is stored; judge and store what this gives, not what was typed.

        `keep_rows` keeps empty rows while a person is still filling them in.
        """
        return tidy(self._tree, data, keep_rows=keep_rows)

    def validate(self, data: Any) -> list[Problem]:
        """List every problem of cleaned data, in the order of the form; none means it may be stored."""
        return judge(self._validator, data)

    def names(self) -> Mapping[str, str]:
        """Give the type of each dotted path the form writes; read-only fields are not written."""
        return {written.path: written.kind for written in names_of(self._tree)}

    def written(self) -> Mapping[str, bool]:
        """Tell of each dotted path the form writes whether every accepted form writes it."""
        return {written.path: written.always for written in names_of(self._tree)}

    # What a person sees and sends.

    def fresh(self) -> dict[str, Any]:
        """Give what stands in the form before anybody types: its defaults."""
        return fresh(self._tree)

    def layout(self, data: Any, shown: Mapping[str, Any]) -> Box:
        """Lay the form out with its data; `shown` holds, at the same places, what read-only fields show."""
        return layout(self._tree, data, shown)

    def posted(self, pairs: Iterable[Pair]) -> dict[str, Any]:
        """Read what a browser posted. Nothing typed is lost: what cannot be read stays as it was typed, and what
        belongs to a choice that is not chosen stays until `chosen`."""
        return posted(self._tree, pairs)

    def chosen(self, data: Any) -> Any:
        """Leave out what was typed for choices that are not chosen."""
        return chosen(self._tree, data)

    def change_rows(self, data: dict[str, Any], verb: str, name: str) -> str:
        """Add, remove or move (`up`, `down`) a row in place; return the name of what should have the focus."""
        return change_rows(self._tree, data, verb, name)

    @property
    def asks_identity(self) -> bool:
        """Whether the form asks for a citizen's number, so that the QR code of a card can fill it in."""
        return holder(self._tree) is not None

    def fill(self, data: dict[str, Any], card: Mapping[str, str]) -> None:
        """Write what a card says, as `cccd_qr.parse` gives it, into the fields that name its holder, in place."""
        fill(self._tree, data, card)
