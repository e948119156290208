"""Finds a paper of a dossier, for who may have it, and reads what stands on it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from api.papers.heading import heading_of
from api.papers.matter import Matter
from api.papers.print import printed
from api.papers.settled import settled_by
from engine.bpmn.deployment import Deployment
from engine.clock import in_hanoi
from engine.commands.engine import Engine
from engine.errors import Broken, Refused
from engine.model.actor import Actor
from engine.model.paper import PaperKind
from engine.model.procedure import Procedure
from engine.model.role import Role
from engine.model.unit import is_within
from engine.reports.control_slip import control_slip
from engine.reports.dossier_head import DossierHead, dossier_head
from engine.reports.due_entries import due_entries
from engine.reports.papers import Issued, PaperHead, paper_head, papers_of
from engine.reports.timeline import Happening, timeline
from engine.reports.visible import works_on
from engine.store.work import Work
from forms.papers.paper import Paper


@dataclass(frozen=True, slots=True)
class Wanted:
    """A paper of a dossier; `no` counts those of its kind from 1, None: the last one."""

    dossier: str
    kind: str
    no: int | None = None


def require_inside(work: Work, actor: Actor, code: str, on: date) -> None:
    """Let pass who works on a dossier, or audits. Refused `dossier.unknown`, `paper.inside_only`."""
    dossier_head(work, actor, code, on)
    audits = any(
        each.role is Role.AUDITOR and is_within(on, each.valid_from, each.valid_until)
        for each in actor.appointments
    )
    if not audits and not works_on(work, actor, code, on):
        raise Refused("paper.inside_only", dossier=code)


def dossier_paper(work: Work, engine: Engine, wanted: Wanted, root: str) -> Paper:
    """Return a paper of a dossier. Refused `dossier.unknown`, `paper.unknown`.

    `root` is the address under which the applicant reaches this program; the QR code of the receipt begins with it.
    """
    head = paper_head(work, wanted.dossier)
    deployment = engine.deployments.get(work, head.digest)
    happenings = timeline(work, head.code)
    found = [
        each
        for each in issued_papers(head, deployment, happenings)
        if each.kind == wanted.kind and wanted.no in (None, each.no)
    ]
    if not found:
        raise Refused("paper.unknown", dossier=head.code)
    issued, units, received_on = found[-1], engine.city.units, in_hanoi(head.received_at).date()
    procedure = _procedure(deployment)
    matter = Matter(
        issued=issued,
        code=head.code,
        procedure=procedure,
        heading=heading_of(work, units, issued.unit, issued.on, received_on),
        desk=heading_of(work, units, head.unit, issued.on, received_on),
        happenings=happenings,
        received_at=head.received_at,
        due=next(iter(due_entries(work, head.code)), None),
        settled_by=settled_by(engine, procedure, head.place, head.received_at),
        slip=control_slip(work, head.code) if issued.kind is PaperKind.CONTROL_SLIP else [],
        address=f"{root}/lookup/{head.code}?k={head.key}",
    )
    return printed(matter)


def issued_papers(
    head: PaperHead | DossierHead, deployment: Deployment, happenings: Sequence[Happening]
) -> list[Issued]:
    """Return the papers of a dossier, in the order in which they were issued."""
    is_same_day = _procedure(deployment).limit.is_same_day
    return papers_of(head.code, head.unit, happenings, is_same_day=is_same_day)


def _procedure(deployment: Deployment) -> Procedure:
    if deployment.procedure is None:
        raise Broken("deployment.no_procedure", digest=deployment.digest)
    return deployment.procedure
