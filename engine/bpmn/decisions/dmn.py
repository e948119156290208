"""From the bytes of a .dmn file to the texts of its one table; what it asks beyond that is refused by name."""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from engine.bpmn.finding import Finding, error
from engine.bpmn.xml import parse

NAMESPACES = (
    "http://www.omg.org/spec/DMN/20151101/dmn.xsd",
    "http://www.omg.org/spec/DMN/20180521/MODEL/",
    "https://www.omg.org/spec/DMN/20191111/MODEL/",
    "https://www.omg.org/spec/DMN/20211108/MODEL/",
    "https://www.omg.org/spec/DMN/20230324/MODEL/",
)
"""DMN 1.1 to 1.5: of a decision table they say the same."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A text of the table; `element` is the id under which a finding about it is shown."""

    element: str
    text: str


@dataclass(frozen=True, slots=True)
class InputColumn:
    """`<input>`: `allowed` is the text of its inputValues, None where there are none."""

    id: str
    label: str
    expression: Cell
    allowed: Cell | None


@dataclass(frozen=True, slots=True)
class OutputColumn:
    """`<output>`: `default` is the text of its defaultOutputEntry."""

    id: str
    name: str
    allowed: Cell | None
    default: Cell | None


@dataclass(frozen=True, slots=True)
class Row:
    """`<rule>`: as many cells as it has, whether they fit the columns or not."""

    id: str
    tests: tuple[Cell, ...]
    results: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A decision table as it stands in the file, nothing compiled; the texts without blanks around them."""

    id: str
    name: str
    hit_policy: str
    aggregation: str | None
    inputs: tuple[InputColumn, ...]
    outputs: tuple[OutputColumn, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class SheetReading:
    """The sheet, or None where the file holds no table that could be read, and why."""

    sheet: Sheet | None
    findings: tuple[Finding, ...]


def read_sheet(content: bytes) -> SheetReading:
    """Read a DMN 1.1-1.5 file with one decision table. Never raises for what a file contains."""
    document = parse(content)
    root = document.root
    if root is None:
        return SheetReading(None, document.findings)
    if root.tag not in [f"{{{namespace}}}definitions" for namespace in NAMESPACES]:
        return _unreadable(
            None, "Tệp không phải DMN 1.1 đến 1.5; hãy xuất lại từ công cụ vẽ bảng quyết định."
        )
    decisions = _all(root, "decision")
    if len(decisions) != 1:
        return _unreadable(
            None, f"Tệp có {len(decisions)} quyết định; mỗi tệp phải có đúng một bảng quyết định."
        )
    decision = decisions[0]
    table = _one(decision, "decisionTable")
    if table is None:
        text = f"Quyết định «{_name(decision)}» không phải là bảng; hãy lập bảng quyết định (decisionTable)."
        return _unreadable(_id(decision), text)
    findings = (*_foreign_languages(root, _id(decision)), *_required(decision))
    return SheetReading(None if findings else _sheet(decision, table), findings)


def _unreadable(element: str | None, text: str) -> SheetReading:
    return SheetReading(None, (error("data.decision_unreadable", element, text),))


def _foreign_languages(root: etree._Element, decision: str) -> Iterator[Finding]:
    for element in root.iter(etree.Element):
        language = element.get("expressionLanguage")
        if language is not None and "feel" not in language.lower():
            text = f"Bảng quyết định dùng ngôn ngữ «{language[:80]}»; hãy viết các ô bằng FEEL."
            yield error("data.decision_language", element.get("id") or decision, text)


def _required(decision: etree._Element) -> Iterator[Finding]:
    for tag in ("requiredDecision", "requiredKnowledge"):
        if next(decision.iter(f"{_space(decision)}{tag}"), None) is not None:
            text = f"«{_name(decision)}» dựa vào phần khác của tệp ({tag}); hãy gộp vào một bảng quyết định."
            yield error("data.decision_requires", _id(decision), text)


def _sheet(decision: etree._Element, table: etree._Element) -> Sheet:
    return Sheet(
        id=_id(decision),
        name=_name(decision),
        hit_policy=table.get("hitPolicy", "UNIQUE").strip(),
        aggregation=table.get("aggregation"),
        inputs=tuple(_input(element, at) for at, element in enumerate(_all(table, "input"), start=1)),
        outputs=tuple(_output(element, at) for at, element in enumerate(_all(table, "output"), start=1)),
        rows=tuple(_row(element, at) for at, element in enumerate(_all(table, "rule"), start=1)),
    )


def _input(element: etree._Element, at: int) -> InputColumn:
    own = _id(element, at)
    expression = _part(element, "inputExpression", own) or Cell(own, "")
    label = " ".join((element.get("label") or expression.text).split())
    return InputColumn(own, label, expression, _part(element, "inputValues", own))


def _output(element: etree._Element, at: int) -> OutputColumn:
    own = _id(element, at)
    allowed, default = _part(element, "outputValues", own), _part(element, "defaultOutputEntry", own)
    return OutputColumn(own, element.get("name", "").strip(), allowed, default)


def _row(element: etree._Element, at: int) -> Row:
    own = _id(element, at)
    tests = tuple(Cell(own, _text(cell)) for cell in _all(element, "inputEntry"))
    results = tuple(Cell(own, _text(cell)) for cell in _all(element, "outputEntry"))
    return Row(own, tests, results)


def _part(column: etree._Element, tag: str, own: str) -> Cell | None:
    """A modeler may leave an empty element behind where a text was taken away."""
    part = _one(column, tag)
    text = "" if part is None else _text(part)
    return Cell(own, text) if text else None


def _space(element: etree._Element) -> str:
    return f"{{{etree.QName(element).namespace}}}"


def _all(element: etree._Element, tag: str) -> list[etree._Element]:
    return element.findall(f"{_space(element)}{tag}")


def _one(element: etree._Element, tag: str) -> etree._Element | None:
    return element.find(f"{_space(element)}{tag}")


def _text(element: etree._Element) -> str:
    text = _one(element, "text")
    return "" if text is None else "".join(str(part) for part in text.itertext()).strip()


def _name(decision: etree._Element) -> str:
    return " ".join((decision.get("name") or _id(decision)).split())


def _id(element: etree._Element, at: int = 1) -> str:
    """The id as drawn, else the tag and the place among its like, which no NCName can be."""
    return element.get("id") or f"{etree.QName(element).localname}@{at}"
