"""Who may do what to a draft, and when: one table, asked by the commands and by the pages that show buttons."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from engine.clock import in_hanoi
from engine.errors import Refused
from engine.model.actor import Actor, Appointment
from engine.model.role import Role
from engine.model.unit import is_within
from engine.store import package_drafts
from engine.store.package_drafts import Act, Draft, DraftState
from engine.store.work import Work

OFFICE = (Role.OFFICE_REVIEWER, Role.OFFICE_PUBLISHER)
"""Those who judge what others drew, at the Office of the City People's Committee."""


class Deed(StrEnum):
    """What can be done to a draft that exists."""

    REPLACE = "replace"
    SUBMIT = "submit"
    APPROVE = "approve"
    GIVE_BACK = "give_back"
    PUBLISH = "publish"


@dataclass(frozen=True, slots=True)
class Rule:
    """A role may do a deed while the draft is in a state."""

    deed: Deed
    role: Role
    state: DraftState


# A designer acts on the drafts of the own unit; who judges a draft at the Office has neither drawn nor submitted it.
RULES = (
    Rule(Deed.REPLACE, Role.PROCESS_DESIGNER, DraftState.DRAWN),
    Rule(Deed.REPLACE, Role.PROCESS_DESIGNER, DraftState.RETURNED),
    Rule(Deed.SUBMIT, Role.PROCESS_DESIGNER, DraftState.DRAWN),
    Rule(Deed.SUBMIT, Role.PROCESS_DESIGNER, DraftState.RETURNED),
    Rule(Deed.APPROVE, Role.OFFICE_REVIEWER, DraftState.SUBMITTED),
    Rule(Deed.GIVE_BACK, Role.OFFICE_REVIEWER, DraftState.SUBMITTED),
    Rule(Deed.GIVE_BACK, Role.OFFICE_PUBLISHER, DraftState.APPROVED),
    Rule(Deed.PUBLISH, Role.OFFICE_PUBLISHER, DraftState.APPROVED),
)


@dataclass(frozen=True, slots=True)
class Hand:
    """Who does something to drafts, in which transaction and at which moment."""

    work: Work
    actor: Actor
    at: datetime

    @property
    def on(self) -> date:
        """Return the day of the deed."""
        return in_hanoi(self.at).date()

    def take(self, draft: UUID, deed: Deed) -> Draft:
        """Lock a draft for a deed. Refused `draft.unknown`, `review.not_yours`, `.wrong_state` or `.same_person`."""
        found = package_drafts.lock(self.work, draft)
        _demand_sight(self.actor, found, self.on)
        refusal = objection(deed, found, self.actor, self.on, package_drafts.authors(self.work, draft))
        if refusal is not None:
            raise refusal
        return found

    def look(self, draft: UUID) -> Draft:
        """Return a draft as it stands. Refused `draft.unknown` for those who shall not learn of it."""
        found = package_drafts.get(self.work, draft)
        _demand_sight(self.actor, found, self.on)
        return found

    def deeds(self, draft: Draft) -> frozenset[Deed]:
        """Return what the actor may do to a draft now."""
        authors = package_drafts.authors(self.work, draft.id)
        return frozenset(
            deed for deed in Deed if objection(deed, draft, self.actor, self.on, authors) is None
        )

    def keep(self, draft: Draft, kind: str, **facts: object) -> None:
        """Store a draft after a deed together with its trace."""
        package_drafts.save(self.work, draft)
        package_drafts.note(self.work, draft, Act(kind, self.at, self.actor.person_id, facts))


def objection(deed: Deed, draft: Draft, actor: Actor, on: date, authors: frozenset[str]) -> Refused | None:
    """Return why an actor may not do a deed now, None where nothing stands against it."""
    held = [rule for rule in RULES if rule.deed is deed and _holds(actor, rule.role, draft, on)]
    if not held:
        return Refused("review.not_yours", deed=deed.value)
    if all(rule.state is not draft.state for rule in held):
        return Refused("review.wrong_state", state=draft.state.value)
    if actor.person_id in authors and all(rule.role in OFFICE for rule in held):
        return Refused("review.same_person", draft=str(draft.id))
    return None


def may_see(actor: Actor, draft: Draft, on: date) -> bool:
    """Say whether an actor learns of a draft: the unit's designers do, the Office once it has been submitted."""
    if _holds(actor, Role.PROCESS_DESIGNER, draft, on):
        return True
    return draft.submitted_at is not None and any(_holds(actor, role, draft, on) for role in OFFICE)


def _demand_sight(actor: Actor, draft: Draft, on: date) -> None:
    if not may_see(actor, draft, on):
        raise Refused("draft.unknown", draft=str(draft.id))


def units_of_designer(actor: Actor, on: date) -> list[str]:
    """Return the units for which an actor draws procedures."""
    return [each.unit_code for each in _held(actor, on) if each.role is Role.PROCESS_DESIGNER]


def is_office(actor: Actor, on: date) -> bool:
    """Say whether an actor reviews or publishes for the Office."""
    return any(each.role in OFFICE for each in _held(actor, on))


def _holds(actor: Actor, role: Role, draft: Draft, on: date) -> bool:
    field = draft.content.field
    return any(
        each.role is role
        and (role in OFFICE or each.unit_code == draft.unit_code)
        and (field is None or not each.fields or field in each.fields)
        for each in _held(actor, on)
    )


def _held(actor: Actor, on: date) -> Iterator[Appointment]:
    return (each for each in actor.appointments if is_within(on, each.valid_from, each.valid_until))
