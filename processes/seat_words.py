"""Who acts on a step, as an official writes it: `Trưởng phòng, UBND cấp huyện`."""

from engine.model.role import Seat
from engine.model.unit import Body, Level

LEVELS = {Level.COMMUNE: "cấp xã", Level.DISTRICT: "cấp huyện", Level.CITY: "cấp Thành phố"}
_BODIES = {
    Body.COMMITTEE: "UBND",
    Body.DEPARTMENT: "sở, ban, ngành",
    Body.FACILITY: "cơ sở trực thuộc sở",
    Body.AGENCY: "cơ quan ngành dọc",
}


def seat_in_words(seat: Seat) -> str:
    """Return the role, the kind of body and its level; a field of its own stands behind."""
    said = f"{seat.role.label}, {_BODIES[seat.body]} {LEVELS[seat.level]}"
    return f"{said} (lĩnh vực {seat.field})" if seat.field else said
