"""e-par: one MyISAM row a dossier, which holds its workflow and its form as whole XML documents."""

from collections.abc import Iterable, Mapping
from xml.sax.saxutils import escape, quoteattr

from migration_tools.cell import Cell
from migration_tools.faults.generate import facts
from migration_tools.faults.generate.draft import Draft, Step
from migration_tools.faults.generate.history import history
from migration_tools.faults.generate.sql_system import StepTable, TableForm
from migration_tools.faults.generate.style import Cells, Typed


class Epar:
    """The applicant's facts stand in the form XML, the steps and what was done at them in the workflow XML."""

    schema = "epar"
    style = Typed({})
    lacks = frozenset({"text.xml", "file.orphan_row", "process.transfer_twice", "date.placeholder"})
    overrides: Mapping[str, Mapping[str, str]] = {}
    steps: StepTable | None = None
    dossiers = TableForm(
        "t_par_record",
        ("PK_RECORD", "C_CODE", "C_RECORDTYPE_CODE", "C_OWNER_CODE", "C_NAME", "C_RECEIVED_DATE", "C_APPOINTED_DATE",
         "C_RETURNED_DATE", "C_STATUS", "C_CURRENT_STEP", "C_HANDLER", "C_NOTE", "C_ONLINE", "C_XML_WORKFLOW",
         "C_XML_DATA"),
    )  # fmt: skip

    def reference(self) -> Iterable[tuple[TableForm, list[tuple[Cell, ...]]]]:
        """Yield the kinds of dossiers."""
        yield (
            TableForm("t_par_recordtype", ("PK_RECORDTYPE", "C_CODE", "C_NAME", "C_DAYS")),
            [(at, fact.code, fact.name, fact.days) for at, fact in enumerate(facts.procedures(), start=1)],
        )

    def dossier_row(self, row_id: int, cells: Cells, draft: Draft) -> tuple[Cell, ...]:
        """Return a row of `t_par_record`."""
        steps = history(draft.case) if draft.history is None else draft.history
        return (
            row_id,
            cells["number"],
            cells["procedure_code"],
            cells["unit"],
            cells["applicant"],
            cells["received_at"],
            cells["due_at"],
            cells["returned_at"],
            cells["status"],
            cells["current_step"],
            cells["handler"],
            cells["note"],
            "0",
            _workflow(steps),
            _form(cells),
        )


def _workflow(steps: Iterable[Step]) -> str:
    rows = "".join(
        f'<step code="{_code(step.serial)}" name={quoteattr(step.name)} previous="{_code(step.previous)}"'
        f' at="{step.at}" status="{step.status}" user={quoteattr(step.actor)} open="{int(step.is_open)}"/>'
        for step in steps
    )
    return f'<?xml version="1.0" encoding="UTF-8"?><workflow>{rows}</workflow>'


def _code(serial: int) -> str:
    return f"B{serial}" if serial else ""


def _form(cells: Cells) -> str:
    fields = (("identity_no", "so_giay_to"), ("address", "dia_chi"), ("phone", "dien_thoai"))
    items = "".join(
        f'<item id="{name}"><value>{escape(str(cells[key]))}</value></item>' for key, name in fields
    )
    return f'<?xml version="1.0" encoding="UTF-8"?><data>{items}</data>'
