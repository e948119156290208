"""DMN files written in a few lines: `table("so_ban | le_phi", "<= 5 | 1000", "> 5 | 2000")`.

The first line names the columns, inputs before the output after the last `|`; the others are rules. With several
outputs say so: `outputs=2`. `"-"` in a place of `defaults` leaves that output without one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

from engine.bpmn.decisions import Decision, read_decision
from engine.bpmn.finding import Finding

DMN_1_3 = "https://www.omg.org/spec/DMN/20191111/MODEL/"


@dataclass(frozen=True)
class Shape:
    """What rows alone do not say. `allowed` are the inputValues or outputValues of a column, by its text."""

    hit_policy: str | None = None
    aggregation: str | None = None
    outputs: int = 1
    defaults: Sequence[str] = ()
    allowed: Mapping[str, str] = field(default_factory=dict)
    namespace: str = DMN_1_3
    inside: str = ""


PLAIN = Shape()


def table(head: str, *rows: str, shape: Shape = PLAIN, name: str = "Bảng để thử") -> bytes:
    """Return a file with one decision table."""
    columns = _cells(head)
    inputs, outputs = columns[: -shape.outputs], columns[-shape.outputs :]
    settings = {"id": "Bang", "hitPolicy": shape.hit_policy, "aggregation": shape.aggregation}
    written = " ".join(f"{key}={quoteattr(value)}" for key, value in settings.items() if value is not None)
    defaults = [*shape.defaults, *("-" for _ in outputs)]
    body = "".join(
        [
            *(_input(f"Vao_{at}", column, shape) for at, column in enumerate(inputs, start=1)),
            *(_output(f"Ra_{at}", column, shape, defaults[at - 1]) for at, column in enumerate(outputs, 1)),
            *(_rule(f"Dong_{at}", _cells(row), shape.outputs) for at, row in enumerate(rows, start=1)),
        ]
    )
    return (
        f'<definitions xmlns="{shape.namespace}" id="Tep" name="Tệp" namespace="urn:thu">'
        f'<decision id="Quyet_dinh" name={quoteattr(name)}>{shape.inside}'
        f"<decisionTable {written}>{body}</decisionTable></decision></definitions>"
    ).encode()


def decision(head: str, *rows: str, shape: Shape = PLAIN) -> Decision:
    """Read a table that is expected to be readable."""
    reading = read_decision(table(head, *rows, shape=shape))
    assert reading.decision is not None, reading.findings
    return reading.decision


def findings(head: str, *rows: str, shape: Shape = PLAIN) -> tuple[Finding, ...]:
    """What reading a table finds."""
    return read_decision(table(head, *rows, shape=shape)).findings


def _cells(row: str) -> list[str]:
    return [cell.strip() for cell in row.split("|")]


def _entry(tag: str, text: str) -> str:
    return f"<{tag}><text>{escape(text)}</text></{tag}>"


def _input(identifier: str, text: str, shape: Shape) -> str:
    allowed = _entry("inputValues", shape.allowed[text]) if text in shape.allowed else ""
    return f'<input id="{identifier}">{_entry("inputExpression", text)}{allowed}</input>'


def _output(identifier: str, name: str, shape: Shape, default: str) -> str:
    allowed = _entry("outputValues", shape.allowed[name]) if name in shape.allowed else ""
    written = "" if default == "-" else _entry("defaultOutputEntry", default)
    return f'<output id="{identifier}" name={quoteattr(name)}>{allowed}{written}</output>'


def _rule(identifier: str, cells: list[str], outputs: int) -> str:
    split = max(len(cells) - outputs, 0)
    entries = [_entry("inputEntry", cell) for cell in cells[:split]]
    entries += [_entry("outputEntry", cell) for cell in cells[split:]]
    return f'<rule id="{identifier}">{"".join(entries)}</rule>'
