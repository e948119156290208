"""A small legacy register and its mapping, real parts but for the mapping language: for tests of the steps."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Any

from engine.clock import HANOI
from migration_tools.cell import Row
from migration_tools.mapping.record import Mapped, Problem, Trace, Treatment
from migration_tools.sources.base import SourceFile, SourceRow, Table
from migration_tools.store.surveys import Survey

DOSSIERS, HISTORY = "HoSo", "QuaTrinh"
DOSSIER_COLUMNS = ("so", "ma_tthc", "nguoi_nop", "ngay_nhan", "hen_tra", "trang_thai", "ngay_tra")
HISTORY_COLUMNS = ("so", "thu_tu", "luc", "buoc", "nguoi")


@dataclass
class RowsSource:
    """A source that holds its rows; `manifest` False is a live database, which has no files."""

    rows_of: dict[str, list[Row]]
    columns: dict[str, tuple[str, ...]] = field(
        default_factory=lambda: {DOSSIERS: DOSSIER_COLUMNS, HISTORY: HISTORY_COLUMNS}
    )
    manifest: bool = True
    dies_behind: int | None = None

    def files(self) -> Sequence[SourceFile]:
        if not self.manifest:
            return []
        written = repr(self.rows_of).encode()
        return [SourceFile("so.csv", len(written), sha256(written).hexdigest())]

    def tables(self) -> Sequence[Table]:
        return [Table(name, self.columns[name]) for name in self.rows_of]

    def rows(self, table: str, after: int = 0) -> Iterator[SourceRow]:
        for position, row in enumerate(self.rows_of[table], start=1):
            if self.dies_behind is not None and position > self.dies_behind:
                raise ConnectionError("the cable was pulled")
            if position > after:
                yield SourceRow(position, row)


@dataclass(frozen=True)
class RegisterMapping:
    """Reads the register above. `strict` quarantines a dossier without an applicant, another version does not."""

    digest: str = "register-1"
    strict: bool = True
    text: str = "mapping: register"
    dossiers_of: str = DOSSIERS

    def space(self, table: str) -> str | None:
        return table if table in (DOSSIERS, HISTORY) else None

    def make_ready(self, table: str, columns: Sequence[str]) -> None:
        assert set(columns) in ({*DOSSIER_COLUMNS}, {*HISTORY_COLUMNS})

    def wants_survey(self, table: str) -> bool:
        return False

    def survey(self, table: str, columns: Sequence[str], rows: Iterable[Row]) -> dict[str, Any]:
        raise AssertionError("nothing to survey")

    def informed(self, surveys: Sequence[Survey]) -> "RegisterMapping":
        return self

    def reference(self, name: str) -> None:
        return None

    def surveyed_on(self, table: str) -> None:
        return None

    def read(self, table: str, columns: Sequence[str], row: Row) -> Mapped:
        cells: dict[str, Any] = dict(zip(columns, row, strict=True))
        return self._dossier(cells) if table == DOSSIERS else self._history(cells)

    def read_all(self, table: str, columns: Sequence[str], rows: Sequence[Row]) -> list[Mapped]:
        return [self.read(table, columns, row) for row in rows]

    def _dossier(self, cells: dict[str, Any]) -> Mapped:
        problems = []
        received_on = _day(cells["ngay_nhan"])
        if received_on is None:
            problems.append(_problem("date.impossible", "received_on", "ngay_nhan", cells))
        if self.strict and not cells["nguoi_nop"]:
            problems.append(_problem("field.required", "applicant", "nguoi_nop", cells))
        values = {
            "number": cells["so"],
            "procedure_code": cells["ma_tthc"],
            "applicant": cells["nguoi_nop"] or None,
            "received_on": received_on,
            "due_at": _moment(cells["hen_tra"]),
            "status": cells["trang_thai"],
            "returned_at": _moment(cells["ngay_tra"]),
        }
        trace = Trace(("nguoi_nop",), str(cells["nguoi_nop"]), ("trim",))
        return Mapped("dossier", str(cells["so"]), values, tuple(problems), {"applicant": trace})

    def _history(self, cells: dict[str, Any]) -> Mapped:
        problems = () if cells["buoc"] else (_problem("field.required", "step", "buoc", cells),)
        values = {
            "dossier_key": cells["so"],
            "seq": cells["thu_tu"],
            "at": _moment(cells["luc"]),
            "step": cells["buoc"] or None,
            "actor": cells["nguoi"],
        }
        return Mapped("history", f"{cells['so']}|{cells['thu_tu']}", values, problems, {})


def _problem(code: str, target: str, column: str, cells: dict[str, Any]) -> Problem:
    return Problem(code, Treatment.QUARANTINE, target, column, str(cells[column]))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _moment(text: str) -> datetime | None:
    return datetime.fromisoformat(text).replace(tzinfo=HANOI) if text else None


def register(dossiers: int, steps: int = 5) -> dict[str, list[Row]]:
    """A register of so many dossiers, each with so many steps; every twentieth is unfinished."""
    heads: list[Row] = []
    history: list[Row] = []
    for number in range(dossiers):
        received_on = date(2016, 1, 4) + timedelta(days=number % 700)
        is_open = number % 20 == 19
        heads.append(
            (
                f"HS-{number:06d}",
                "1.001193" if number % 2 else "2.000815",
                f"Nguyễn Thị Số {number}",
                received_on.isoformat(),
                f"{received_on + timedelta(days=7)}T17:00",
                "processing" if is_open else "done",
                "" if is_open else f"{received_on + timedelta(days=5)}T09:30",
            )
        )
        history += [
            (
                f"HS-{number:06d}",
                step + 1,
                f"{received_on + timedelta(days=step)}T08:{step:02d}",
                f"Bước {step + 1}",
                f"canbo{number % 7:02d}",
            )
            for step in range(steps)
        ]
    return {DOSSIERS: heads, HISTORY: history}
