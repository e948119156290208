"""OpenCPS 2: procedures by code, actions chained by `previousActionId`, the history in `opencps_dossieraction`."""

from collections.abc import Iterable, Mapping

from migration_tools.cell import Cell
from migration_tools.faults.generate import facts
from migration_tools.faults.generate.draft import Draft, Step
from migration_tools.faults.generate.sql_system import StepTable, TableForm, link
from migration_tools.faults.generate.style import Cells, Typed

_PROCESS_ID = 1
_STEP_CODES = ("110", "200", "210", "300", "400")
_LIFERAY_NAME = (
    '<?xml version="1.0" encoding="UTF-8"?><root available-locales="vi_VN" default-locale="vi_VN">'
    '<Name language-id="vi_VN">{}</Name></root>'
)


class OpenCps2:
    """Names of procedures are Liferay XML in the reference table and plain in the dossier's row."""

    schema = "opencps2"
    style = Typed({})
    overrides: Mapping[str, Mapping[str, str]] = {}
    lacks: frozenset[str] = frozenset()
    dossiers = TableForm(
        "opencps_dossier",
        ("dossierId", "userName", "createDate", "serviceCode", "serviceName", "govAgencyCode", "govAgencyName",
         "applicantName", "applicantIdNo", "address", "contactTelNo", "dossierNote", "dossierNo", "submitDate",
         "receiveDate", "dueDate", "releaseDate", "finishDate", "dossierStatus", "dossierSubStatusText",
         "dossierActionId", "originality", "originDossierNo"),
    )  # fmt: skip
    _step_form = TableForm(
        "opencps_dossieraction",
        ("dossierActionId", "createDate", "dossierId", "serviceProcessId", "previousActionId", "actionCode",
         "actionUser", "actionName", "stepCode", "stepName", "pending", "state_"),
    )  # fmt: skip

    @property
    def steps(self) -> StepTable:
        """Return the table of the history."""
        return StepTable(self._step_form, self._step_row)

    def reference(self) -> Iterable[tuple[TableForm, list[tuple[Cell, ...]]]]:
        """Yield procedures, the one process, its steps and actions."""
        steps = list(zip(_STEP_CODES, facts.words()["steps"], strict=True))
        yield (
            TableForm("opencps_serviceinfo", ("serviceInfoId", "serviceCode", "serviceName")),
            [
                (at, fact.code, _LIFERAY_NAME.format(fact.name))
                for at, fact in enumerate(facts.procedures(), start=1)
            ],
        )
        yield (
            TableForm("opencps_serviceprocess", ("serviceProcessId", "processNo", "processName")),
            [(_PROCESS_ID, "QT01", "Quy trình một cửa")],
        )
        yield (
            TableForm("opencps_processstep", ("processStepId", "stepCode", "serviceProcessId", "stepName")),
            [(at, code, _PROCESS_ID, name) for at, (code, name) in enumerate(steps, start=1)],
        )
        yield (
            TableForm(
                "opencps_processaction",
                (
                    "processActionId",
                    "serviceProcessId",
                    "preStepCode",
                    "postStepCode",
                    "actionCode",
                    "actionName",
                ),
            ),
            [
                (at, _PROCESS_ID, before, after, f"{at}000", f"Chuyển {at}")
                for at, (before, after) in enumerate(
                    zip(("", *_STEP_CODES), _STEP_CODES, strict=False), start=1
                )
            ],
        )

    def dossier_row(self, row_id: int, cells: Cells, draft: Draft) -> tuple[Cell, ...]:  # noqa: ARG002
        """Return a row of `opencps_dossier`."""
        return (
            row_id,
            cells["handler"],
            cells["extra.submitted_at"],
            cells["procedure_code"],
            cells["procedure_name"],
            cells["unit"],
            cells["place"],
            cells["applicant"],
            cells["identity_no"],
            cells["address"],
            cells["phone"],
            cells["note"],
            cells["number"],
            cells["extra.submitted_at"],
            cells["received_at"],
            cells["due_at"],
            cells["returned_at"],
            cells["returned_at"],
            cells["status"],
            cells["current_step"],
            link(row_id, 1),
            3,
            cells["extra.reference"],
        )

    def _step_row(self, row_id: int, step: Step) -> tuple[Cell, ...]:
        """Return a row of `opencps_dossieraction`: state 0 waits, 1 is done."""
        return (
            link(row_id, step.serial),
            step.at,
            row_id,
            _PROCESS_ID,
            link(row_id, step.previous),
            f"{step.serial}000",
            step.actor,
            step.status,
            _STEP_CODES[min(step.serial, len(_STEP_CODES)) - 1],
            step.name,
            step.is_open,
            0 if step.is_open else 1,
        )
