"""Signing and sealing a dossier's document: read, sign, verify, store, and only then tell the engine.

Nothing is signed inside a transaction: a provider may take its time, and a signature cannot be rolled back.
"""

from dataclasses import dataclass
from uuid import UUID

from api.signing.signer import Corner, Key, Visible
from api.signing.signing import Signing
from engine.clock import in_hanoi
from engine.commands.engine import Answer, Engine
from engine.commands.seal_result import SealResult
from engine.commands.sign_result import SignResult, require_behalf
from engine.errors import Refused
from engine.model.actor import Actor
from engine.model.attachment import reference
from engine.model.official_name import official_name
from engine.model.result import Capacity, Evidence, Result
from engine.model.role import Role
from engine.model.unit import Unit
from engine.reports.open_tasks import open_tasks
from engine.store import attachments, results
from engine.store.work import begin, reading

UNIT_KEY = "unit."
"""What the names of the units' own keys begin with."""


@dataclass(frozen=True, slots=True)
class Order:
    """Which document is to be signed or sealed, what opens the key, in which capacity, under which request key."""

    dossier: str
    result: UUID
    passphrase: str
    capacity: Capacity = Capacity.OWN
    on_behalf_of: str = ""
    key: str | None = None


@dataclass(frozen=True, slots=True)
class _Before:
    """The document as it stands, its file, and the unit at whose open step the actor is."""

    result: Result
    content: bytes
    unit: Unit

    @property
    def name(self) -> str:
        """The name of the file."""
        return self.result.file.partition("/")[2]


def sign(engine: Engine, signing: Signing, actor: Actor, order: Order) -> Answer:
    """Sign as the leader that the actor is. Refused as `SignResult` and `Signer.sign`, and `attachment.missing`."""
    behalf = require_behalf(order.capacity, order.on_behalf_of)
    before = _before(engine, actor, order)
    lines = [f"{order.capacity.value} {behalf}"] if behalf else []
    lines += [f"Người ký: {actor.name}", f"Cơ quan: {_written(before.unit)}"]
    visible = Visible(Corner.LEADER, tuple(lines), engine.clock())
    content, evidence = signing.sign(
        before.content, Key(actor.person_id, actor.name, order.passphrase), visible
    )
    file = take(engine, actor, content, before.name)
    command = SignResult(order.dossier, order.result, file, evidence, order.capacity, behalf)
    return engine.handle(command, actor, order.key)


def seal(engine: Engine, signing: Signing, actor: Actor, order: Order) -> Answer:
    """Seal with the key of the actor's unit. Refused as `SealResult` and `Signer.sign`, and `attachment.missing`."""
    before = _before(engine, actor, order)
    name, at = _written(before.unit), engine.clock()
    numbered = f"Số: {before.result.written_number}, ngày {in_hanoi(at):%d/%m/%Y}"
    visible = Visible(Corner.UNIT, (numbered, name), at)
    key = Key(f"{UNIT_KEY}{before.unit.code.lower()}", name, order.passphrase)
    content, evidence = signing.sign(before.content, key, visible)
    file = take(engine, actor, content, before.name)
    return engine.handle(SealResult(order.dossier, order.result, file, evidence), actor, order.key)


def evidence_of(engine: Engine, signing: Signing, file: str) -> Evidence:
    """Return what can be verified of a stored file signed elsewhere. Refused `signing.no_signature`."""
    with reading(engine.database) as work:
        found = attachments.find(work, file.partition("/")[0])
    if found is None:
        raise Refused("attachment.missing", file=file.partition("/")[2])
    return signing.evidence(found.content, engine.clock())


def take(engine: Engine, actor: Actor, content: bytes, name: str) -> str:
    """Store a file in the actor's name and return its reference. Refused as attachments are."""
    file = reference(content, name)
    with begin(engine.database) as work:
        attachments.add(work, actor.person_id, file.partition("/")[0], content, engine.clock())
    return file


def _before(engine: Engine, actor: Actor, order: Order) -> _Before:
    with reading(engine.database) as work:
        known = results.of_dossier(work, order.dossier)
        result = next((each for each in known if each.id == order.result), None)
        if result is None:
            raise Refused("result.unknown", dossier=order.dossier, result=str(order.result))
        found = attachments.find(work, result.file.partition("/")[0])
        tasks = open_tasks(work, order.dossier)
    if found is None:
        raise Refused("attachment.missing", file=result.file.partition("/")[2])
    today = in_hanoi(engine.clock()).date()
    seats = ((engine.city.units.at(task.unit, today), task) for task in tasks)
    unit = next(
        (unit for unit, task in seats if actor.may_act(unit, Role(task.role), task.field, today)), None
    )
    if unit is None:
        raise Refused("result.not_your_turn", dossier=order.dossier, deed="sign")
    return _Before(result, found.content, unit)


def _written(unit: Unit) -> str:
    return official_name(unit.name, unit.body, unit.level)
