"""Finds a source's column by the name a mapping gives it: `ngay_nhan` is the column «Ngày nhận»."""

import re
from collections.abc import Sequence

from engine.model.folding import folded

_APART = re.compile(r"[^a-z0-9]+")


def plain_name(heading: str) -> str:
    """Return a heading in small letters without marks, words joined by `_`; Liferay's `state_` is `state`."""
    return _APART.sub("_", folded(heading)).strip("_")


class Columns:
    """The columns of one table. Several may share a plain name: then only the name in full finds one of them."""

    def __init__(self, names: Sequence[str]) -> None:
        self.names = tuple(names)
        self._exact: dict[str, list[int]] = {}
        self._plain: dict[str, list[int]] = {}
        for index, name in enumerate(self.names):
            self._exact.setdefault(name, []).append(index)
            self._plain.setdefault(plain_name(name), []).append(index)

    def index(self, name: str) -> int | None:
        """Return the place of a column, None where there is none or several could be meant."""
        found = self._exact.get(name) or self._plain.get(plain_name(name), [])
        return found[0] if len(found) == 1 else None
