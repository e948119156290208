"""Which papers a dossier's journal tells of."""

from datetime import datetime
from typing import Any

import pytest

from engine.events import EventKind
from engine.model.paper import PaperKind
from engine.reports.papers import Issued, papers_of
from engine.reports.timeline import Happening
from tests.support.hanoi import hanoi

CODE = "000.19.37.H26-181105-0007"
MORNING = hanoi("2018-11-05 08:15")
NAMED = {"ho_ten": "Nguyễn Thị Minh"}


def happened(seq: int, kind: EventKind, at: datetime = MORNING, **facts: Any) -> Happening:
    return Happening(seq, kind, at, "Trần Thu Hà", "UBND phường Minh Khai", facts)


def issued(*happenings: Happening, is_same_day: bool = False) -> list[Issued]:
    return papers_of(CODE, "00295", happenings, is_same_day=is_same_day)


def brief(papers: list[Issued]) -> list[tuple[str, int, str]]:
    return [(each.kind.value, each.no, each.number) for each in papers]


SLIP = ("control_slip", 1, "181105-0007/PKS")
RECEIPT = ("receipt", 1, "181105-0007/TTPVHCC")
RECEIVED = happened(1, EventKind.DOSSIER_RECEIVED, data={})
FILLED_IN = happened(2, EventKind.TASK_COMPLETED, data=NAMED)


def test_a_dossier_has_a_receipt_and_a_control_slip() -> None:
    assert brief(issued(RECEIVED, FILLED_IN)) == [RECEIPT, SLIP]


def test_the_receipt_tells_what_the_clerk_filled_in_after_receiving() -> None:
    receipt, _ = issued(
        RECEIVED, FILLED_IN, happened(3, EventKind.TASK_COMPLETED, data={"ho_ten": "Ai khác"})
    )

    assert (receipt.entry, receipt.data) == (FILLED_IN, NAMED)


def test_what_came_with_the_dossier_itself_is_on_the_receipt_at_once() -> None:
    received = happened(1, EventKind.DOSSIER_RECEIVED, data=NAMED)

    receipt, _ = issued(received, happened(2, EventKind.TASK_COMPLETED, data={"ky": "dong_y"}))

    assert (receipt.entry, receipt.data) == (received, NAMED)


def test_a_result_the_same_day_needs_no_receipt() -> None:
    assert brief(issued(RECEIVED, FILLED_IN, is_same_day=True)) == [SLIP]


def test_another_systems_receipt_is_not_ours_to_print() -> None:
    assert brief(issued(happened(1, EventKind.DOSSIER_RECEIVED, imported=True, data=NAMED))) == [SLIP]


def test_a_corrected_applicant_is_given_a_receipt_anew() -> None:
    changes = {"dia_chi": {"old": "12", "new": "21"}}
    corrected = happened(3, EventKind.DATA_CORRECTED, changes=changes, data={"dia_chi": "21"}, reason="Nhầm")

    first, again, _ = issued(RECEIVED, FILLED_IN, corrected)

    assert brief([first, again]) == [RECEIPT, ("receipt", 2, RECEIPT[2])]
    assert (first.data, again.data) == (NAMED, {**NAMED, "dia_chi": "21"})


def test_a_correction_of_something_else_gives_no_receipt() -> None:
    corrected = happened(3, EventKind.DATA_CORRECTED, changes={"so_tang": {}}, data={"so_tang": 3})

    assert brief(issued(RECEIVED, FILLED_IN, corrected)) == [RECEIPT, SLIP]


@pytest.mark.parametrize(
    ("kind", "of", "number"),
    [
        (EventKind.SUPPLEMENT_REQUESTED, PaperKind.SUPPLEMENT, "04/PBS"),
        (EventKind.DUE_EXTENDED, PaperKind.APOLOGY, "04/PXL"),
        (EventKind.DOSSIER_STOPPED, PaperKind.STOP, "04/TBD"),
    ],
)
def test_an_entry_with_a_number_issues_a_paper_of_the_unit_that_gave_it(
    kind: EventKind, of: PaperKind, number: str
) -> None:
    paper = {"kind": of.value, "unit": "007", "year": 2018, "number": 4}
    entry = happened(3, kind, hanoi("2018-11-09 16:00"), paper=paper)

    _, found, _ = issued(RECEIVED, FILLED_IN, entry)

    assert (found.kind, found.no, found.number, found.unit) == (of, 1, number, "007")
    assert (found.on.isoformat(), found.entry) == ("2018-11-09", entry)


def test_a_second_paper_of_a_kind_is_counted() -> None:
    paper = {"kind": "supplement", "unit": "00295", "year": 2018, "number": 4}
    entries = [happened(n, EventKind.SUPPLEMENT_REQUESTED, paper={**paper, "number": n}) for n in (3, 4)]

    found = [each for each in issued(RECEIVED, *entries) if each.kind is PaperKind.SUPPLEMENT]

    assert [(each.no, each.number) for each in found] == [(1, "03/PBS"), (2, "04/PBS")]


def test_the_number_of_a_result_is_of_a_document_and_not_of_a_slip() -> None:
    paper = {"kind": "result", "unit": "00295", "year": 2018, "number": 4}

    assert brief(issued(RECEIVED, FILLED_IN, happened(3, EventKind.RESULT_NUMBERED, paper=paper))) == [
        RECEIPT,
        SLIP,
    ]


def test_the_control_slip_bears_the_day_of_reception_and_tells_up_to_the_last_entry() -> None:
    last = happened(3, EventKind.TASK_COMPLETED, hanoi("2018-11-20 10:00"), data={})

    slip = issued(RECEIVED, FILLED_IN, last)[-1]

    assert (slip.on.isoformat(), slip.entry) == ("2018-11-05", last)


def test_a_dossier_without_a_journal_has_no_papers() -> None:
    assert issued() == []
