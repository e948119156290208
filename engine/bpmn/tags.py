"""How the names of a BPMN file are written, and the small readings that every reader needs."""

from lxml import etree

BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
MOTCUA = "{urn:motcua:bpmn:1}"


def local(element: etree._Element) -> str:
    """Return the BPMN name of an element; empty for one of another vendor, whatever it is called."""
    name = str(element.tag)
    return name.removeprefix(BPMN) if name.startswith(BPMN) else ""


def identifier(element: etree._Element) -> str:
    """Return the id as drawn, else one made of the place in the file, which no NCName can be."""
    return element.get("id") or f"{local(element)}@{_place(element)}"


def _place(element: etree._Element) -> str:
    parent = element.getparent()
    return "" if parent is None else f"{_place(parent)}.{parent.index(element)}".removeprefix(".")


def text_of(element: etree._Element | None) -> str | None:
    """Return the text of an element, None where there is none."""
    if element is None:
        return None
    return "".join(str(part) for part in element.itertext()).strip() or None


def settings_of(element: etree._Element) -> dict[str, str]:
    """Return the attributes of the motcua namespace."""
    return {
        str(name).removeprefix(MOTCUA): str(value).strip()
        for name, value in element.attrib.items()
        if str(name).startswith(MOTCUA)
    }


def reference(element: etree._Element, name: str) -> str | None:
    """Return the id that an attribute refers to, without the prefix some tools write before it."""
    value = (element.get(name) or "").strip()
    return value.rpartition(":")[2] or None


def is_set(element: etree._Element, name: str) -> bool:
    """Tell whether a boolean attribute is true."""
    return element.get(name, "false").strip() in ("true", "1")
