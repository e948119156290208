"""The papers of a dossier, found in its journal: what was issued, when, under which number."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from engine.clock import in_hanoi
from engine.errors import Refused
from engine.events import EventKind
from engine.model.dossier import APPLICANT_NAME
from engine.model.paper import PRINTED, PaperKind, PaperNumber, own_number
from engine.reports.timeline import Happening
from engine.store.work import Work

RECEIPT_NAMES = (
    APPLICANT_NAME,
    "so_dinh_danh",
    "dia_chi",
    "dien_thoai",
    "thu_dien_tu",
    "nguoi_dai_dien",
    "noi_dung_yeu_cau",
)
"""What the receipt tells of the applicant; where one of them is corrected, a receipt is given anew."""


@dataclass(frozen=True, slots=True)
class PaperHead:
    """What of a dossier's head stands on its papers; whether the reader may have them is settled before."""

    code: str
    digest: str
    unit: str
    place: str
    received_at: datetime
    key: str


def paper_head(work: Work, code: str) -> PaperHead:
    """Return the head of a dossier's papers. Refused `dossier.unknown`."""
    row = work.run(
        """
        SELECT code, digest, unit_code AS unit, place_code AS place, received_at, lookup_key AS key
        FROM dossier WHERE code = :code
        """,
        {"code": code},
    )
    found = row.mappings().first()
    if found is None:
        raise Refused("dossier.unknown", dossier=code)
    return PaperHead(**found)


@dataclass(frozen=True, slots=True)
class Issued:
    """One paper: `no` counts those of its kind from 1, `number` is as printed, `unit` the code of who issued it.

    `on` is the day that it bears. `entry` is the journal entry that issued it, or up to which it tells; `data` is
    what was known of the dossier then.
    """

    kind: PaperKind
    no: int
    number: str
    unit: str
    on: date
    entry: Happening
    data: Mapping[str, Any]


def papers_of(code: str, unit: str, happenings: Sequence[Happening], *, is_same_day: bool) -> list[Issued]:
    """Return the papers of a dossier that `unit` received, in the order in which they were issued.

    Every dossier has a control slip, and a receipt unless its result is due the same day or another system received
    it. Both bear the dossier's own number, so that receiving takes no other.
    """
    first = None if is_same_day else _receipt_entry(happenings)
    issued: list[Issued] = []
    data: dict[str, Any] = {}
    for each in happenings:
        data |= _written(each)
        on = in_hanoi(each.at).date()
        if first is not None and (each is first or (each.seq > first.seq and _corrects(each))):
            kind = PaperKind.RECEIPT
            number = own_number(kind, code)
            issued.append(Issued(kind, _next(issued, kind), number, unit, on, each, dict(data)))
        paper = _numbered(each)
        if paper is not None:
            no = _next(issued, paper.kind)
            issued.append(Issued(paper.kind, no, paper.written, paper.unit, on, each, dict(data)))
    if happenings:
        kind, opened_on = PaperKind.CONTROL_SLIP, in_hanoi(happenings[0].at).date()
        issued.append(Issued(kind, 1, own_number(kind, code), unit, opened_on, happenings[-1], data))
    return issued


def _receipt_entry(happenings: Sequence[Happening]) -> Happening | None:
    """Return the entry after which the receipt can be written, None where another system wrote it.

    At the desk a dossier is opened and its form filled in by one act made of two commands: the receipt waits for both.
    """
    received = next((each for each in happenings if each.kind is EventKind.DOSSIER_RECEIVED), None)
    if received is None or received.facts.get("imported"):
        return None
    done = next((each for each in happenings if each.kind is EventKind.TASK_COMPLETED), None)
    return done if done is not None and APPLICANT_NAME in _written(done) else received


def _corrects(happening: Happening) -> bool:
    if happening.kind is not EventKind.DATA_CORRECTED:
        return False
    return any(name in RECEIPT_NAMES for name in happening.facts.get("changes", {}))


def _numbered(happening: Happening) -> PaperNumber | None:
    """Return the number of the paper that an entry issues; a result is a document of its own."""
    stored = happening.facts.get("paper")
    if stored is None or PaperKind(stored["kind"]) not in PRINTED:
        return None
    return PaperNumber.of(stored)


def _written(happening: Happening) -> Mapping[str, Any]:
    """Return what an entry writes into the dossier's data."""
    written: Mapping[str, Any] = happening.facts.get("data") or {}
    return written


def _next(issued: Iterable[Issued], kind: PaperKind) -> int:
    return 1 + sum(each.kind is kind for each in issued)
