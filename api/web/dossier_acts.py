"""What a person may do with a dossier besides its tasks, by the law and whatever its diagram."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from api.web.dossier_shown import Shown
from engine.bpmn.seen import at
from engine.commands.correct_reception import correctable
from engine.commands.rights import Standing
from engine.model.dossier import DossierState
from engine.model.request import Request, RequestKind, RequestState, in_progress, supplement_open
from engine.store import requests


@dataclass(frozen=True, slots=True)
class Tried:
    """An act that was refused: its name, the sentence that says why, and what was typed."""

    act: str
    said: str
    typed: Mapping[str, str] = field(default_factory=dict)
    status: int = 422


_KINDS = {"date": "date", "email": "email", "phone_vn": "tel"}
NOTHING_TRIED = Tried("", "", status=200)


@dataclass(frozen=True, slots=True)
class Correctable:
    """A value that reception wrote: its name, its title in the form, the value as text, and what its box takes."""

    name: str
    title: str
    value: str
    kind: str


@dataclass(frozen=True, slots=True)
class DossierActs:
    """What the partial `dossier_acts.html` draws: what is asked now, and the names of what the person may do."""

    asked: Request | None
    proposal: Request | None
    withdrawal: Request | None
    may: frozenset[str]
    values: tuple[Correctable, ...]
    tried: Tried

    @property
    def offers(self) -> bool:
        """Tell whether there is anything to do besides answering what is asked."""
        return bool(self.may - {"decide", "supplement"})


def dossier_acts(shown: Shown, tried: Tried = NOTHING_TRIED) -> DossierActs:
    """Return what this reader is shown; the commands judge again."""
    found = tuple(requests.of_dossier(shown.work, shown.head.code))
    latest = in_progress(found, RequestKind.SUPPLEMENT)
    is_proposed = latest is not None and latest.state is RequestState.ASKED
    values = tuple(_values(shown))
    return DossierActs(
        asked=supplement_open(found),
        proposal=latest if is_proposed else None,
        withdrawal=in_progress(found, RequestKind.WITHDRAWAL),
        may=frozenset(_may(shown, found)) - (frozenset() if values else {"correct"}),
        values=values,
        tried=tried,
    )


def _may(shown: Shown, found: tuple[Request, ...]) -> set[str]:
    """Return the acts that the dossier's state and the person's rights allow."""
    procedure = shown.deployment.procedure
    if procedure is None or shown.head.state not in (DossierState.PROCESSING, DossierState.PAUSED):
        return set()
    who = _standing(shown, procedure.field)
    acts = {
        "desk": who.at_desk(),
        "work": who.working(),
        "lead": who.leading(),
        "head": who.heading(),
    }
    runs = shown.head.due_at is not None
    latest = in_progress(found, RequestKind.SUPPLEMENT)
    is_spent = sum(each.stood_still for each in found) >= procedure.supplement.times
    offered = {
        "supplement-request": acts["work"] and runs and latest is None and not is_spent,
        "decide": acts["lead"],
        "supplement": acts["desk"],
        "extend": acts["lead"] and runs and shown.head.rescheduled_due_at is None,
        "correct": acts["desk"],
        "withdraw": acts["desk"],
        "stop": acts["lead"],
        "void": acts["head"],
    }
    return {name for name, is_offered in offered.items() if is_offered}


def _standing(shown: Shown, field_: str) -> Standing:
    page = shown.page
    units = page.services.engine.city.units
    return Standing(page.person.actor, units, page.today, shown.head.unit, field_, tuple(shown.tasks))


def _values(shown: Shown) -> list[Correctable]:
    """Return the plain texts of reception that may be corrected; choices and lists are not typed anew here."""
    names = correctable(shown.deployment, shown.head.data)
    forms = shown.deployment.forms.values()
    schemas = {
        name: schema
        for form in forms
        for name, schema in form.schema.get("properties", {}).items()
        if name in names and schema.get("type") == "string" and not {"oneOf", "enum"} & schema.keys()
    }
    return [
        Correctable(
            name,
            str(schema.get("title", name)),
            str(at(shown.head.data, name) or ""),
            _KINDS.get(schema.get("format"), "text"),
        )
        for name, schema in schemas.items()
        if schema.get("format") != "attachment"
    ]
