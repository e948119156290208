"""Put in force: a draft that another person approved becomes the newest version of its procedure."""

from dataclasses import replace
from datetime import date, datetime, time
from uuid import UUID

from engine.clock import HANOI
from engine.errors import Refused
from engine.store import package_drafts
from engine.store.deployments import Deployments
from engine.store.package_drafts import DraftState
from processes.deploy import deploy
from processes.package import read_package
from processes.review import demand_seen
from processes.rights import Deed, Hand


def publish(hand: Hand, draft: UUID, seen: str, known: Deployments, from_on: date | None) -> None:
    """Certify the draft and put it in force now, or from the beginning of a day to come.

    What is in force stays as it is, for the dossiers that run on it; this is a version beside it. Refused
    `review.changed`, `review.day_is_past`, or `package.rejected` where the checks do not accept it any more.
    """
    found = hand.take(draft, Deed.PUBLISH)
    demand_seen(found, seen)
    in_force_from = _moment(hand, from_on)
    content = found.content
    package_drafts.lock_procedure(hand.work, content.procedure_code or "", content.case_code or "")
    deploy(hand.work, read_package(content.files), known, in_force_from)
    published = replace(
        found,
        state=DraftState.PUBLISHED,
        published_by=hand.actor.person_id,
        published_at=hand.at,
        in_force_from=in_force_from,
    )
    hand.keep(published, "published", in_force_from=in_force_from)


def _moment(hand: Hand, from_on: date | None) -> datetime:
    """A version never takes force in the past: dossiers received since then run on another one."""
    if from_on is None or from_on == hand.on:
        return hand.at
    if from_on < hand.on:
        raise Refused("review.day_is_past", on=from_on.strftime("%d/%m/%Y"))
    return datetime.combine(from_on, time(), HANOI)
