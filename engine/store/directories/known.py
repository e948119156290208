"""Whether the codes in a list name something that exists."""

from collections.abc import Iterator
from datetime import date

from engine.errors import Stuck
from engine.model.city_data import HANOI, read_fields
from engine.model.unit_tree import UnitTree


def unknown_unit(tree: UnitTree, code: str, on: date) -> Iterator[str]:
    """Yield a sentence where no unit bears a code on a day."""
    try:
        tree.at(code, on)
    except Stuck:
        yield f"Không có đơn vị mang mã «{code}» vào ngày {on:%d/%m/%Y}."


def unknown_fields(codes: str) -> Iterator[str]:
    """Yield a sentence where codes, apart by blanks, name fields that are not in the list of fields."""
    unknown = sorted(set(codes.split()) - set(read_fields(HANOI)))
    if unknown:
        yield f"Không có lĩnh vực mang mã {', '.join(f'«{each}»' for each in unknown)}."
