"""OpenCPS 1 in its two dialects: statuses as integers (1.0 to 1.2) or as words (1.5 to 1.9)."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from itertools import pairwise

from migration_tools.cell import Cell
from migration_tools.faults.generate import facts
from migration_tools.faults.generate.draft import Draft, Step
from migration_tools.faults.generate.sql_system import UNKNOWN_ID, StepTable, TableForm, link
from migration_tools.faults.generate.style import Cells, Typed

# The numbers of the statuses from 1.0 to 1.2; the words of 1.5 are our canonical ones but for `canceled`.
_NUMBERS = {
    "new": "0",
    "receiving": "1",
    "waiting": "2",
    "denied": "4",
    "processing": "6",
    "cancelled": "7",
    "done": "8",
    "đang treo": "99",
}
_WORDS = {"cancelled": "canceled"}
_PROCESS_ID = 1


class Dialect(StrEnum):
    """How `dossierStatus` is written."""

    INTEGERS = "integers"
    WORDS = "words"


class OpenCps1:
    """Procedures and steps are named by id; the history of a dossier is its log."""

    schema = "opencps1"
    lacks = frozenset({"text.xml", "user.unknown", "user.shared", "process.step_gone"})
    dossiers = TableForm(
        "opencps_dossier",
        ("dossierId", "createDate", "serviceInfoId", "govAgencyCode", "govAgencyName", "subjectId", "subjectName",
         "address", "contactTelNo", "note", "submitDatetime", "receiveDatetime", "receptionNo",
         "estimateDatetime", "finishDatetime", "dossierStatus", "externalRefNo"),
    )  # fmt: skip
    _step_form = TableForm(
        "opencps_dossier_log",
        ("dossierLogId", "createDate", "dossierId", "dossierStatus", "actionInfo", "updateDatetime", "actorName",
         "stepId", "stepName", "processOrderId"),
    )  # fmt: skip

    def __init__(self, dialect: Dialect) -> None:
        self._has_numbers = dialect is Dialect.INTEGERS
        self.style = Typed(_NUMBERS if self._has_numbers else _WORDS)
        names = facts.words()["steps"]
        self._step_ids = {name: number for number, name in enumerate(names, start=1)}
        codes = [code for fact in facts.procedures() for code in (fact.code, fact.retired)]
        codes += facts.words()["abolished"]
        self._procedure_ids = {code: number for number, code in enumerate(codes, start=1)} | {"": 0}

    @property
    def overrides(self) -> Mapping[str, Mapping[str, str]]:
        """Return the integer columns of the older dialect."""
        older = {"dossierStatus": "int"}
        return dict.fromkeys((self.dossiers.name, self._step_form.name), older) if self._has_numbers else {}

    @property
    def steps(self) -> StepTable:
        """Return the table of the history."""
        return StepTable(self._step_form, self._step_row)

    def reference(self) -> Iterable[tuple[TableForm, list[tuple[Cell, ...]]]]:
        """Yield procedures, the one process, its steps and the ways between them (0 is the start and the end)."""
        names = {fact.code: fact.name for fact in facts.procedures()}
        names |= {fact.retired: fact.name for fact in facts.procedures()}
        yield (
            TableForm("opencps_serviceinfo", ("serviceinfoId", "serviceNo", "serviceName", "fullName")),
            [
                (at, code, names.get(code, ""), names.get(code, ""))
                for code, at in self._procedure_ids.items()
                if at
            ],
        )
        yield (
            TableForm("opencps_serviceprocess", ("serviceProcessId", "processNo", "processName")),
            [(_PROCESS_ID, "QT01", "Quy trình một cửa")],
        )
        yield (
            TableForm("opencps_processstep", ("processStepId", "serviceProcessId", "stepName", "sequenceNo")),
            [(at, _PROCESS_ID, name, at) for name, at in self._step_ids.items()],
        )
        ends = [0, *self._step_ids.values(), 0]
        yield (
            TableForm(
                "opencps_processworkflow",
                (
                    "processWorkflowId",
                    "serviceProcessId",
                    "preProcessStepId",
                    "postProcessStepId",
                    "actionName",
                ),
            ),
            [
                (at, _PROCESS_ID, before, after, f"Chuyển {at}")
                for at, (before, after) in enumerate(pairwise(ends), start=1)
            ],
        )

    def dossier_row(self, row_id: int, cells: Cells, draft: Draft) -> tuple[Cell, ...]:  # noqa: ARG002
        """Return a row of `opencps_dossier`."""
        return (
            row_id,
            cells["extra.submitted_at"],
            self._procedure_ids.get(str(cells["procedure_code"]), UNKNOWN_ID),
            cells["unit"],
            cells["place"],
            cells["identity_no"],
            cells["applicant"],
            cells["address"],
            cells["phone"],
            cells["note"],
            cells["extra.submitted_at"],
            cells["received_at"],
            cells["number"],
            cells["due_at"],
            cells["returned_at"],
            self._status(str(cells["status"])),
            cells["extra.reference"],
        )

    def _step_row(self, row_id: int, step: Step) -> tuple[Cell, ...]:
        """Return a row of `opencps_dossier_log`; `processOrderId` names the row before it in the chain."""
        return (
            link(row_id, step.serial),
            step.at,
            row_id,
            self._status(self.style.status(step.status)),
            "open" if step.is_open else "",
            step.at,
            step.actor,
            self._step_ids.get(step.name, UNKNOWN_ID),
            step.name,
            link(row_id, step.previous),
        )

    def _status(self, code: str) -> Cell:
        return int(code) if self._has_numbers and code.isdecimal() else code
