"""Fills the fields that name a person from what the QR code of their citizen card says."""

from collections.abc import Mapping
from typing import Any

from forms.expand import Node

# The names that forms give to what stands on a card: our own and those of the procedures' papers.
_NAMES: Mapping[str, tuple[str, ...]] = {
    "identity_no": ("identity_no", "so_dinh_danh", "so_can_cuoc", "cccd"),
    "old_identity_no": ("old_identity_no", "so_cmnd"),
    "full_name": ("full_name", "ho_ten"),
    "born_on": ("born_on", "ngay_sinh"),
    "gender": ("gender", "gioi_tinh"),
    "address": ("address", "dia_chi", "noi_thuong_tru"),
    "issued_on": ("issued_on", "ngay_cap"),
}
_SEXES = {"male": ("nam",), "female": ("nữ", "nu")}


def holder(node: Node) -> tuple[str, ...] | None:
    """Find the object, the form itself or the first one in it, that asks for a citizen's number; its steps."""
    fields = node["properties"]
    if any(name in fields and fields[name]["type"] == "string" for name in _NAMES["identity_no"]):
        return ()
    for name, field in fields.items():
        if field["type"] == "object" and "x-readonly" not in field:
            below = holder(field)
            if below is not None:
                return (name, *below)
    return None


def fill(node: Node, data: dict[str, Any], card: Mapping[str, str]) -> None:
    """Write what a card says (as `cccd_qr.parse` gives it) over what stands in its holder's fields, in place."""
    for step in holder(node) or ():
        node = node["properties"][step]
        data = data.setdefault(step, {})
    for said, value in card.items():
        for name in _NAMES[said]:
            field = node["properties"].get(name)
            if field is not None and field["type"] == "string" and "x-readonly" not in field:
                data[name] = _offered(field, value)


def _offered(field: Node, value: str) -> str:
    """Give the value, or where the form offers choices the one that means it."""
    if "enum" not in field:
        return value
    known = (value, *_SEXES.get(value, ()))
    meant = [
        const
        for const, label in zip(field["enum"], field.get("labels", field["enum"]), strict=True)
        if const in known or str(label).lower() in known
    ]
    return str(meant[0]) if meant else value
