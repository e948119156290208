"""Receive a dossier at the desk: give it its code and due date, and open its process."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from engine.commands.components import COMPONENTS, Given, require_components
from engine.commands.desk import Desk, Outcome
from engine.commands.guard import require_role, require_unit
from engine.commands.reception import Reception, receive
from engine.commands.settle import procedure_of
from engine.errors import Refused
from engine.model.dossier import Channel
from engine.model.role import Role


@dataclass(frozen=True, slots=True)
class OpenDossier:
    """Receive a dossier of a procedure at `unit`; its steps go to the units around `place` (default: `unit`).

    `channel` is how the papers came. `components` are by code the references to their scans, empty for paper alone;
    None where another system keeps them and answers for them.

    Refused `unit.unknown`, `procedure.not_in_force`, `procedure.other_level`, `actor.not_allowed`,
    `number.series_used_up`, `component.missing`, `component.unknown`, `attachment.unknown`.
    """

    procedure_code: str
    case_code: str
    unit: str
    data: Mapping[str, Any]
    place: str | None = None
    channel: Channel = Channel.DESK
    components: Given | None = None

    def open(self, desk: Desk) -> Outcome:
        """Decide; see the class."""
        deployment = desk.deployments.in_force(desk.work, self.procedure_code, self.case_code, desk.now)
        procedure = procedure_of(desk, deployment.digest)
        unit = require_unit(desk, self.unit)
        require_unit(desk, self.place or self.unit)
        actor = require_role(desk, self.unit, Role.RECEPTION_CLERK, procedure.field)
        if unit.level is not procedure.receiving_level:
            expected = procedure.receiving_level.value
            raise Refused("procedure.other_level", unit=self.unit, level=unit.level.value, expected=expected)
        data = dict(self.data)
        if self.components is not None:
            require_components(desk, actor, procedure, self.components)
            data[COMPONENTS] = dict(self.components)
        place = self.place or self.unit
        reception = Reception(self.unit, place, data, actor.person_id, channel=self.channel)
        return receive(desk, deployment, reception)
