"""Planters of the group `text`: the same name in wrong bytes, wrong letters, or too few of them."""

import unicodedata
from collections.abc import Callable

from migration_tools.faults.generate import facts
from migration_tools.faults.generate.draft import Draft, Plant, Planted
from migration_tools.text.decode import encode
from migration_tools.text.plausible import plausibility

_WIDTH = 75


def _in_encoding(code: str, encoding: str) -> Plant:
    def plant(draft: Draft) -> tuple[Planted, ...]:
        name = draft.case.applicant
        draft.cells["applicant"] = encode(name, encoding)
        return (Planted(code, "applicant", name),)

    return plant


def _spoilt(code: str, spoil: Callable[[str], str]) -> Plant:
    """Return a planter of letters that a named rule can bring back."""

    def plant(draft: Draft) -> tuple[Planted, ...]:
        name = draft.case.applicant
        draft.cells["applicant"] = spoil(name)
        return (Planted(code, "applicant", name),)

    return plant


def _capitals_unknown(draft: Draft) -> tuple[Planted, ...]:
    # Á has no byte of its own there: whoever reads Ánh sees ánh, and nothing beside it tells.
    draft.cells["applicant"] = encode(f"{draft.case.applicant.rpartition(' ')[0]} ánh", "tcvn3")
    return (Planted("text.tcvn3_capitals_unknown", "applicant", None),)


def _ambiguous(draft: Draft) -> tuple[Planted, ...]:
    # Both halves must have marks, or the cell is simply in the encoding of the other.
    given = draft.case.applicant.rpartition(" ")[2]
    draft.cells["applicant"] = encode("Nguyễn", "tcvn3") + b" " + encode(f"Thị {given}", "vni")
    return (Planted("text.ambiguous", "applicant", None),)


def _tone_place(draft: Draft) -> tuple[Planted, ...]:
    tones = facts.words()["tones"]
    given = draft.random.choice(sorted(tones.values()))
    name = f"Nguyễn Thị {given}"
    draft.rewrite(applicant=name)
    return (Planted("text.tone_place", "applicant", name),)


def _twice(name: str) -> str:
    # As MySQL does it: Windows-1252, and Latin-1 for the five bytes which that leaves undefined.
    return "".join(
        bytes((byte,)).decode("latin-1" if byte in b"\x81\x8d\x8f\x90\x9d" else "cp1252")
        for byte in name.encode()
    )


def _as_latin1(draft: Draft) -> tuple[Planted, ...]:
    name = draft.case.applicant
    if not plausibility(_misread(name)).strange:
        # Phan Huy Dũng becomes Phan Huy Dòng, a name as good as any: nobody can see that.
        name = f"Nguyễn {name.split(' ', 1)[1]}"
        draft.rewrite(applicant=name)
    draft.cells["applicant"] = _misread(name)
    return (Planted("text.tcvn3_as_latin1", "applicant", name),)


def _misread(name: str) -> str:
    return encode(name, "tcvn3").decode("latin-1")


def _lookalike(draft: Draft) -> tuple[Planted, ...]:
    name = f"Đỗ {draft.case.applicant.split(' ', 1)[1]}"
    draft.rewrite(applicant=name)
    draft.cells["applicant"] = name.replace("Đ", "Ð").replace("đ", "ð")
    return (Planted("text.lookalike", "applicant", name),)


def _decomposed(draft: Draft) -> tuple[Planted, ...]:
    # Only a letter with marks of its own falls apart; Thị is one.
    name = f"Nguyễn Thị {draft.case.applicant.split(' ')[-1]}"
    draft.rewrite(applicant=name)
    draft.cells["applicant"] = unicodedata.normalize("NFD", name)
    return (Planted("text.decomposed", "applicant", name),)


def _lost(draft: Draft) -> tuple[Planted, ...]:
    name = draft.case.applicant
    draft.cells["applicant"] = "".join(letter if letter.isascii() else "?" for letter in name)
    return (Planted("text.lost_letters", "applicant", None),)


def _cut(draft: Draft) -> tuple[Planted, ...]:
    long = f"{facts.words()['company']} {draft.case.serial}"
    draft.rewrite(applicant=long[:_WIDTH])
    return (Planted("text.cut", "applicant", None),)


def _pattern(draft: Draft) -> tuple[Planted, ...]:
    draft.rewrite(phone=f"09x{draft.random.randint(10**6, 10**7 - 1)}")
    return (Planted("text.pattern", "phone", None),)


def _broken_xml(draft: Draft) -> tuple[Planted, ...]:
    draft.cells["procedure_name"] = '<?xml version="1.0"?><root><Name language-id="vi_VN">Đăng k'
    return (Planted("text.xml", "procedure_name", None),)


def _test_row(draft: Draft) -> tuple[Planted, ...]:
    draft.rewrite(applicant=draft.random.choice(("test", "aaa", "Test 123")))
    return (Planted("text.test_row", "applicant", None),)


def _printed(draft: Draft) -> tuple[Planted, ...]:
    return (Planted("text.tcvn3_capitals", "extra.printed_name", draft.case.applicant.upper()),)


def _viqr(draft: Draft) -> tuple[Planted, ...]:
    return (Planted("text.viqr", "extra.submitter", draft.case.applicant),)


BYTES: dict[str, Plant] = {
    "text.tcvn3": _in_encoding("text.tcvn3", "tcvn3"),
    "text.vni": _in_encoding("text.vni", "vni"),
    "text.viscii": _in_encoding("text.viscii", "viscii"),
    "text.cp1258": _in_encoding("text.cp1258", "cp1258"),
    "text.vps": _in_encoding("text.vps", "vps"),
    "text.tcvn3_capitals_unknown": _capitals_unknown,
    "text.ambiguous": _ambiguous,
}
"""Faults that only a source of raw bytes can hold."""

LETTERS: dict[str, Plant] = {
    "text.tcvn3_as_latin1": _as_latin1,
    "text.double_utf8": _spoilt("text.double_utf8", _twice),
    "text.decomposed": _decomposed,
    "text.tone_place": _tone_place,
    "text.lookalike": _lookalike,
    "text.invisible": _spoilt("text.invisible", lambda name: name.replace(" ", "\u200b\u00a0", 1)),
    "text.line_break": _spoilt("text.line_break", lambda name: name.replace(" ", "\r\n", 1)),
    "text.lost_letters": _lost,
    "text.cut": _cut,
    "text.test_row": _test_row,
}

PRINTED: dict[str, Plant] = {"text.tcvn3_capitals": _printed}
"""Faults of the column of printed names in a register of raw bytes."""

COLUMNS: dict[str, Plant] = {"text.viqr": _viqr, "text.pattern": _pattern}
"""Faults of columns that a register's mapping declares: one in VIQR, one that must fit a pattern."""

XML: dict[str, Plant] = {"text.xml": _broken_xml}
"""Faults of a name that is stored as XML."""
