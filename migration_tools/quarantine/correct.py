"""Lay the unit's answers on the raw rows as corrections; an answer that fits no row is refused by name."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from engine.store.work import Work
from migration_tools.cell import dump_row
from migration_tools.merges import Word
from migration_tools.patch import Place, lay
from migration_tools.quarantine.lines import seal
from migration_tools.quarantine.workbook_in import Answer
from migration_tools.store import batches, outcomes, waiting
from migration_tools.store.batches import Batch
from migration_tools.store.outcomes import OutcomeKind

_UNKNOWN = "không có dòng này trong đợt chuyển đổi"
_CHANGED = "dòng này đã được sửa hoặc đã khác từ khi xuất tệp; hãy xuất lại rồi ghi lại"
_LOADED = "dòng này đã được nạp từ khi xuất tệp; nếu vẫn cần sửa, kỹ thuật viên dùng «motcua migrate patch»"
_NO_COLUMN = "chưa chọn cột cần sửa, hoặc bảng không có cột «{column}»"
_NOBODY = "thiếu người sửa hoặc căn cứ"
_CONTRADICTION = "hai câu trả lời khác nhau cho cùng một ô (xem dòng {other})"


@dataclass(frozen=True, slots=True)
class Refusal:
    """An answer that was not taken: the line of the workbook, and why."""

    line: int
    why: str


@dataclass(frozen=True, slots=True)
class Corrected:
    """What became of a workbook: corrections laid, answers that lay there already, answers refused."""

    laid: int
    known: int
    refused: tuple[Refusal, ...]


def correct(work: Work, batch: Batch, answers: Iterable[Answer], at: datetime) -> Corrected:
    """Take every answer that fits; the others are refused, all of them at once."""
    return _Correcting(work, batch, at).take(list(answers))


class _Correcting:
    def __init__(self, work: Work, batch: Batch, at: datetime) -> None:
        self._work, self._at = work, at
        self._tables = {table.id: table for table in batches.tables(work, batch.id)}
        # As they were before this workbook, for a row may be answered in several columns.
        self._patches = waiting.patches(work, batch.id)

    def take(self, answers: Sequence[Answer]) -> Corrected:
        refused: list[Refusal] = []
        taken: dict[tuple[int, int, str], Answer] = {}
        known = 0
        for answer in answers:
            place = self._place(answer)
            if isinstance(place, str):
                refused.append(Refusal(answer.line, place))
                continue
            before = taken.get(place)
            if before is not None and before.right != answer.right:
                refused.append(Refusal(answer.line, _CONTRADICTION.format(other=before.line)))
            elif before is None and self._lies_there(place, answer):
                known += 1
            elif before is None and (why := self._objection(place, answer)):
                refused.append(Refusal(answer.line, why))
            elif before is None:
                taken[place] = answer
        for place, answer in taken.items():
            self._lay(place, answer)
        return Corrected(len(taken), known, tuple(refused))

    def _place(self, answer: Answer) -> tuple[int, int, str] | str:
        table, _, position = answer.key.partition(":")
        if not (table.isdecimal() and position.isdecimal() and int(table) in self._tables):
            return _UNKNOWN
        if answer.column not in self._tables[int(table)].columns:
            return _NO_COLUMN.format(column=answer.column)
        return int(table), int(position), answer.column

    def _lies_there(self, place: tuple[int, int, str], answer: Answer) -> bool:
        on_cell = [each for each in self._patches.get(place[:2], ()) if each.column == place[2]]
        return bool(on_cell) and on_cell[-1].new == dump_row((answer.right,))

    def _objection(self, place: tuple[int, int, str], answer: Answer) -> str | None:
        stored = waiting.payload(self._work, *place[:2])
        if stored is None:
            return _UNKNOWN
        if seal(stored[1], self._patches.get(place[:2], ())) != answer.seal:
            return _CHANGED
        outcome = outcomes.of_row(self._work, *place[:2])
        if outcome is not None and outcome.kind is OutcomeKind.LOADED:
            return _LOADED
        return None if answer.by and answer.basis else _NOBODY

    def _lay(self, place: tuple[int, int, str], answer: Answer) -> None:
        table, position, column = place
        cell = Place(self._tables[table], position, column)
        lay(self._work, cell, answer.right, Word(answer.by, answer.basis), self._at)
