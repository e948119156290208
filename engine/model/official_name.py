"""How a unit is written on papers and pages: a committee by its committee's name, everybody else as named."""

from engine.model.unit import Body, Level


def official_name(name: str, body: Body, level: Level) -> str:
    """Return `UBND phường Hàng Bông` for the committee of `Phường Hàng Bông`; other bodies keep their name.

    Only the City keeps its capital, as its own decisions write it.
    """
    if body is not Body.COMMITTEE:
        return name
    return f"UBND {name}" if level is Level.CITY else f"UBND {name[:1].lower()}{name[1:]}"
