"""An incident as a page shows it: its sentence, the data that were read, and what its mender has typed."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from secrets import token_urlsafe
from typing import Any
from uuid import UUID

from api import problems
from api.web.request import Page, Posted
from api.web.units import unit_name
from engine.commands.choose_unit import DIVIDED
from engine.commands.report_unstaffed import NOBODY
from engine.errors import EngineError, Stuck
from engine.reports.incidents import Mender, OpenIncident, open_incident, open_incidents
from engine.store.work import reading
from forms import Form

VALUE = "value."
"""Before the name of the data that a field of the correcting form is for."""

RESULT = "result."
"""Before the name of a decision table's result."""


@dataclass(frozen=True, slots=True)
class Tried:
    """What somebody sent that was refused: which action, what was typed, and why not."""

    action: str = ""
    reason: str = ""
    flows: tuple[str, ...] = ()
    typed: Mapping[str, str] = field(default_factory=dict)
    refused: tuple[str, ...] = ()


NOT_TRIED = Tried()


@dataclass(frozen=True, slots=True)
class Card:
    """One incident on a page. `read` and `results` are names with what stands in their fields, `titles` what forms
    call the names that they write, `kinds` of which type they are; `successors` the units to choose from, by code.
    """

    incident: OpenIncident
    sentence: str
    read: Mapping[str, str]
    results: Mapping[str, str]
    titles: Mapping[str, str]
    kinds: Mapping[str, str]
    successors: Mapping[str, str]
    tried: Tried
    key: str

    @property
    def can_choose(self) -> bool:
        """Whether a step can be taken by hand: a way chosen, results given, or a waiting task completed."""
        return bool(self.incident.choices.ways or self.results) or self.incident.code == NOBODY


def mender(page: Page) -> Mender:
    """Return who asks, as the report wants it."""
    return Mender(page.person.actor, page.services.engine.city.units, page.today)


def cards(page: Page, dossier: str | None = None) -> list[Card]:
    """Return the open incidents that the person may mend: of one dossier, or all."""
    deployments = page.services.engine.deployments
    with reading(page.services.database) as work:
        found = open_incidents(work, deployments, mender(page), dossier)
        forms = {each.digest: deployments.get(work, each.digest).forms for each in found}
    return [_card(page, each, forms[each.digest], NOT_TRIED) for each in found]


def card(page: Page, incident: UUID, tried: Tried = NOT_TRIED) -> Card:
    """Return one. Refused `incident.unknown`."""
    deployments = page.services.engine.deployments
    with reading(page.services.database) as work:
        found = open_incident(work, deployments, mender(page), incident)
        return _card(page, found, deployments.get(work, found.digest).forms, tried)


def _card(page: Page, each: OpenIncident, forms: Mapping[str, Form], tried: Tried) -> Card:
    facts = {name: value for name, value in each.facts.items() if name != "code"}
    read = {name: shown(value) for name, value in facts.get("read", {}).items()}
    read |= {name: tried.typed[VALUE + name] for name in read if VALUE + name in tried.typed}
    results = {name: tried.typed.get(RESULT + name, "") for name in each.choices.results}
    titles = {box.name: box.title for form in forms.values() for box in form.layout({}, {}).walk()}
    kinds = {name: kind for form in forms.values() for name, kind in form.names().items()}
    sentence = problems.sentence(Stuck(each.code, **facts))
    divided = each.facts["successors"] if each.code == DIVIDED else ()
    successors = {code: unit_name(page, code) for code in divided}
    return Card(each, sentence, read, results, titles, kinds, successors, tried, token_urlsafe(16))


def tried(form: Posted, action: str, refused: EngineError) -> Tried:
    """Keep what was typed with why it was refused."""
    typed = {name: form.text(name) for name in form.fields}
    listed = [each.message for each in refused.facts.get("problems", ())]
    sentences = (problems.sentence(refused), *listed)
    return Tried(action, form.text("reason"), tuple(form.texts("flow")), typed, sentences)


def values(form: Posted, prefix: str, kinds: Mapping[str, str]) -> dict[str, Any]:
    """Return the fields under a prefix as data; `kinds` are the types that forms give to names."""
    names = [name.removeprefix(prefix) for name in form.fields if name.startswith(prefix)]
    return {name: _value(form.text(prefix + name), kinds.get(name)) for name in names}


def shown(value: Any) -> str:
    """Write a value for a field: text as it is, the rest as JSON, nothing for none."""
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _value(text: str, kind: str | None) -> Any:
    """What no form writes is a number or true/false where it reads so, else text."""
    text = text.strip()
    if not text:
        return None
    try:
        read = text if kind == "string" else json.loads(text)
    except ValueError:
        return text
    return read
