"""A leader approves that the applicant is asked for what is missing."""

from dataclasses import dataclass

from engine.commands import rights
from engine.commands.desk import Case, Desk, Outcome
from engine.commands.supplements import issue, require_proposal
from engine.errors import Refused
from engine.model.dossier import Dossier
from engine.store import dossiers


@dataclass(frozen=True, slots=True)
class ApproveSupplement:
    """Approve the supplement that was proposed; nobody approves what they proposed themselves.

    Refused `dossier.over`, `dossier.not_yours`, `supplement.none_proposed`, `supplement.own_proposal`,
    `dossier.stands_still`.
    """

    dossier: str

    def lock(self, desk: Desk) -> Dossier:
        """Find the dossier."""
        return dossiers.lock(desk.work, self.dossier)

    def run(self, desk: Desk, case: Case) -> Outcome:
        """Decide; see the class."""
        rights.require_live(case)
        who = rights.standing(desk, case)
        rights.require(case, who.leading())
        proposal = require_proposal(case)
        if proposal.asked_by == who.actor.person_id:
            raise Refused("supplement.own_proposal", dossier=case.dossier.code)
        return issue(desk, case, proposal)
