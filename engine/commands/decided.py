"""Whether a dossier is decided: after that it can no more be withdrawn or voided."""

from engine.commands.desk import Case, Desk
from engine.commands.settle import procedure_of
from engine.errors import Refused
from engine.model.result import ISSUED, current


def require_undecided(desk: Desk, case: Case) -> None:
    """Refuse where a result of the level that decides is signed. Refused `dossier.decided`.

    A document that another level signed on the way, as a commune's certificate, decides nothing yet.
    """
    result = current(case.parts.results)
    if result is None or result.state not in ISSUED:
        return
    level = desk.city.units.at(result.unit, desk.today).level
    if level is procedure_of(desk, case.dossier.digest).deciding_level:
        raise Refused("dossier.decided", dossier=case.dossier.code)
