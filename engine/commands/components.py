"""The components of a dossier as they were handed in: what is required must be there (TT 01/2018/TT-VPCP)."""

from collections.abc import Mapping

from engine.commands.desk import Desk
from engine.errors import Refused
from engine.model.actor import Actor
from engine.model.procedure import Procedure
from engine.store import attachments

COMPONENTS = "thanh_phan"
"""Where a dossier's data keep its components: by code the reference to the scan, empty where there is only paper."""

Given = Mapping[str, str]


def require_components(desk: Desk, actor: Actor, procedure: Procedure, given: Given) -> None:
    """Let components pass that are all of the procedure, none required missing, each scan the actor's own.

    Refused `component.missing` with every name, `component.unknown`, `attachment.unknown`.
    """
    known = {each.code: each for each in procedure.components}
    strangers = sorted(given.keys() - known.keys())
    if strangers:
        raise Refused("component.unknown", names=", ".join(strangers))
    missing = [each.name for each in procedure.components if each.required and each.code not in given]
    if missing:
        raise Refused("component.missing", names="; ".join(missing), count=len(missing))
    digests = {file.partition("/")[0] for file in given.values() if file}
    if digests and attachments.given_by(desk.work, actor.person_id, digests) != digests:
        raise Refused("attachment.unknown")
