"""A form made ready once and used many times: the hot path of completing a task."""

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from jsonschema.protocols import Validator

from forms.expand import Node, expand
from forms.judge import judge, validator_of
from forms.lint import check
from forms.naming import names_of
from forms.problem import Problem
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

    def clean(self, data: Any) -> Any:
        """Give the data the one way it is stored; judge and store what this gives, not what was typed."""
        return tidy(self._tree, data)

    def validate(self, data: Any) -> list[Problem]:
        """List every problem of cleaned data, in the order of the form; none means it may be stored."""
        return judge(self._validator, data)

    def names(self) -> Mapping[str, str]:
        """Give the type of each dotted path the form writes; read-only fields are not written."""
        return {written.path: written.kind for written in names_of(self._tree)}

    def written(self) -> Mapping[str, bool]:
        """Tell of each dotted path the form writes whether every accepted form writes it."""
        return {written.path: written.always for written in names_of(self._tree)}
