"""From a paper that was issued to the sheet of paper: its builder, and the template of the circular in force then."""

from collections.abc import Callable, Mapping
from typing import Any

from api.papers.apology import apology
from api.papers.control_slip import control_slip
from api.papers.matter import Matter
from api.papers.receipt import receipt
from api.papers.stop import stop
from api.papers.supplement import supplement
from engine.model.paper import PaperKind, regime_on
from forms.papers.paper import Paper, template

_BUILDERS: Mapping[PaperKind, Callable[[Matter], dict[str, Any]]] = {
    PaperKind.RECEIPT: receipt,
    PaperKind.SUPPLEMENT: supplement,
    PaperKind.APOLOGY: apology,
    PaperKind.STOP: stop,
    PaperKind.CONTROL_SLIP: control_slip,
}


def printed(matter: Matter) -> Paper:
    """Return the paper; printed again it is the same, byte for byte, for the journal is all that it is made of."""
    issued = matter.issued
    form = regime_on(issued.on).forms[issued.kind]
    return Paper(template(form.template), _BUILDERS[issued.kind](matter), issued.entry.at)
