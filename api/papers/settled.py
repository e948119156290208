"""Who settles a dossier: the unit that decides by the procedure, on the day of reception."""

from datetime import datetime

from engine.clock import in_hanoi
from engine.commands.engine import Engine
from engine.errors import Stuck
from engine.model.official_name import official_name
from engine.model.procedure import Procedure
from engine.model.role import Role, Seat
from engine.model.unit import USUAL_BODY


def settled_by(engine: Engine, procedure: Procedure, place: str, received_at: datetime) -> str:
    """Return the unit's name, empty where our data cannot tell it."""
    units, on, level = engine.city.units, in_hanoi(received_at).date(), procedure.deciding_level
    try:
        seat = Seat(level, USUAL_BODY[level], Role.LEADER, procedure.field)
        unit = units.resolve(seat, units.at(place, on), on)
    except Stuck:
        return ""
    return official_name(unit.name, unit.body, unit.level)
