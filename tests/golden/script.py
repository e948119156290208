"""What is still to happen to a dossier of a golden city, written beside it and played by every later version."""

import json
from pathlib import Path
from typing import Any, NamedTuple

from engine.bpmn.iso_time import parse_duration
from engine.commands.deliver_message import DeliverMessage
from engine.model.role import Role
from processes.walk.script import ScriptStep
from tests.support.city import Town

GOLDEN = Path(__file__).parent
DATABASE, SCRIPT = "city.dump", "script.json"


class Act(NamedTuple):
    """One thing that happens: its kind, the element, message or duration it is about, and what is given."""

    kind: str
    subject: str
    data: dict[str, Any]

    @staticmethod
    def of(step: ScriptStep) -> "Act":
        """Take over a step of a walk."""
        return Act(step.kind, step.subject, dict(step.data))


class Case(NamedTuple):
    """A dossier of a golden city: what it shows, its code, and what leads it to its end."""

    name: str
    dossier: str
    rest: tuple[Act, ...]


def play(town: Town, dossier: str, act: Act) -> None:
    """Let one thing happen."""
    if act.kind == "complete":
        town.complete(dossier, act.subject, **act.data)
    elif act.kind == "message":
        head = town.head(dossier)
        clerk = town.holder(Role.RECEPTION_CLERK, head.unit_code, field_of(town, dossier))
        town.engine.handle(DeliverMessage(dossier, act.subject, act.data), clerk)
    else:
        assert act.kind == "advance", act.kind
        town.clock.move_to(town.clock() + parse_duration(act.subject))
        town.engine.fire_due_timers()


def field_of(town: Town, dossier: str) -> str:
    """The field of a dossier's procedure, as its deployment says."""
    (row,) = town.rows(
        "SELECT p.files ->> 'procedure.json' AS facts FROM deployment p JOIN dossier d ON d.digest = p.digest"
        " WHERE d.code = :code",
        code=dossier,
    )
    return str(json.loads(row.facts)["field"])


def write(folder: Path, cases: list[Case]) -> None:
    """Write the script of a golden city."""
    written = [{"name": each.name, "dossier": each.dossier, "rest": each.rest} for each in cases]
    lines = ",\n".join(json.dumps(each, ensure_ascii=False) for each in written)
    (folder / SCRIPT).write_text(f"[\n{lines}\n]\n", "utf-8")


def read(folder: Path) -> list[Case]:
    """Read the script of a golden city."""
    stored = json.loads((folder / SCRIPT).read_text("utf-8"))
    return [Case(each["name"], each["dossier"], tuple(Act(*act) for act in each["rest"])) for each in stored]
