"""What the law does to dossiers beside their process: short ways to do it, and who may."""

from typing import Any

from engine.commands.engine import Answer
from engine.commands.request_supplement import RequestSupplement
from engine.model.actor import Actor
from engine.model.role import Role
from tests.support.city import COMMUNE, Town
from tests.support.packages import package

ITEMS = ("Bản sao giấy khai sinh", "Giấy xác nhận của tổ dân phố")
PLAIN = package("s -> A -> B -> e", seats={"A": "commune committee handler", "B": "commune committee leader"})
BY_LEADER = package("s -> A -> e", procedure={"supplement": {"approval": "leader"}})


def supplemented(town: Town, dossier: str, actor: Actor | None = None) -> Answer:
    """Ask for two papers, as the first handler of the commune unless somebody else is named."""
    command = RequestSupplement(dossier, ITEMS, "thiếu thành phần hồ sơ", "Bà Lan, 024 3863 0000")
    return town.engine.handle(command, actor or town.handlers()[0])


def leader(town: Town, unit: str = COMMUNE) -> Actor:
    """A leader of the unit."""
    return town.holder(Role.LEADER, unit)


def requests(town: Town, dossier: str) -> list[Any]:
    """The requests on a dossier, oldest first."""
    sql = (
        "SELECT q.* FROM dossier_request q JOIN dossier d ON d.id = q.dossier_id"
        " WHERE d.code = :code ORDER BY q.asked_at, q.id"
    )
    return town.rows(sql, code=dossier)


def ledger(town: Town, dossier: str) -> list[tuple[str, Any]]:
    """Kind and due date of each entry of the ledger."""
    sql = (
        "SELECT l.kind, l.due_at FROM due_ledger l JOIN dossier d ON d.id = l.dossier_id"
        " WHERE d.code = :code ORDER BY l.seq"
    )
    return [(row.kind, row.due_at) for row in town.rows(sql, code=dossier)]


def facts_of(town: Town, dossier: str, kind: str) -> dict[str, Any]:
    """The facts of the one event of a kind."""
    (event,) = [entry for entry in town.journal(dossier) if entry.kind == kind]
    return dict(event.facts)
