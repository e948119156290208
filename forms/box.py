"""What is drawn of a form: boxes, one a field, with all that a template needs and nothing of JSON Schema."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from forms.pairs import Pair


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the values that a person chooses from; `value` is what is posted."""

    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Box:
    """One field to draw, with what stands in it.

    `name` is posted (`thanh_vien.0.ho_ten`), `pointer` is where problems say it is (`/thanh_vien/0/ho_ten`).
    `kind` is text, textarea, checkbox, declaration, radio, select, checkboxes, file, search, shown (only to be
    read), section or rows; the last two hold `inside`. `keyboard` is the one a telephone should show. `hidden`
    are pairs to post along: what was typed for choices that are not chosen at the moment. A box that `decides`
    brings other boxes with each of its choices. A list that `is_compact` has its rows drawn side by side.
    A file box may `accept` only pdf or image.
    """

    name: str
    pointer: str
    kind: str
    title: str
    text: str = ""
    help: str = ""
    placeholder: str = ""
    keyboard: str = "text"
    group: str = ""
    source: str = ""
    accept: str = ""
    is_required: bool = False
    decides: bool = False
    is_compact: bool = False
    may_grow: bool = False
    choices: tuple[Choice, ...] = ()
    inside: tuple["Box", ...] = ()
    hidden: tuple[Pair, ...] = ()

    @property
    def groups(self) -> list[tuple[str, list["Box"]]]:
        """The boxes inside, in order, by the group whose title they stand under; `` is no group."""
        return [(title, list(boxes)) for title, boxes in groupby(self.inside, key=lambda box: box.group)]

    def walk(self) -> Iterator["Box"]:
        """Yield this box and every one inside, in order."""
        yield self
        for box in self.inside:
            yield from box.walk()
