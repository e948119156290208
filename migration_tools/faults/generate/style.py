"""How the two families of legacy systems write a dossier: as columns of a database, or as a person types it."""

from datetime import date
from functools import lru_cache

from migration_tools.cell import Cell
from migration_tools.faults.generate import facts
from migration_tools.faults.generate.case import Case
from migration_tools.text.decode import encode

ATTACHED = 200
"""The scans that lie in the folder of attachments are those of the first dossiers."""

Cells = dict[str, Cell]
"""What a row holds, by target field (`received_at`, `extra.printed_name`), as the legacy system writes it."""

CLOCK = tuple(f"{minute // 60:02d}:{minute % 60:02d}" for minute in range(24 * 60))
"""The minutes of a day as `08:30`: written a million times, made once."""


def _told(case: Case) -> Cells:
    """The cells that every system writes alike."""
    return {
        "number": case.number,
        "procedure_code": case.procedure.code,
        "procedure_name": case.procedure.name,
        "unit": case.unit.code,
        "place": case.unit.name,
        "applicant": case.applicant,
        "identity_no": case.identity_no,
        "address": case.address,
        "phone": case.phone,
        "current_step": step_name(case),
        "handler": case.handler,
        "note": case.note,
    }


class Typed:
    """Times to the second, statuses as codes; `own_status` are codes that differ from our canonical words."""

    def __init__(self, own_status: dict[str, str]) -> None:
        self._own_status = own_status

    def cells(self, case: Case) -> Cells:
        """Return the cells of a dossier without any fault."""
        returned_on = case.returned_on
        return {
            **_told(case),
            "extra.submitted_at": self.day(case.received_on, case.minute),
            "received_at": self.day(case.received_on, case.minute),
            "due_at": self.day(case.due_on, case.minute),
            "returned_at": None if returned_on is None else self.day(returned_on, case.minute),
            "status": self.status(case.status),
            "extra.reference": "",
        }

    def day(self, on: date, minute: int) -> str:
        """Write a time as SQL does."""
        return f"{on} {CLOCK[minute]}:00"

    def right_day(self, on: date, minute: int) -> str:
        """Return the time without its seconds."""
        return f"{on} {CLOCK[minute]}"

    def target(self, field: str) -> str:
        """Return the field itself: the columns hold times."""
        return field

    def status(self, canonical: str) -> str:
        """Return the system's code; a word without a code stays as it is."""
        return self._own_status.get(canonical, canonical)


class Handwritten:
    """Days as `dd/mm/yyyy`, statuses as sentences, figures as text: a register that people keep.

    Three columns are wrong from top to bottom: `extra.entered_on` (month first), `extra.submitter` (VIQR) and,
    where the register holds raw bytes, `extra.printed_name` (TCVN3 under a font of capitals).
    """

    def __init__(self, holds_bytes: bool) -> None:
        self._holds_bytes = holds_bytes

    def cells(self, case: Case) -> Cells:
        """Return the cells of a dossier without any fault."""
        returned_on = case.returned_on
        return {
            **_told(case),
            "extra.submitted_at": self.day(case.received_on, 0),
            "received_at": self.day(case.received_on, 0),
            "due_at": self.day(case.due_on, 0),
            "returned_at": "" if returned_on is None else self.day(returned_on, 0),
            "status": self.status(case.status),
            "fee": str(case.procedure.fee),
            "extra.questions": f"{case.asked} / {case.answered}",
            "extra.entered_on": f"{case.received_on:%m/%d/%Y}",
            "extra.printed_name": capitals(case.applicant) if self._holds_bytes else case.applicant.upper(),
            "extra.submitter": _viqr(case.applicant),
            "extra.attachment": attachment(case.serial) if case.serial <= ATTACHED else "",
        }

    def day(self, on: date, minute: int) -> str:  # noqa: ARG002
        """Write a day as people do; the register has no minutes."""
        return f"{on.day:02d}/{on.month:02d}/{on.year:04d}"

    def right_day(self, on: date, minute: int) -> str:  # noqa: ARG002
        """Return the day alone."""
        return on.isoformat()

    def target(self, field: str) -> str:
        """Return the field of a day."""
        is_day = field.endswith("_at") and not field.startswith("extra.")
        return field.removesuffix("_at") + "_on" if is_day else field

    def status(self, canonical: str) -> str:
        """Return the words of the register; what has none stays as it is."""
        return str(facts.words()["statuses"].get(canonical, canonical))


def attachment(serial: int) -> str:
    """Return the path of a dossier's scan inside the folder of attachments."""
    return f"quet/{serial:07d}.pdf"


@lru_cache(1 << 14)
def capitals(name: str) -> bytes:
    """Return a name as a font of capitals (.VnTimeH) stores it: small letters' bytes under the marks."""
    return b"".join(
        encode(letter.upper() if letter.isascii() else letter.lower(), "tcvn3") for letter in name
    )


@lru_cache(1 << 14)
def _viqr(name: str) -> str:
    return encode(name, "viqr").decode("ascii")


def step_name(case: Case) -> str:
    """Return the step at which a dossier stands, the last one when it is finished."""
    steps = facts.words()["steps"]
    return str(steps[{"done": -1, "receiving": 0, "waiting": 2}.get(case.status, 1)])


def right_values(style: Typed | Handwritten, case: Case) -> dict[str, str]:
    """Return what a right reading gives for the fields of a dossier that every system keeps."""
    return {
        "number": case.number,
        "procedure_code": case.procedure.code,
        "unit": case.unit.code,
        "applicant": case.applicant,
        "identity_no": case.identity_no,
        style.target("received_at"): style.right_day(case.received_on, case.minute),
        style.target("due_at"): style.right_day(case.due_on, case.minute),
        style.target("returned_at"): ""
        if case.returned_on is None
        else style.right_day(case.returned_on, case.minute),
        "status": case.status,
    }
