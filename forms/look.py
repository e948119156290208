"""How one field looks: the kind of box it is drawn as, its words, and what it offers to choose from."""

from typing import Any

from forms.box import Choice
from forms.expand import Node, choices
from forms.pairs import is_many_choices, listed
from forms.spelling import NO, YES, spell

_MOST_RADIOS = 3
_PLACEHOLDERS = {"date": "dd/mm/yyyy", "date-time": "hh:mm dd/mm/yyyy", "time": "hh:mm"}
_KEYBOARDS = {
    "date": "numeric",
    "cccd": "numeric",
    "cmnd": "numeric",
    "identity_no": "numeric",
    "integer": "numeric",
    "number": "decimal",
    "money_vnd": "decimal",
    "phone_vn": "tel",
    "email": "email",
}
_YES_NO = {YES: "Có", NO: "Không"}


def kind_of(node: Node) -> str:
    """Name the kind of box, as `Box.kind`."""
    widget = node.get("x-widget", "")
    if node["type"] == "object":
        return "section"
    if node["type"] == "array":
        return "checkboxes" if is_many_choices(node) else "rows"
    if node["type"] == "boolean":
        return "declaration" if "const" in node else widget or "checkbox"
    if "enum" in node:
        return widget or ("radio" if len(node["enum"]) <= _MOST_RADIOS else "select")
    if node.get("format") == "attachment":
        return "file"
    return "search" if "x-source" in node else "textarea" if widget == "textarea" else "text"


def words_of(node: Node) -> dict[str, Any]:
    """Give what a box says and hints at, as fields of `Box`."""
    known = node.get("format", node["type"])
    example = f"Ví dụ: {node['examples'][0]}" if "pattern" in node else ""
    return {
        "title": node["title"],
        "help": node.get("x-help", example),
        "placeholder": node.get("x-placeholder", _PLACEHOLDERS.get(known, "")),
        "keyboard": _KEYBOARDS.get(known, "text"),
        "group": node.get("x-group", ""),
        "source": node.get("x-source", ""),
        "accept": node.get("x-accept", ""),
    }


def offered(node: Node, value: Any) -> tuple[Choice, ...]:
    """List the choices of a field, none where anything may be written, with those that the value has chosen."""
    one = node["items"] if is_many_choices(node) else node
    texts = [spell(one, each) for each in choices(one)]
    if not texts:
        return ()
    labels = [_YES_NO[text] for text in texts] if one["type"] == "boolean" else one.get("labels", texts)
    chosen = [spell(one, each) for each in (listed(value) if one is not node else [value])]
    # A value that is offered no more may still stand in a draft: it is shown, told about, and not lost.
    gone = [text for text in chosen if text and text not in texts]
    return tuple(
        Choice(text, str(label), text in chosen)
        for text, label in zip([*texts, *gone], [*labels, *gone], strict=True)
    )


def told(node: Node, value: Any) -> str:
    """Write a value for somebody who only reads it: choices by their labels."""
    if node["type"] == "array":
        return "; ".join(told(node["items"], item) for item in listed(value))
    chosen = [choice.label for choice in offered(node, value) if choice.is_chosen]
    return chosen[0] if chosen else spell(node, value)
