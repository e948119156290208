"""The text of one cell: bytes by their encoding, and the named repairs that text needs; the only way to both."""

from collections.abc import Mapping
from typing import NamedTuple

from migration_tools.mapping.evidence import Evidence
from migration_tools.mapping.model import Decode
from migration_tools.mapping.record import Treatment
from migration_tools.text.capitals import Capitals
from migration_tools.text.clean import CleanPolicy, clean
from migration_tools.text.detect import detect

Remark = tuple[str, Treatment, str]
"""A fault of the text: code of the catalogue, treatment, and the rule or the evidence."""

_PLAIN_ENCODINGS = frozenset({"ascii", "utf-8", "latin-1"})
ONLY_UTF8 = ("utf-8",)
"""Where nothing else is possible, bytes that are UTF-8 need no judging."""

_RULES: Mapping[str, str] = {
    "tcvn3.as_latin1": "text.tcvn3_as_latin1",
    "utf8.double": "text.double_utf8",
    "vni.as_latin1": "text.vni",
    "cp1258.as_latin1": "text.cp1258",
    "unicode.nfc": "text.decomposed",
    "letter.d": "text.lookalike",
    "unicode.bom": "text.invisible",
    "unicode.zero_width": "text.invisible",
    "space.no_break": "text.invisible",
    "line.ends": "text.line_break",
    "line.joined": "text.line_break",
}


class Reading(NamedTuple):
    """What a cell reads as, None where nobody can know. `operators` are the decoding and the repairs applied."""

    text: str | None
    operators: tuple[str, ...] = ()
    remarks: tuple[Remark, ...] = ()


def is_plain(text: str) -> bool:
    """Say whether a text is the same in every encoding and needs no repair: the fast way for most cells."""
    return text.isascii() and text.isprintable() and "?" not in text


def text_of(cell: str | bytes, decode: Decode, evidence: Evidence) -> Reading:
    """Read a cell; `evidence` counts the encodings of its column, so that a short name is no riddle."""
    if isinstance(cell, str):
        return _repaired(cell, (), (), decode, evidence)
    if decode.candidates == ONLY_UTF8:
        try:
            return _repaired(cell.decode(), ("decode:utf-8",), (), decode, evidence)
        except UnicodeDecodeError:
            pass  # What it is then, and with what evidence, is for the detection to say.
    found = detect(
        cell, decode.candidates, decode.min_confidence, dict(evidence.encodings), Capitals(decode.capitals)
    )
    if (
        found.text is None
        and "utf-8" in decode.candidates
        and (told := _misread_utf8(cell, decode, evidence))
    ):
        return told
    if found.text is None:
        # Only the capitals are open where the encoding is known.
        code = "text.tcvn3_capitals_unknown" if found.encoding else "text.ambiguous"
        return Reading(None, (), ((code, decode.on_ambiguous, found.evidence),))
    encoding = str(found.encoding)
    remarks: tuple[Remark, ...] = ()
    if encoding not in _PLAIN_ENCODINGS:
        is_upper = encoding == "tcvn3" and decode.capitals == "upper"
        remarks = (
            ("text.tcvn3_capitals" if is_upper else f"text.{encoding}", Treatment.FIX, found.evidence),
        )
    # As it stands, for the mending to say whether its marks had come apart.
    text = cell.decode() if encoding == "utf-8" else found.text
    return _repaired(text, (f"decode:{encoding}",), remarks, decode, evidence)


def _misread_utf8(cell: bytes, decode: Decode, evidence: Evidence) -> Reading | None:
    """Read UTF-8 that is no Vietnamese as it stands, where a named rule makes it so; None where none does."""
    try:
        text = cell.decode()
    except UnicodeDecodeError:
        return None
    reading = _repaired(text, ("decode:utf-8",), (), decode, evidence)
    return reading if reading.text is not None and len(reading.operators) > 1 else None


def _repaired(
    text: str, operators: tuple[str, ...], remarks: tuple[Remark, ...], decode: Decode, evidence: Evidence
) -> Reading:
    # The question marks of an XML declaration stand for no lost letters, and its lines are no one's mistake.
    declaration = text[: text.find("?>") + 2] if text.startswith("<?xml") else ""
    is_xml = text.startswith("<")
    # What was read here from bytes of another encoding is nobody's mistake; UTF-8 may hold the mistake of another.
    may_be_misread = operators in ((), ("decode:utf-8",))
    policy = CleanPolicy(decode.min_confidence, Capitals(decode.capitals), is_xml, may_be_misread)
    cleaned = clean(
        text.removeprefix(declaration), policy, dict(evidence.misread) if may_be_misread else None
    )
    if cleaned.lost:
        words = ", ".join(cleaned.lost)
        return Reading(None, operators, (*remarks, ("text.lost_letters", Treatment.QUARANTINE, words)))
    if cleaned.doubt:
        return Reading(None, operators, (*remarks, ("text.ambiguous", decode.on_ambiguous, cleaned.doubt)))
    repairs = tuple((_RULES[rule], Treatment.FIX, rule) for rule in cleaned.rules)
    return Reading(declaration + cleaned.text, operators + cleaned.rules, remarks + repairs)
