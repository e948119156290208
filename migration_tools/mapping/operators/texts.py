"""Operators on text: blanks, parts, patterns, codes; none of them changes a letter of what it keeps."""

import re
from collections.abc import Mapping

from engine.model.folding import folded
from forms.pattern import fault
from migration_tools.cell import Cell
from migration_tools.mapping.operators.result import Noted, Operator, Wrong, as_text
from migration_tools.mapping.record import Treatment
from migration_tools.text.decode import decode

MAX_EXTRACT = 200
"""Characters of a text that a pattern is tried on; a longer text is refused, never searched."""


def trim(cell: Cell) -> Cell:
    """Take blanks away from both ends."""
    return cell.strip() if cell.__class__ is str else as_text(cell).strip()


def collapse_space(cell: Cell) -> Cell:
    """Make every run of blanks inside one blank."""
    text = cell if cell.__class__ is str else as_text(cell)
    return " ".join(text.split()) if "  " in text or "\t" in text or "\n" in text else text


def text(cell: Cell) -> Cell:
    """Take what stands there as text."""
    return as_text(cell)


def code(cell: Cell) -> Cell:
    """Take a number or code; one that was struck out (`~~07~~`) is not in force."""
    found = as_text(cell).strip()
    if found.startswith("~~") and found.endswith("~~"):
        raise Wrong("key.struck_out")
    return found


def viqr(cell: Cell) -> Cell | Noted:
    """Read a text that its column declares to be VIQR."""
    text = as_text(cell)
    try:
        read = decode(text.encode("ascii"), "viqr")
    except UnicodeError:
        raise Wrong("text.ambiguous", "có chữ ngoài ASCII trong cột khai là VIQR") from None
    return Noted(read, "text.viqr", Treatment.FIX, "decode_viqr") if read != text else read


def split_operator(separator: str, index: int) -> Operator:
    """Return the operator for one part of a text such as `9 / 0`; a part that is not there is nothing."""

    def part(cell: Cell) -> Cell | Noted:
        parts = as_text(cell).split(separator)
        found = parts[index].strip() if -len(parts) <= index < len(parts) else None
        is_pair = len(parts) > 1 and all(each.strip().isdigit() for each in parts)
        return Noted(found, "number.question_pair", Treatment.FIX, "split_pair") if is_pair else found

    return part


def pattern_fault(pattern: str) -> str | None:
    """Say in Vietnamese why a pattern cannot be used, None where it can: anchored, simple and never slow."""
    match fault(_as_form_pattern(pattern), MAX_EXTRACT):
        case None:
            return None if "(" in pattern else "Mẫu phải có một cặp ngoặc ( ) quanh phần cần lấy."
        case "pattern_not_anchored":
            return "Mẫu phải bắt đầu bằng ^ và kết thúc bằng $."
        case "pattern_too_costly":
            return "Mẫu có quá nhiều cách khớp; ghi độ dài bằng {m,n} thay cho * hay +."
        case _:
            return "Mẫu chỉ được dùng chữ, số, lớp [ ], nhóm ( ), | trong nhóm và ? * + {m,n}."


def _as_form_pattern(pattern: str) -> str:
    # A form's pattern knows `[0-9]` only; `\\d` says the same and is what people write.
    return pattern.replace("\\d", "[0-9]")


def extract_operator(pattern: str) -> Operator:
    """Return the operator for the first group of a pattern that fits the whole text."""
    compiled = re.compile(pattern, re.ASCII)

    def extract(cell: Cell) -> Cell:
        subject = as_text(cell)
        found = compiled.fullmatch(subject) if len(subject) <= MAX_EXTRACT else None
        if found is None:
            raise Wrong("text.pattern", "không khớp mẫu")
        return found[1]

    return extract


def lookup_operator(entries: Mapping[str, str], on_missing: str) -> Operator:
    """Return the operator for a code table; words are compared without marks, capitals and blanks.

    `on_missing` is `quarantine`, `flag` (the word stays), `keep` (it stays unremarked) or `none` (nothing).
    """
    exact = dict(entries)
    loose = {folded(word): meaning for word, meaning in entries.items()}

    def look(cell: Cell) -> Cell | Noted:
        word = as_text(cell).strip()
        found = exact.get(word)
        if found is not None:
            return found
        found = loose.get(folded(word))
        if found is not None:
            return Noted(found, "status.vocabulary", Treatment.FIX, "status_lookup")
        if on_missing == "quarantine":
            raise Wrong("status.unknown")
        if on_missing == "flag":
            return Noted(word, "status.unknown", Treatment.FLAG)
        return word if on_missing == "keep" else None

    return look
