"""What the page of a draft shows: findings by severity, each with its walk told, the differences, the record."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from api.web.request import Page
from api.web.units import unit_name
from engine.bpmn.deployment import PROCESS_FILE
from engine.bpmn.finding import Finding, Severity
from engine.bpmn.reader import read
from engine.store import deployments, package_drafts, people
from engine.store.package_drafts import Act, Content, Draft
from engine.store.work import Work, reading
from processes.compare import Change, Version, compare
from processes.draft import in_force
from processes.package import read_package
from processes.review import warning_name
from processes.rights import Deed, Hand


@dataclass(frozen=True, slots=True)
class Pin:
    """A finding as it is pinned: `number` on the diagram and in the list, `walk` the (id, name) of the way there."""

    number: int
    finding: Finding
    name: str
    walk: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class DraftView:
    """Everything the page of a draft shows. `changes` is None where there is no version in force."""

    draft: Draft
    unit: str
    pins: Mapping[Severity, list[Pin]]
    changes: list[Change] | None
    record: list[Act]
    people: Mapping[str, str]
    deeds: frozenset[Deed]


def view(page: Page, draft: UUID) -> DraftView:
    """Read a draft for who asks. Refused `draft.unknown` for those who shall not learn of it."""
    with reading(page.services.database) as work:
        hand = Hand(work, page.person.actor, page.now)
        found = hand.look(draft)
        record = package_drafts.record(work, draft)
        return DraftView(
            draft=found,
            unit=unit_name(page, found.unit_code),
            pins=_pins(found.content),
            changes=_changes(page, work, found),
            record=record,
            people=people.names(work, {act.actor for act in record}),
            deeds=hand.deeds(found),
        )


def _pins(content: Content) -> dict[Severity, list[Pin]]:
    names = _names(content)
    pins: dict[Severity, list[Pin]] = {}
    ordered = [finding for severity in Severity for finding in content.of(severity)]
    for number, finding in enumerate(ordered, start=1):
        on_the_way = (*finding.trace, *([finding.element] if finding.trace and finding.element else []))
        walk = tuple((element, names.get(element) or element) for element in on_the_way)
        pins.setdefault(finding.severity, []).append(Pin(number, finding, warning_name(finding), walk))
    return pins


def _names(content: Content) -> dict[str, str]:
    diagram = read(content.files[PROCESS_FILE]).diagram
    processes = () if diagram is None else diagram.processes
    return {shape.id: shape.name for process in processes for shape in process.shapes}


def _changes(page: Page, work: Work, draft: Draft) -> list[Change] | None:
    """Against what is in force now; of a draft that is itself in force nothing is left to compare."""
    known = page.services.engine.deployments
    old = in_force(work, draft.content, known, page.now)
    new = read_package(draft.content.files).deployment
    if old is None or new is None:
        return None
    drawn = deployments.diagram(work, old.digest).encode()
    return compare(Version(old, drawn), Version(new, draft.content.files[PROCESS_FILE]))
